"""What meetings ask of one visitor: to come, to read, to answer, to look at minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from speerpunt.core.models import Collective
from speerpunt.core.queries.once import kept_for_collective, kept_for_standing
from speerpunt.core.queries.written import Written, WrittenRows
from speerpunt.members.rules import standing

from ..enums import Answer, MeetingState, MinutesState, SignUpState
from ..models import Attendance, Meeting, SignUp
from .guests import Guest, guest_of
from .papers import readable_papers
from .visible import meetings_visible_to

AHEAD = timedelta(days=28)
MOST_SHOWN = 4


@dataclass(frozen=True)
class MyMeeting:
    meeting: Meeting
    papers: int
    asks_answer: bool
    # Signed up, or on the waiting list.
    sign_up: str = ""


@dataclass(frozen=True)
class MyMeetings:
    coming: list[MyMeeting]
    more: int
    # Of which the minutes wait for remarks.
    drafts: list[Meeting]

    def __bool__(self) -> bool:
        return bool(self.coming or self.drafts)


def meetings_of(user: Any) -> QuerySet[Meeting]:
    """To which he is invited or signed up, and those of bodies in which he sits."""
    return _meetings_of(user, guest_of(user)).all()


@kept_for_standing
def _meetings_of(user: Any, guest: Guest) -> QuerySet[Meeting]:
    at = standing(user)
    if at.person_id is None:
        return Meeting.objects.none()
    invited = Attendance.objects.filter(
        meeting=OuterRef("pk"), person_id=at.person_id, invited_at__isnull=False
    )
    signed_up = SignUp.objects.filter(meeting=OuterRef("pk"), person_id=at.person_id)
    mine = Q(Exists(invited)) | Q(Exists(signed_up.exclude(state=SignUpState.WITHDRAWN)))
    if at.body_ids:
        mine |= Q(body_id__in=at.body_ids)
    return meetings_visible_to(user, guest).filter(mine)


def my_meetings(user: Any) -> MyMeetings:
    now, guest = timezone.now(), guest_of(user)
    near = _near(user, guest).ask()
    coming = [each for each in near if each.ends_at >= now and each.starts_at < now + AHEAD]
    shown = coming[:MOST_SHOWN]
    return MyMeetings(list(_told(shown, user)), len(coming) - len(shown), _drafts(user, guest).ask())


@kept_for_standing
def _near(user: Any, guest: Guest) -> WrittenRows[Meeting]:
    """From today on, so that the moment does not stand in the question."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    # Two days more: one of them may have an hour less.
    until = today + AHEAD + timedelta(days=2)
    rows = _meetings_of(user, guest).filter(ends_at__gte=today, starts_at__lt=until)
    return WrittenRows(
        rows.exclude(state=MeetingState.CANCELLED).select_related("body").order_by("starts_at")
    )


def _told(meetings: list[Meeting], user: Any) -> Iterator[MyMeeting]:
    """In a few queries for all of them."""
    at, keys = standing(user), [meeting.pk for meeting in meetings]
    if not keys:
        return
    papers = readable_papers(keys, user)
    open_answers = {meeting for (meeting,) in _open_answers(tuple(keys), at.person_id).ask()}
    signed_up = _signed_up(tuple(keys), at.person_id).ask()
    states = {meeting: str(SignUpState(state).label) for meeting, state in signed_up}
    for meeting in meetings:
        yield MyMeeting(
            meeting, papers[meeting.pk], meeting.pk in open_answers, sign_up=states.get(meeting.pk, "")
        )


@kept_for_collective
def _open_answers(meetings: tuple[int, ...], person_id: int | None) -> Written:
    asked = Attendance.objects.filter(meeting__in=meetings, person_id=person_id, invited_at__isnull=False)
    return Written(asked.filter(answer=Answer.OPEN).order_by().values_list("meeting_id"))


@kept_for_collective
def _signed_up(meetings: tuple[int, ...], person_id: int | None) -> Written:
    rows = SignUp.objects.filter(meeting__in=meetings, person_id=person_id).order_by()
    return Written(rows.exclude(state=SignUpState.WITHDRAWN).values_list("meeting_id", "state"))


@kept_for_standing
def _drafts(user: Any, guest: Guest) -> WrittenRows[Meeting]:
    waiting = _meetings_of(user, guest).filter(minutes_state=MinutesState.SENT, approved_at__isnull=True)
    return WrittenRows(waiting.select_related("body").order_by("-starts_at")[:MOST_SHOWN])


def today_panel(request: HttpRequest, _collective: Collective) -> dict[str, Any] | None:
    mine = my_meetings(request.user)
    return {"mine": mine} if mine else None


def calendar_of(user: Any, start: date, end: date) -> list[Meeting]:
    """Also what was cancelled: a calendar takes it away by that."""
    rows = meetings_of(user).filter(starts_at__date__gte=start, starts_at__date__lte=end)
    return list(rows.select_related("body").order_by("starts_at", "pk"))
