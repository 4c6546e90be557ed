"""Moments by the clock of here."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone

KEPT_DAYS = 8_192


def at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


@lru_cache(maxsize=KEPT_DAYS)
def day_of(moment: datetime) -> date:
    """Asked several times for each meeting on a page."""
    return timezone.localdate(moment)
