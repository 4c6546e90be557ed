"""Days that two items share: joins on periods, as day numbers in flat arrays."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from .items import Item, Period

Numbers = npt.NDArray[np.int64]

NEVER = (0, -1)
LASTING = (date.min.toordinal(), date.max.toordinal())


class Days(NamedTuple):
    """Periods of all items, those of item `i` from `at[i]` up to `at[i + 1]`, in order and without overlap.

    `first` and `last` [periods] are ordinal days; `begin` and `end` [items] span each item (`end` before `begin`: no
    period).
    """

    at: Numbers
    first: Numbers
    last: Numbers
    begin: Numbers
    end: Numbers

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Days":
        at: list[int] = [0]
        days: list[tuple[int, int]] = []
        spans: list[tuple[int, int]] = []
        for item in items:
            merged = _merged(item)
            days.extend(merged)
            at.append(len(days))
            spans.append((merged[0][0], merged[-1][1]) if merged else NEVER)
        first, last = np.array(days, dtype=np.int64).reshape(-1, 2).T.copy()
        begin, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T.copy()
        return cls(np.array(at, dtype=np.int64), first, last, begin, end)


def common_periods(one: Iterable[Period], other: Iterable[Period]) -> tuple[Period, ...]:
    """The days in a period of each, as periods in order that neither overlap nor touch.

    >>> march, june = Period(date(2026, 3, 2), date(2026, 3, 27)), Period(date(2026, 6, 1), date(2026, 6, 26))
    >>> for period in common_periods([march, june], [Period(date(2026, 3, 20), date(2026, 6, 5))]):
    ...     print(period.first, period.last)
    2026-03-20 2026-03-27
    2026-06-01 2026-06-05
    """
    shared = [
        (max(start, begin), min(end, finish))
        for start, end in _joined(one)
        for begin, finish in _joined(other)
        if start <= finish and begin <= end
    ]
    return tuple(Period(*map(date.fromordinal, days)) for days in sorted(shared))


def _merged(item: Item) -> list[tuple[int, int]]:
    return [LASTING] if item.is_lasting else _joined(item.periods)


def _joined(periods: Iterable[Period]) -> list[tuple[int, int]]:
    """As ordinal days, in order, without overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((period.first.toordinal(), period.last.toordinal()) for period in periods):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@njit(cache=True, nogil=True)
def common_days(one, other, days):
    """Shared days of each pair: how many, the first and the last; arrays of shape [pairs]."""
    count = np.zeros(one.shape[0], np.int64)
    begin = np.zeros(one.shape[0], np.int64)
    end = np.zeros(one.shape[0], np.int64)
    for pair in range(one.shape[0]):
        i, j = days.at[one[pair]], days.at[other[pair]]
        while i < days.at[one[pair] + 1] and j < days.at[other[pair] + 1]:
            low, high = max(days.first[i], days.first[j]), min(days.last[i], days.last[j])
            if low <= high:
                if count[pair] == 0:
                    begin[pair] = low
                end[pair] = high
                count[pair] += high - low + 1
            if days.last[i] < days.last[j]:
                i += 1
            else:
                j += 1
    return count, begin, end


@njit(cache=True, nogil=True)
def _sweep(order, begin, end, one, other, is_counting):
    found = 0
    for a in range(order.shape[0]):
        for b in range(a + 1, order.shape[0]):
            if begin[order[b]] > end[order[a]]:
                break
            if not is_counting:
                one[found], other[found] = order[a], order[b]
            found += 1
    return found


def spans_that_meet(members: Numbers, days: Days) -> tuple[Numbers, Numbers]:
    """Pairs of `members` whose spans share a day: sorted by begin, each looks ahead until the next begins too late."""
    known = members[days.end[members] >= days.begin[members]]
    order = known[np.argsort(days.begin[known], kind="stable")]
    none = np.empty(0, np.int64)
    count = _sweep(order, days.begin, days.end, none, none, True)
    one, other = np.empty(count, np.int64), np.empty(count, np.int64)
    _sweep(order, days.begin, days.end, one, other, False)
    return one, other
