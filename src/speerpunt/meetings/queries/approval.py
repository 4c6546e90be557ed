"""Which meetings may approve minutes, and what an item approves."""

from typing import Any

from django.db.models import Q, QuerySet

from ..enums import MeetingState
from ..models import AgendaItem, Meeting
from .visible import meetings_visible_to


def may_approve(meeting: Meeting) -> QuerySet[Meeting]:
    """Later meetings of the same body that are open or were held, the first one first."""
    later = Meeting.objects.filter(body_id=meeting.body_id, starts_at__gt=meeting.starts_at)
    return later.filter(state__in=(MeetingState.RUNNING, MeetingState.HELD)).order_by("starts_at", "pk")


def usual_approver(meeting: Meeting) -> Meeting | None:
    """The one with an item for it; else the first."""
    possible = may_approve(meeting)
    asked = AgendaItem.objects.filter(approves=meeting, meeting__in=possible).values("meeting_id")
    return possible.filter(pk__in=asked).first() or possible.first()


def approvals_of(meeting: Meeting, user: Any) -> tuple[Meeting | None, list[Meeting]]:
    """In which meeting its minutes were approved, and of which it approved them, as far as the visitor sees these."""
    beside = Q(pk=meeting.approved_in_id or 0) | Q(approved_in=meeting)
    seen = meetings_visible_to(user).filter(beside).only("collective", "title", "starts_at", "approved_in")
    found = {each.pk: each for each in seen}
    return found.get(meeting.approved_in_id or 0), [
        each for each in found.values() if each.approved_in_id == meeting.pk
    ]
