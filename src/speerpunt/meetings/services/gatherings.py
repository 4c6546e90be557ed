"""Signing up for a gathering, first come first served. The row of the meeting is held, so that a place goes once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Person

from ..enums import MeetingState, SignUpState
from ..models import Meeting, SignUp
from ..problems import MeetingProblem
from .meetings import locked_meeting
from .places import fill_places, has_place


@transaction.atomic
def open_sign_up(meeting: Meeting, *, by: User | None) -> None:
    """From here on members sign up; the gathering is called."""
    meeting = locked_meeting(meeting, MeetingState.PLANNED)
    if not meeting.is_gathering:
        raise MeetingProblem(_("Only for a gathering can people sign up."))
    save_changes(meeting, by=by, state=MeetingState.CALLED, called_at=timezone.now())


@transaction.atomic
def sign_up(meeting: Meeting, person: Person, *, by: User | None, is_late: bool = False) -> SignUp:
    """With a place, or on the waiting list. A second time nothing changes. The office may be late."""
    meeting = locked_meeting(meeting, MeetingState.CALLED)
    if not meeting.is_gathering:
        raise MeetingProblem(_("Only for a gathering can people sign up."))
    if not is_late and is_closed(meeting):
        raise MeetingProblem(_("Signing up is closed. Mail the office if you want to come."))
    found = meeting.sign_ups.filter(person=person).first()
    if found is not None and found.state != SignUpState.WITHDRAWN:
        return found
    state = SignUpState.SIGNED_UP if has_place(meeting) else SignUpState.WAITING
    if found is None:
        found = SignUp.objects.create(
            collective_id=meeting.collective_id, meeting=meeting, person=person, state=state
        )
        record(found, Verb.CREATED, by=by, changes=[("state", None, state)])
    else:
        found.signed_up_at = timezone.now()
        found.save(update_fields=["signed_up_at"])
        save_changes(found, by=by, state=state)
    return found


def is_closed(meeting: Meeting) -> bool:
    """The closing moment has passed, or it began."""
    return timezone.now() > min(meeting.sign_up_until or meeting.starts_at, meeting.starts_at)


@transaction.atomic
def sign_off(signed: SignUp, *, by: User | None) -> None:
    """Makes place for who waits longest."""
    meeting = locked_meeting(signed.meeting, MeetingState.CALLED)
    if meeting.starts_at <= timezone.now():
        raise MeetingProblem(_("The gathering has begun. Nothing was changed."))
    now = SignUp.objects.select_for_update().get(pk=signed.pk)
    save_changes(now, by=by, state=SignUpState.WITHDRAWN)
    fill_places(meeting, by=by)


def let_go_of_erased(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """Who is erased gives the place to the next."""
    if verb != Verb.ERASED or not isinstance(targets[0], Person):
        return
    gone = SignUp.objects.filter(person__in=[target.pk for target in targets])
    meetings = list(Meeting.objects.filter(pk__in=gone.values("meeting_id"), state=MeetingState.CALLED))
    gone.delete()
    for meeting in meetings:
        fill_places(meeting, by=None)
