"""Moments by the clock of here."""

from datetime import date, datetime, time

from django.utils import timezone


def at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
