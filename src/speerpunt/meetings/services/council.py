"""Agendas of the council: taken over from a file, as often as one likes, and what we do with an item."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.actions.models import Action
from speerpunt.actions.services import add_action
from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, ImportDraft, User
from speerpunt.core.services import record, save_changes
from speerpunt.core.services.imports import keep_upload
from speerpunt.members.models import Person

from ..enums import CouncilState
from ..models import CouncilItem, CouncilMeeting
from ..problems import MeetingProblem
from ..queries.touching import AREA, PROJECT, Touching

DRAFT = "meetings.council"
TAKEN_OVER = ("committee", "title", "starts_at", "place", "url", "is_cancelled", "papers")
SAME_IN_ITEM = ("number", "position", "title", "text", "papers")


@dataclass(frozen=True)
class CouncilReport:
    meetings: int
    new: int
    changed: int
    gone: int


def keep_agendas(
    collective: Collective, *, file_name: str, meetings: Sequence[dict[str, Any]], by: User
) -> ImportDraft:
    """What was read waits for a look at it; nothing is written yet."""
    draft = keep_upload(collective, by=by, sheet=DRAFT, file_name=file_name, content=b"")
    draft.rows = list(meetings)
    draft.headings = [DRAFT]
    draft.save(update_fields=["rows", "headings"])
    return draft


@transaction.atomic
def take_over_agendas(
    collective: Collective, rows: Iterable[Any], *, by: User | None, draft: ImportDraft | None = None
) -> CouncilReport:
    """Keyed on the numbers at the source. What somebody chose here stays: state, note, and hits taken away."""
    if draft is not None and not ImportDraft.objects.filter(pk=draft.pk).delete()[0]:
        raise MeetingProblem(_("This file was taken over already. Nothing was changed."))
    touching = Touching()
    reports = [_take_over(collective, row, touching, by=by) for row in rows]
    new, changed, gone = (sum(report[place] for report in reports) for place in range(3))
    return CouncilReport(len(reports), new, changed, gone)


def _take_over(
    collective: Collective, row: Any, touching: Touching, *, by: User | None
) -> tuple[int, int, int]:
    values = {name: getattr(row, name) for name in TAKEN_OVER}
    values["starts_at"] = datetime.fromisoformat(row.starts_at)
    meeting, is_new = CouncilMeeting.objects.update_or_create(
        collective=collective, outside_id=row.outside_id, defaults={**values, "seen_at": timezone.now()}
    )
    if is_new:
        record(meeting, Verb.IMPORTED, by=by)
    known = {item.outside_id: item for item in meeting.items.all()}
    new = changed = 0
    for position, item in enumerate(row.items, start=1):
        before = known.pop(item.outside_id, None)
        if before is None:
            _add_item(meeting, item, position, touching, by=by)
            new += 1
        elif _changed(before, item, position):
            _touch(before, touching)
            changed += 1
    return new, changed, _let_go(known.values(), by=by)


def _add_item(
    meeting: CouncilMeeting, row: Any, position: int, touching: Touching, *, by: User | None
) -> None:
    item = CouncilItem.objects.create(
        collective_id=meeting.collective_id, meeting=meeting, position=position, **asdict(row)
    )
    _touch(item, touching)
    record(item, Verb.IMPORTED, by=by)


def _changed(item: CouncilItem, row: Any, position: int) -> bool:
    values = {
        **{name: getattr(row, name) for name in SAME_IN_ITEM if name != "position"},
        "position": position,
    }
    is_same = all(getattr(item, name) == value for name, value in values.items())
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=list(SAME_IN_ITEM))
    return not is_same


def _let_go(items: Iterable[CouncilItem], *, by: User | None) -> int:
    """Off the agenda, and nobody here did anything with it."""
    gone = [item for item in items if item.state == CouncilState.NEW and not item.note]
    for item in gone:
        record(item, Verb.DELETED, by=by)
        item.delete()
    return len(gone)


def _touch(item: CouncilItem, touching: Touching) -> None:
    """What was taken away once stays away."""
    papers = " ".join(paper["title"] for paper in item.papers)
    away = {(reason["kind"], reason["pk"]) for reason in item.reasons if reason.get("is_away")}
    hits = touching.hits(f"{item.title}. {item.text} {papers}")
    item.reasons = [
        {
            "kind": hit.kind,
            "pk": hit.pk,
            "words": list(hit.words),
            "is_away": (hit.kind, hit.pk) in away,
        }
        for hit in hits
    ]
    found = {(hit.kind, hit.pk) for hit in hits}
    # A false hit that is not found this time may be found the next.
    item.reasons += [
        {"kind": kind, "pk": pk, "words": [], "is_away": True} for kind, pk in sorted(away - found)
    ]
    item.save(update_fields=["reasons"])
    _link(item)


def _link(item: CouncilItem) -> None:
    held = [(reason["kind"], reason["pk"]) for reason in item.reasons if not reason["is_away"]]
    item.dossiers.set([pk for kind, pk in held if kind == PROJECT])
    item.areas.set([pk for kind, pk in held if kind == AREA])


@transaction.atomic
def take_away_hit(item: CouncilItem, kind: str, pk: int, *, is_away: bool = True, by: User | None) -> None:
    """It has nothing to do with this dossier or area after all; or it has."""
    item = CouncilItem.objects.select_for_update().get(pk=item.pk)
    reasons = [
        {**reason, "is_away": is_away} if (reason["kind"], reason["pk"]) == (kind, pk) else reason
        for reason in item.reasons
    ]
    if reasons == item.reasons:
        raise MeetingProblem(_("That is the case already. Nothing was changed."))
    item.reasons = reasons
    item.save(update_fields=["reasons"])
    _link(item)
    record(item, Verb.CHANGED, by=by)


@transaction.atomic
def choose_for_council_item(
    item: CouncilItem, *, state: str, note: str = "", owner: Person | None = None, by: User | None
) -> Action | None:
    """To speak is an action of somebody, with a day before the meeting. Said twice it is one action."""
    item = CouncilItem.objects.select_for_update().get(pk=item.pk)
    is_new = state == CouncilState.SPEAK and item.state != CouncilState.SPEAK
    if is_new and item.meeting.starts_at < timezone.now():
        raise MeetingProblem(_("This meeting has passed. Nothing was changed."))
    if note != item.note:
        item.note = note
        item.save(update_fields=["note"])
    save_changes(item, by=by, state=state)
    if not is_new:
        return None
    return add_action(
        item.collective,
        target=item.dossiers.order_by("pk").first(),
        by=by,
        title=_("Prepare to speak: %(title)s") % {"title": item.title[:150]},
        owner=owner,
        due=day_to_be_ready(timezone.localdate(item.meeting.starts_at)),
        origin=f"{item.meeting.committee[:90]} {timezone.localdate(item.meeting.starts_at):%d-%m-%Y}",
    )


def day_to_be_ready(meets_on: date) -> date:
    """The last working day before, but never before today."""
    day = meets_on - timedelta(days=1)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return max(day, timezone.localdate())
