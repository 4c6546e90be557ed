"""Meetings of a body to which an item can go."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..enums import MeetingState
from ..models import Meeting
from .visible import meetings_visible_to

MOST_OFFERED = 60


def open_meetings_of(body_id: int, user: Any, *, without: int | None = None) -> QuerySet[Meeting]:
    """Still to come or going on, the nearest first."""
    rows = meetings_visible_to(user).filter(body=body_id, approved_at__isnull=True)
    rows = rows.filter(state__in=(MeetingState.PLANNED, MeetingState.CALLED, MeetingState.RUNNING))
    return rows.filter(ends_at__gte=timezone.now()).exclude(pk=without or 0).order_by("starts_at", "pk")
