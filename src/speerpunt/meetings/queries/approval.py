"""Which meetings may approve minutes, and what an item approves."""

from django.db.models import QuerySet

from ..enums import MeetingState
from ..models import AgendaItem, Meeting


def may_approve(meeting: Meeting) -> QuerySet[Meeting]:
    """Later meetings of the same body that are open or were held, the first one first."""
    later = Meeting.objects.filter(body_id=meeting.body_id, starts_at__gt=meeting.starts_at)
    return later.filter(state__in=(MeetingState.RUNNING, MeetingState.HELD)).order_by("starts_at", "pk")


def usual_approver(meeting: Meeting) -> Meeting | None:
    """The one with an item for it; else the first."""
    possible = may_approve(meeting)
    asked = AgendaItem.objects.filter(approves=meeting, meeting__in=possible).values("meeting_id")
    return possible.filter(pk__in=asked).first() or possible.first()
