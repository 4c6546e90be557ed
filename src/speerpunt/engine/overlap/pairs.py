"""Pairs of items that meet, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import shapely

from ..problems import InputProblem
from .intervals import LASTING, Days, Numbers, common_days, spans_that_meet
from .items import Item

WAYS = frozenset({"place", "time", "theme"})
# Items of which the neighbours are held at once.
AT_ONCE = 2000


@dataclass(frozen=True)
class Pair:
    """Two items that meet.

    `distance_m`: NaN where one has no geometry. `first_day` and `last_day` are None where time was not asked, or holds
    without end.
    """

    one: str
    other: str
    distance_m: float
    shared_links: frozenset[str]
    days: int
    first_day: date | None
    last_day: date | None
    themes: frozenset[str]

    def __str__(self) -> str:
        parts = []
        if self.shared_links:
            parts.append(f"both on {', '.join(sorted(self.shared_links))}")
        elif self.distance_m == 0:
            parts.append("in the same place")
        elif self.distance_m > 0:
            parts.append(f"{self.distance_m:.0f} m apart")
        if self.first_day and self.last_day:
            parts.append(f"{self.days} days at the same time, from {self.first_day} to {self.last_day}")
        if self.themes:
            parts.append(f"both about {', '.join(sorted(self.themes))}")
        return f"{self.one} and {self.other}: {'; '.join(parts)}"


@dataclass(frozen=True, eq=False)
class Overlaps:
    """Pairs as arrays of shape [pairs]; `one` and `other` are numbers of items, `one` the smaller."""

    items: Sequence[Item]
    one: Numbers
    other: Numbers
    distance_m: npt.NDArray[np.float64]
    days: Numbers
    first_day: Numbers
    last_day: Numbers

    def __len__(self) -> int:
        return len(self.one)

    def __getitem__(self, number: int) -> Pair:
        """The pair in full."""
        one, other = self.items[self.one[number]], self.items[self.other[number]]
        is_dated = self.days[number] > 0 and self.last_day[number] < LASTING[1]
        return Pair(
            one=one.id,
            other=other.id,
            distance_m=float(self.distance_m[number]),
            shared_links=one.links & other.links,
            days=int(self.days[number]),
            first_day=date.fromordinal(int(self.first_day[number])) if is_dated else None,
            last_day=date.fromordinal(int(self.last_day[number])) if is_dated else None,
            themes=one.themes & other.themes,
        )

    def __iter__(self) -> Iterator[Pair]:
        return (self[number] for number in range(len(self)))


def find_overlaps(
    items: Sequence[Item], *, meeting_in: Iterable[str] = ("place", "time"), distance_m: float = 0.0
) -> Overlaps:
    """All pairs that meet in every way of `meeting_in`, in order of items.

    In place: at most `distance_m` apart, or on a link that both use. In time: a day in a phase of each. In theme: one
    that both have.

    >>> from .items import Period
    >>> spring = Period(date(2026, 3, 2), date(2026, 4, 10))
    >>> items = [Item("sewer", shapely.Point(0, 0), periods=(spring,)),
    ...          Item("quay", shapely.Point(30, 40), periods=(Period(date(2026, 4, 6), date(2026, 5, 1)),))]
    >>> print(find_overlaps(items, distance_m=60)[0])
    sewer and quay: 50 m apart; 5 days at the same time, from 2026-04-06 to 2026-04-10

    Raises:
        InputProblem: an unknown way of meeting, none at all, or a distance below 0.
    """
    ways = frozenset(meeting_in)
    if not ways or ways - WAYS:
        raise InputProblem(
            f"items meet in {', '.join(sorted(WAYS))}, not in {', '.join(sorted(ways)) or 'nothing'}"
        )
    if not distance_m >= 0:
        raise InputProblem(f"a distance of {distance_m:g} m cannot be")
    days = Days.of(items)
    one, other = _ordered(*_candidates(items, ways, distance_m, days))
    if "theme" in ways and "place" in ways:
        same = np.fromiter(
            (bool(items[i].themes & items[j].themes) for i, j in zip(one, other, strict=True)), bool, len(one)
        )
        one, other = one[same], other[same]
    count, first, last = common_days(one, other, days)
    if "time" in ways:
        meet = count > 0
        one, other, count, first, last = (values[meet] for values in (one, other, count, first, last))
    return Overlaps(items, one, other, _distances(items, one, other), count, first, last)


def _candidates(
    items: Sequence[Item], ways: frozenset[str], distance_m: float, days: Days
) -> tuple[Numbers, Numbers]:
    if "place" in ways:
        return _near(items, distance_m, days if "time" in ways else None)
    if "theme" not in ways:
        return spans_that_meet(np.arange(len(items)), days)
    groups = _groups(item.themes for item in items)
    if "time" in ways:
        return _joined(spans_that_meet(members, days) for members in groups)
    return _joined(_all_pairs(members) for members in groups)


def _near(items: Sequence[Item], distance_m: float, days: Days | None) -> tuple[Numbers, Numbers]:
    """With `days` only those that have a day in common, which is asked before distance because it takes less."""
    groups = _groups(item.links for item in items)
    if days is None:
        return _joined([*map(_all_pairs, groups), *_within(items, distance_m, None)])
    on_a_link = (_with_days_in_common(*spans_that_meet(members, days), days) for members in groups)
    return _joined([*on_a_link, *_within(items, distance_m, days)])


def _within(items: Sequence[Item], distance_m: float, days: Days | None) -> Iterator[tuple[Numbers, Numbers]]:
    drawn = [n for n, item in enumerate(items) if item.geometry]
    placed, shapes = (
        np.array(drawn, dtype=np.int64),
        np.array([items[n].geometry for n in drawn], dtype=object),
    )
    tree = shapely.STRtree(shapes)
    for begin in range(0, len(placed), AT_ONCE):
        some = shapes[begin : begin + AT_ONCE]
        left, right = tree.query(_boxes_around(some, distance_m))
        once = left + begin < right
        left, right = placed[left[once] + begin], placed[right[once]]
        if days is not None:
            left, right = _with_days_in_common(left, right, days)
        is_near = _are_within(items, left, right, distance_m)
        yield left[is_near], right[is_near]


def _with_days_in_common(left: Numbers, right: Numbers, days: Days) -> tuple[Numbers, Numbers]:
    meet = common_days(left, right, days)[0] > 0
    return left[meet], right[meet]


def _are_within(
    items: Sequence[Item], left: Numbers, right: Numbers, distance_m: float
) -> npt.NDArray[np.bool_]:
    shapes, others = (
        np.array([items[n].geometry for n in numbers], dtype=object) for numbers in (left, right)
    )
    shapely.prepare(shapes)
    near: npt.NDArray[np.bool_] = shapely.dwithin(shapes, others, distance_m)
    shapely.destroy_prepared(shapes)
    return near


def _boxes_around(shapes: npt.NDArray[np.object_], distance_m: float) -> npt.NDArray[np.object_]:
    bounds = shapely.bounds(shapes) + distance_m * np.array([-1, -1, 1, 1])
    return np.asarray(shapely.box(*bounds.T), dtype=object)


def _groups(keys_of: Iterable[frozenset[str]]) -> list[Numbers]:
    """Numbers of the items that share a key, one array per key."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(keys_of):
        for key in keys:
            members[key].append(number)
    return [np.array(group, dtype=np.int64) for group in members.values() if len(group) > 1]


def _all_pairs(members: Numbers) -> tuple[Numbers, Numbers]:
    left, right = np.triu_indices(len(members), 1)
    return members[left], members[right]


def _joined(pairs: Iterable[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    found = list(pairs)
    none = np.empty(0, np.int64)
    return (
        np.concatenate([none, *(left for left, _ in found)]),
        np.concatenate([none, *(right for _, right in found)]),
    )


def _ordered(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Each pair once, the smaller number first, sorted."""
    count = 1 + max(left.max(initial=0), right.max(initial=0))
    pairs = np.unique(np.minimum(left, right) * count + np.maximum(left, right))
    return pairs // count, pairs % count


def _distances(items: Sequence[Item], one: Numbers, other: Numbers) -> npt.NDArray[np.float64]:
    shapes = np.array([item.geometry for item in items], dtype=object)
    return np.asarray(shapely.distance(shapes[one], shapes[other]), dtype=np.float64)
