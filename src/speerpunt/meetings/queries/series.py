"""A series of meetings, and the days that it would have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from speerpunt.members.rules import standing

from ..enums import MeetingState
from ..models import Meeting, MeetingSeries
from .conflicts import Conflict, Slot, conflicts_with
from .holidays import free_periods, why_free
from .moments import at
from .rhythms import days_of
from .visible import meetings_visible_to

STILL_TO_COME = Q(state__in=(MeetingState.PLANNED, MeetingState.CALLED))


def series_led_by(user: Any) -> QuerySet[MeetingSeries]:
    """Only who leads the body has to do with a series; others see its meetings."""
    led = standing(user)
    rows = MeetingSeries.objects.select_related("body")
    return rows if led.is_office else rows.filter(body__in=led.led_body_ids)


def with_counts(rows: QuerySet[MeetingSeries]) -> QuerySet[MeetingSeries]:
    coming = Q(meetings__starts_at__gte=timezone.now()) & ~Q(meetings__state=MeetingState.CANCELLED)
    return rows.annotate(
        made=Count("meetings"),
        coming=Count("meetings", filter=coming),
        next_at=Min("meetings__starts_at", filter=coming),
        last_at=Max("meetings__starts_at"),
    )


@dataclass(frozen=True)
class SeriesDay:
    """A day of the pattern: a meeting, or the reason why not."""

    day: date
    starts_at: datetime
    ends_at: datetime
    why_not: str = ""
    conflicts: list[Conflict] = field(default_factory=list)


def series_days(
    pattern: str,
    *,
    first_day: date,
    last_day: date,
    start: date | None = None,
    start_time: time,
    minutes: int,
    skips_holidays: bool,
) -> list[SeriesDay]:
    """Every day of the pattern, in one query; weeks are counted from `start`."""
    free = free_periods(first_day, last_day) if skips_holidays else []
    found = []
    for day in days_of(pattern, first_day, last_day, start=start):
        starts_at = at(day, start_time)
        ends_at = starts_at + timedelta(minutes=minutes)
        found.append(SeriesDay(day, starts_at, ends_at, why_free(day, free)))
    return found


def with_conflicts(days: Sequence[SeriesDay], body_id: int, user: Any) -> list[SeriesDay]:
    """Of the days on which there would be a meeting."""
    slots = [Slot(body_id, day.starts_at, day.ends_at) for day in days]
    found = conflicts_with(slots, user)
    return [
        SeriesDay(day.day, day.starts_at, day.ends_at, day.why_not, [] if day.why_not else conflicts)
        for day, conflicts in zip(days, found, strict=True)
    ]


def meetings_of_series(series: MeetingSeries, user: Any) -> list[Meeting]:
    rows = meetings_visible_to(user).filter(series=series).order_by("starts_at", "pk")
    return list(rows.select_related("body"))


def is_as_planned(meeting: Meeting, series: MeetingSeries) -> bool:
    """Nobody gave it another time of day by itself."""
    return timezone.localtime(meeting.starts_at).time() == series.start_time
