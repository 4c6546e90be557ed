"""A meeting held for one change, so that two typists, a vote and an approval never run through each other."""

from django.utils.translation import gettext as _

from ..enums import MeetingState
from ..models import Meeting
from ..problems import MeetingProblem

WRITTEN_IN = (MeetingState.RUNNING, MeetingState.HELD)


def held(meeting_id: int | None) -> Meeting:
    """The row as it is now, held until the transaction ends."""
    if meeting_id is None:
        raise MeetingProblem(_("This item is on no agenda. Nothing was changed."))
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting_id)


def unfrozen(meeting_id: int | None) -> Meeting:
    """Held, and its minutes are not approved."""
    meeting = held(meeting_id)
    if meeting.is_frozen:
        raise MeetingProblem(
            _("The minutes are approved and stay as they are. Add a correction instead. Nothing was changed.")
        )
    return meeting


def writable(meeting_id: int | None) -> Meeting:
    """Held, open or over, and not approved."""
    meeting = unfrozen(meeting_id)
    if not meeting.is_written:
        raise MeetingProblem(_("The meeting is not open. Open it first; your text is kept."))
    return meeting
