"""Days on which the collective does not meet: public holidays, and its own periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from ..models import Holiday

COUNTRY = "NL"
LANGUAGES = {"nl": "nl", "en": "en_US"}


@dataclass(frozen=True)
class FreePeriod:
    """From the first to the last day, both free."""

    name: str
    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def public_holidays(year: int) -> list[FreePeriod]:
    """Of this country, called as the reader calls them."""
    return list(_public_holidays(year, LANGUAGES.get((get_language() or "nl")[:2], "nl")))


@lru_cache(maxsize=64)
def _public_holidays(year: int, language: str) -> tuple[FreePeriod, ...]:
    from holidays import country_holidays  # which reads the days of every country

    days = country_holidays(COUNTRY, years=year, language=language)
    return tuple(FreePeriod(name, day, day) for day, name in sorted(days.items()))


def own_holidays(start: date, end: date) -> list[FreePeriod]:
    rows = Holiday.objects.filter(start__lte=end, end__gte=start).order_by("start", "name")
    return [FreePeriod(row.name, row.start, row.end) for row in rows]


def free_periods(start: date, end: date) -> list[FreePeriod]:
    """All of them between two days, in one query."""
    public = [
        period
        for year in range(start.year, end.year + 1)
        for period in public_holidays(year)
        if start <= period.start <= end
    ]
    return sorted([*own_holidays(start, end), *public], key=lambda period: (period.start, period.end))


def why_free(day: date, periods: Iterable[FreePeriod]) -> str:
    """The name of what is free on a day; a public holiday within a school holiday goes first."""
    found = sorted(
        (period for period in periods if period.holds(day)), key=lambda period: period.end - period.start
    )
    return found[0].name if found else ""
