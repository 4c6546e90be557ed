"""Scales that give positions in percent, so that the browser makes the drawing as wide as the page."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil

from django.utils.formats import number_format
from django.utils.translation import get_language

from .days import said_as

MONTHS_EACH = 14
QUARTERS_EACH = 40
LABELS_ON_A_PHONE = 5
# In percent: a label that begins later would run off the drawing.
LAST_LABEL = 96
LAST_LABEL_ON_A_PHONE = 84
KEPT_NUMBERS = 8_192


def percent(value: float) -> str:
    """For an SVG attribute, whatever the decimal sign of the reader's language."""
    return f"{round(value, 3):g}%"


def number(value: float) -> str:
    """At most one decimal, with the signs of the reader's language."""
    return _kept_number(value, get_language())


@lru_cache(maxsize=KEPT_NUMBERS)
def _kept_number(value: float, language: str | None) -> str:
    return number_format(
        value, decimal_pos=0 if value == int(value) else 1, use_l10n=True, force_grouping=True
    )


@dataclass(frozen=True)
class Tick:
    x: str
    label: str
    is_major: bool
    # Left out where there is little room.
    is_roomy: bool


@dataclass(frozen=True)
class TimeScale:
    """From the first moment of `start` (0) to the last moment of `end` (100)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return max((self.end - self.start).days + 1, 1)

    def opening(self, day: date) -> float:
        """Where a day begins, kept within the period."""
        return self._within((day - self.start).days / self.days * 100)

    def closing(self, day: date) -> float:
        """Where a day ends, kept within the period."""
        return self._within(((day - self.start).days + 1) / self.days * 100)

    def middle(self, day: date) -> float:
        return (self.opening(day) + self.closing(day)) / 2

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    def overlaps(self, start: date, end: date) -> bool:
        return start <= self.end and end >= self.start

    def ticks(self) -> list[Tick]:
        """A mark at each month, quarter or year, whichever leaves room for its name."""
        months = self._months()
        step = 1 if len(months) <= MONTHS_EACH else 3 if len(months) <= QUARTERS_EACH else 12
        shown = [month for month in months if (month.month - 1) % step == 0]
        sparse = ceil(len(shown) / LABELS_ON_A_PHONE)
        return [self._tick(month, place, step, sparse) for place, month in enumerate(shown)]

    def _tick(self, month: date, place: int, step: int, sparse: int) -> Tick:
        x = self.opening(month)
        return Tick(
            x=percent(x),
            label="" if x > LAST_LABEL else self._label(month, place, step),
            is_major=month.month in {1, 4, 7, 10} if step == 1 else month.month == 1,
            is_roomy=place % sparse != 0 or x > LAST_LABEL_ON_A_PHONE,
        )

    def _label(self, month: date, place: int, step: int) -> str:
        if step == 12:
            return str(month.year)
        name = said_as(month, "M").rstrip(".").lower()
        turns = month.month == 1 and place > 0
        begins = place == 0 and self.start.year != self.end.year
        return f"{name} ’{month:%y}" if turns or begins else name

    def _months(self) -> list[date]:
        first = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        months = [date(count // 12, count % 12 + 1, 1) for count in range(first, last + 1)]
        return [month for month in months if month >= self.start]

    def _within(self, value: float) -> float:
        return min(max(value, 0.0), 100.0)
