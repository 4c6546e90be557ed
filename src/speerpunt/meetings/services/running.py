"""A meeting while it goes on: it opens, walks through its items, and closes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.services import save_changes

from ..enums import ItemState, MeetingState, MinutesState
from ..models import AgendaItem, Meeting
from ..problems import MeetingProblem
from .holding import unfrozen, writable


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """From now on its minutes are written, and its first item is discussed. One that was closed goes on."""
    meeting = unfrozen(meeting.pk)
    if meeting.is_cancelled:
        raise MeetingProblem(_("This meeting is cancelled. Nothing was changed."))
    if meeting.state == MeetingState.RUNNING:
        return meeting
    values: dict[str, Any] = {
        "state": MeetingState.RUNNING,
        "opened_at": meeting.opened_at or timezone.now(),
        "closed_at": None,
    }
    if meeting.minutes_state == MinutesState.NONE:
        values["minutes_state"] = MinutesState.DRAFT
    save_changes(meeting, by=by, **values)
    start_next(meeting)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User) -> None:
    """What is still open on the agenda stays to be read as not discussed."""
    meeting = unfrozen(meeting.pk)
    if meeting.state != MeetingState.RUNNING:
        raise MeetingProblem(_("The meeting is not going on. Nothing was changed."))
    now = timezone.now()
    meeting.items.filter(started_at__isnull=False, finished_at__isnull=True).update(finished_at=now)
    save_changes(meeting, by=by, state=MeetingState.HELD, closed_at=now)


@transaction.atomic
def finish_item(item: AgendaItem, *, by: User) -> AgendaItem | None:
    """It is discussed. Returns the next one, which begins."""
    meeting = writable(item.meeting_id)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.state != ItemState.OPEN:
        raise MeetingProblem(_("This item is finished already. Nothing was changed."))
    now = timezone.now()
    save_changes(
        item,
        by=by,
        state=ItemState.DISCUSSED,
        started_at=item.started_at or now,
        finished_at=now,
    )
    return start_next(meeting)


@transaction.atomic
def reopen_item(item: AgendaItem, *, by: User) -> None:
    """Back to what was finished too early; it goes on where it stopped."""
    writable(item.meeting_id)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.state != ItemState.DISCUSSED:
        raise MeetingProblem(_("This item is not finished. Nothing was changed."))
    save_changes(item, by=by, state=ItemState.OPEN, finished_at=None)


def start_next(meeting: Meeting) -> AgendaItem | None:
    """The first open item, which begins unless it did."""
    item = meeting.items.filter(state=ItemState.OPEN).order_by("position", "pk").first()
    if item is not None:
        start(item, meeting)
    return item


def start(item: AgendaItem, meeting: Meeting) -> None:
    """No line of the history: the clock of the meeting tells it."""
    if item.started_at is None and meeting.state == MeetingState.RUNNING:
        item.started_at = timezone.now()
        item.save(update_fields=["started_at"])
