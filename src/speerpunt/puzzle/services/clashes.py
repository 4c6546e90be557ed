"""Clashes are found anew whenever works change; what somebody wrote about one stays with it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.models import Collective, User
from speerpunt.core.services import save_changes

from ..enums import ClashState
from ..models import Clash
from ..queries.meeting import Meeting, meetings_now

AT_ONCE = 500
FOUND = ("ways", "metres", "links", "first_day", "last_day")


@transaction.atomic
def find_clashes(collective: Collective, *, on: date | None = None) -> dict[str, int]:
    """Returns how many are new, gone, and there now."""
    now = {meeting.key: meeting for meeting in meetings_now(on or timezone.localdate())}
    known = {(each.work_id, each.other_work_id, each.project_id): each for each in Clash.objects.all()}
    new = [_made(collective, meeting) for key, meeting in now.items() if key not in known]
    Clash.objects.bulk_create(new, batch_size=AT_ONCE)
    still = [_brought_up_to_date(known[key], meeting) for key, meeting in now.items() if key in known]
    Clash.objects.bulk_update(still, [*FOUND, "state", "gone_at"], batch_size=AT_ONCE)
    gone = [clash for key, clash in known.items() if key not in now and clash.gone_at is None]
    Clash.objects.filter(pk__in=[clash.pk for clash in gone]).update(
        state=ClashState.GONE, gone_at=timezone.now()
    )
    return {"new": len(new), "gone": len(gone), "now": len(now)}


def _made(collective: Collective, meeting: Meeting) -> Clash:
    return Clash(
        collective=collective,
        work_id=meeting.work,
        other_work_id=meeting.other_work,
        project_id=meeting.project,
        **_found(meeting),
    )


def _found(meeting: Meeting) -> dict[str, Any]:
    found = {name: getattr(meeting, name) for name in FOUND}
    return found | {"ways": list(meeting.ways), "links": list(meeting.links)}


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
