"""Clashes are found anew whenever works change; what somebody wrote about one stays with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, CollectiveModel, HistoryEvent, User
from speerpunt.core.services import save_changes
from speerpunt.priorities.models import Project

from ..enums import ClashState
from ..models import Clash, Work
from ..queries.meeting import Meeting, meetings_now
from .readings import in_pieces

AT_ONCE = 500
FOUND = ("ways", "metres", "links", "first_day", "last_day", "periods")
# What decides whether things meet.
DECIDING = ("puzzle.work", "puzzle.workline", "priorities.project")
TURNS = 3


def find_clashes(collective: Collective, *, on: date | None = None) -> dict[str, int]:
    """Returns how many are new, gone, and there now.

    Of many works it takes long to compare them, so others may write meanwhile; when they did, it looks again.
    """
    today = on or timezone.localdate()
    for _turn in range(TURNS):
        before, meetings = _last_change(), meetings_now(today)
        with transaction.atomic():
            if _last_change() == before:
                return _keep_clashes(collective, meetings)
    with transaction.atomic():
        Collective.objects.select_for_update(no_key=True).get(pk=collective.pk)
        return _keep_clashes(collective, meetings_now(today))


def _last_change() -> int | None:
    rows = HistoryEvent.objects.filter(target_model__in=DECIDING)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def _keep_clashes(collective: Collective, meetings: list[Meeting]) -> dict[str, int]:
    """Of what is known already only what changes is held: of many works most stays as it was."""
    new = {meeting.key: meeting for meeting in meetings}
    still, gone = [], []
    rows = Clash.objects.only("collective", "work", "other_work", "project", "gone_at", *FOUND)
    for clash in rows.order_by().iterator(chunk_size=AT_ONCE):
        meeting = new.pop((clash.work_id, clash.other_work_id, clash.project_id), None)
        if meeting is not None and _differs(clash, meeting):
            still.append(_brought_up_to_date(clash, meeting))
        elif meeting is None and clash.gone_at is None:
            gone.append(clash.pk)
    for piece in in_pieces(new.values(), AT_ONCE):
        Clash.objects.bulk_create(_made(collective, piece))
    Clash.objects.bulk_update(still, [*FOUND, "state", "gone_at"], batch_size=AT_ONCE)
    for numbers in in_pieces(gone, AT_ONCE):
        Clash.objects.filter(pk__in=numbers).update(state=ClashState.GONE, gone_at=timezone.now())
    return {"new": len(new), "gone": len(gone), "now": len(meetings)}


def _differs(clash: Clash, meeting: Meeting) -> bool:
    found = _found(meeting)
    return clash.gone_at is not None or any(getattr(clash, name) != found[name] for name in FOUND)


def _made(collective: Collective, meetings: list[Meeting]) -> list[Clash]:
    named = {pk for each in meetings for pk in (each.work, each.other_work) if pk}
    works = Work.objects.only("collective", "name").in_bulk(named)
    projects = Project.objects.only("collective", "title").in_bulk(
        {each.project for each in meetings if each.project}
    )
    clashes = [
        Clash(
            collective=collective,
            work=works[each.work],
            other_work=works[each.other_work] if each.other_work else None,
            project=projects[each.project] if each.project else None,
            **_found(each),
        )
        for each in meetings
    ]
    for clash in clashes:
        clash.title = title_of(clash)
    return clashes


def title_of(clash: Clash) -> str:
    return f"{clash.work} – {clash.other_work or clash.project}"


def follow_names(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """A clash is called as both of its sides are called now, also when it is gone."""
    if verb != Verb.CHANGED or type(targets[0]) not in {Work, Project}:
        return
    is_work = isinstance(targets[0], Work)
    touched = Q(work__in=targets) | Q(other_work__in=targets) if is_work else Q(project__in=targets)
    rows = Clash.objects.filter(touched).select_related("work", "other_work", "project").order_by()
    renamed = [clash for clash in rows if clash.title != title_of(clash)]
    for clash in renamed:
        clash.title = title_of(clash)
    Clash.objects.bulk_update(renamed, ["title"], batch_size=AT_ONCE)


def _found(meeting: Meeting) -> dict[str, Any]:
    found = {name: getattr(meeting, name) for name in FOUND}
    periods = [[first.isoformat(), last and last.isoformat()] for first, last in meeting.periods]
    return found | {"ways": list(meeting.ways), "links": list(meeting.links), "periods": periods}


def _brought_up_to_date(clash: Clash, meeting: Meeting) -> Clash:
    for name, value in _found(meeting).items():
        setattr(clash, name, value)
    if clash.gone_at is not None:
        clash.gone_at, clash.state = None, ClashState.OPEN
    return clash


@transaction.atomic
def change_clash(clash: Clash, *, by: User, **values: Any) -> None:
    """Whom to talk to, what came of it, and how it stands."""
    save_changes(clash, by=by, **values)
