"""Days on which works may not go on, or that everybody should see: as the office keeps them, year after year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..enums import RuleKind
from ..models import WorksRule


@dataclass(frozen=True)
class ClosedDays:
    """One stretch of days in one year. `works`: nothing for all works. `binds`: works may not go on then."""

    rule: WorksRule
    name: str
    first: date
    last: date
    works: frozenset[int]
    binds: bool

    def touches(self, monday: date) -> bool:
        return self.first <= monday + timedelta(days=6) and self.last >= monday

    def holds_for(self, work: int) -> bool:
        return not self.works or work in self.works


def closed_days(rules: Iterable[WorksRule], first: date, last: date) -> list[ClosedDays]:
    """All that lie between these days, in their order; what comes back every year does."""
    found = [
        each
        for rule in rules
        if rule.kind == RuleKind.BLACKOUT
        for each in _years(rule, first.year - 1, last.year + 1)
        if each.first <= last and each.last >= first
    ]
    return sorted(found, key=lambda each: (each.first, each.name))


def _years(rule: WorksRule, since: int, until: int) -> Iterator[ClosedDays]:
    if rule.first_day is None or rule.last_day is None:
        return
    works = frozenset(work.pk for work in rule.works.all())
    years = range(since, until + 1) if rule.is_yearly else (rule.first_day.year,)
    for year in years:
        start = in_year(rule.first_day, year)
        if rule.is_yearly and year < rule.first_day.year:
            continue
        yield ClosedDays(rule, rule.name, start, start + (rule.last_day - rule.first_day), works, rule.binds)


def in_year(day: date, year: int) -> date:
    """The same day in another year; 28 February where there is no 29th.

    >>> in_year(date(2028, 2, 29), 2029)
    datetime.date(2029, 2, 28)
    """
    return day.replace(year=year, day=min(day.day, 28) if (day.month, day.day) == (2, 29) else day.day)


def calendar_of(rules: Iterable[WorksRule], today: date) -> list[tuple[int, list[ClosedDays]]]:
    """By year, from this one to the last that somebody wrote down, and at least the next."""
    kept = [rule for rule in rules if rule.kind == RuleKind.BLACKOUT]
    last = max([today.year + 1, *(rule.last_day.year for rule in kept if rule.last_day)])
    years = range(today.year, last + 1)
    return [(year, closed_days(kept, date(year, 1, 1), date(year, 12, 31))) for year in years]
