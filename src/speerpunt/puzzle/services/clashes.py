"""Clashes are found anew whenever works change; what somebody wrote about one stays with it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.models import Collective, HistoryEvent, User
from speerpunt.core.services import save_changes
from speerpunt.priorities.models import Project

from ..enums import ClashState
from ..models import Clash, Work
from ..queries.meeting import Key, Meeting, meetings_now

AT_ONCE = 500
FOUND = ("title", "ways", "metres", "links", "first_day", "last_day", "periods")
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
    now = {meeting.key: meeting for meeting in meetings}
    titles = _titles(now.values())
    rows = Clash.objects.only("collective", "work", "other_work", "project", "gone_at", *FOUND)
    known = {(each.work_id, each.other_work_id, each.project_id): each for each in rows}
    new = [_made(collective, meeting, titles[key]) for key, meeting in now.items() if key not in known]
    Clash.objects.bulk_create(new, batch_size=AT_ONCE)
    kept = [(clash, _found(now[key], titles[key])) for key, clash in known.items() if key in now]
    still = [_brought_up_to_date(clash, found) for clash, found in kept if _differs(clash, found)]
    Clash.objects.bulk_update(still, [*FOUND, "state", "gone_at"], batch_size=AT_ONCE)
    gone = [clash.pk for key, clash in known.items() if key not in now and clash.gone_at is None]
    for start in range(0, len(gone), AT_ONCE):
        rows = Clash.objects.filter(pk__in=gone[start : start + AT_ONCE])
        rows.update(state=ClashState.GONE, gone_at=timezone.now())
    return {"new": len(new), "gone": len(gone), "now": len(now)}


def _titles(meetings: Iterable[Meeting]) -> dict[Key, str]:
    """What both are called now, by the key of the meeting."""
    works: dict[int | None, str] = dict(Work.objects.order_by().values_list("pk", "name"))
    projects: dict[int | None, str] = dict(Project.objects.order_by().values_list("pk", "title"))
    return {
        each.key: f"{works[each.work]} – {works.get(each.other_work) or projects[each.project]}"
        for each in meetings
    }


def _differs(clash: Clash, found: dict[str, Any]) -> bool:
    return clash.gone_at is not None or any(getattr(clash, name) != found[name] for name in FOUND)


def _made(collective: Collective, meeting: Meeting, title: str) -> Clash:
    return Clash(
        collective=collective,
        work_id=meeting.work,
        other_work_id=meeting.other_work,
        project_id=meeting.project,
        **_found(meeting, title),
    )


def _found(meeting: Meeting, title: str) -> dict[str, Any]:
    found = {name: getattr(meeting, name) for name in FOUND if name != "title"}
    periods = [[first.isoformat(), last and last.isoformat()] for first, last in meeting.periods]
    return found | {
        "title": title,
        "ways": list(meeting.ways),
        "links": list(meeting.links),
        "periods": periods,
    }


def _brought_up_to_date(clash: Clash, found: dict[str, Any]) -> Clash:
    for name, value in found.items():
        setattr(clash, name, value)
    if clash.gone_at is not None:
        clash.gone_at, clash.state = None, ClashState.OPEN
    return clash


@transaction.atomic
def change_clash(clash: Clash, *, by: User, **values: Any) -> None:
    """Whom to talk to, what came of it, and how it stands."""
    save_changes(clash, by=by, **values)
