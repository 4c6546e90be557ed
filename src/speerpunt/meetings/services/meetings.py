"""A meeting on the calendar: added, changed, moved, cancelled and put back. What it was stands in its history."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Body

from ..enums import MeetingState
from ..models import Meeting
from ..problems import MeetingProblem
from .notices import Change, Was, tell_of_change
from .places import fill_places

TO_COME = (MeetingState.PLANNED, MeetingState.CALLED)
# What stands in somebody's calendar: a change of these is a new edition of the invitation.
IN_CALENDARS = {"title", "form", "place", "link"}
WHERE = {"form", "place", "link"}


@transaction.atomic
def add_meeting(body: Body, *, by: User | None, **values: Any) -> Meeting:
    _check_moment(values["starts_at"], values["ends_at"])
    meeting = Meeting.objects.create(collective_id=body.collective_id, body=body, **values)
    record(meeting, Verb.CREATED, by=by, changes=[("starts_at", None, meeting.starts_at)])
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User | None, tells: bool = False, **values: Any) -> None:
    """All but its moment and its body."""
    meeting = locked_meeting(meeting, *TO_COME, MeetingState.RUNNING, MeetingState.HELD)
    changed = set(save_changes(meeting, by=by, **values))
    if changed & IN_CALENDARS:
        _raise_sequence(meeting)
    if "places" in changed:
        fill_places(meeting, by=by)
    if tells and changed & WHERE and meeting.state in TO_COME:
        tell_of_change(meeting, Change.ELSEWHERE)


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    reason: str = "",
    tells: bool = True,
) -> None:
    """The moment it had stays in the history."""
    _check_moment(starts_at, ends_at)
    meeting = locked_meeting(meeting, *TO_COME)
    was = Was(meeting.starts_at, meeting.ends_at)
    if not save_changes(meeting, by=by, note=reason, starts_at=starts_at, ends_at=ends_at):
        raise MeetingProblem(_("The meeting is at this moment already. Choose another one."))
    _raise_sequence(meeting)
    if tells:
        tell_of_change(meeting, Change.MOVED, was=was, reason=reason)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User | None, tells: bool = True) -> None:
    meeting = locked_meeting(meeting, *TO_COME)
    save_changes(meeting, by=by, state=MeetingState.CANCELLED, cancel_reason=reason)
    _raise_sequence(meeting)
    if tells:
        tell_of_change(meeting, Change.CANCELLED, reason=reason)


@transaction.atomic
def restore_meeting(meeting: Meeting, *, by: User | None, tells: bool = True) -> None:
    """A cancelled one goes on after all, as far as it was."""
    meeting = locked_meeting(meeting, MeetingState.CANCELLED)
    state = MeetingState.CALLED if meeting.is_sent else MeetingState.PLANNED
    save_changes(meeting, by=by, state=state, cancel_reason="")
    _raise_sequence(meeting)
    if tells and not meeting.is_past():
        tell_of_change(meeting, Change.RESTORED)


def locked_meeting(meeting: Meeting, *states: MeetingState) -> Meeting:
    """The row as it is now, held until the transaction ends; it must be in one of these states."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if now.is_frozen:
        raise MeetingProblem(_("The minutes of this meeting are approved. It stays as it is."))
    if now.state not in states:
        raise MeetingProblem(
            _("This cannot be done any more: the meeting is “%(state)s” by now. Nothing was changed.")
            % {"state": now.get_state_display()}
        )
    return now


def _raise_sequence(meeting: Meeting) -> None:
    """So that a calendar knows which edition is newer (RFC 5545)."""
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])


def _check_moment(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise MeetingProblem(_("The meeting ends before it starts. Change one of the two times."))
