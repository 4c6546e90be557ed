"""Who comes, who does not, and who speaks in whose place."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.services import save_changes
from speerpunt.members.models import Person

from ..enums import Answer, MeetingState
from ..models import Attendance
from ..problems import MeetingProblem
from ..queries.answers import may_answer, proxies_for


@transaction.atomic
def answer_invitation(
    attendance: Attendance, answer: str, *, proxy: Person | None = None, by: User | None
) -> Attendance:
    """Until the meeting starts. Who stays away may let somebody else of the body speak for him."""
    attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    _check_moment(attendance)
    if proxy is not None:
        _check_proxy(attendance, answer, proxy)
    changed = save_changes(attendance, by=by, answer=answer, proxy=proxy)
    if changed or attendance.answered_at is None:
        attendance.answered_at = timezone.now()
        attendance.save(update_fields=["answered_at"])
    if answer == Answer.AWAY:
        _let_go_of(attendance, by=by)
    return attendance


def _check_moment(attendance: Attendance) -> None:
    meeting = attendance.meeting
    if meeting.is_cancelled:
        raise MeetingProblem(_("This meeting is cancelled, so no answer is needed."))
    if not may_answer(attendance):
        raise MeetingProblem(_("This invitation does not hold any more."))
    if meeting.state != MeetingState.CALLED or meeting.starts_at <= timezone.now():
        raise MeetingProblem(_("The meeting has begun. Tell the chair yourself."))


def _check_proxy(attendance: Attendance, answer: str, proxy: Person) -> None:
    if answer != Answer.AWAY:
        raise MeetingProblem(_("Who comes himself needs nobody in his place."))
    if proxy.pk not in {each.pk for each in proxies_for(attendance)}:
        raise MeetingProblem(_("This person cannot speak for you here. Choose somebody else of the body."))


def _let_go_of(attendance: Attendance, *, by: User | None) -> None:
    """Who is not there speaks for nobody."""
    given = Attendance.objects.filter(meeting=attendance.meeting_id, proxy=attendance.person_id)
    for each in given:
        save_changes(each, by=by, proxy=None)
