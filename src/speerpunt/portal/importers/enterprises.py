"""Makes up the enterprises of an example: the same seed gives the same rows, on every machine.

They are plainly fictional. Their numbers cannot belong to anybody: the two first digits of a KVK number told
the chamber that gave it out and started at 01, and branch numbers are given out upwards from 0000 0000 0000.
Only `random()` is used, because the other methods of a generator may change between versions of Python.
"""

import math
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from shapely import Point, prepare
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from speerpunt.members.enums import Branch

from ..services.example import EnterpriseRow
from .spread import AreaShare, BranchShare, CityUmbrella, District, SizeShare, Spread

T = TypeVar("T")

METRES_PER_DEGREE = 111_320
FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2026, 9, 1)
# Each throw may go a little further, so this many find room beside the areas.
THROWS = 60
PREFERENCE = 6.0


@dataclass(frozen=True)
class Place:
    """Where a number of enterprises goes: an area, or a district of the city outside the areas."""

    postcodes: tuple[str, ...]
    branches: tuple[tuple[BranchShare, float], ...]
    throw: Callable[[Random], tuple[float, float]]
    sizes: tuple[tuple[SizeShare, float], ...]
    count: int
    association: str | None = None
    member_share: float = 0.0


def made_up_enterprises(
    spread: Spread, shapes: Mapping[str, Mapping[str, Any]], city: str, jobs: Mapping[str, float]
) -> list[EnterpriseRow]:
    """All of them, in an order in which the first so many are spread like the whole.

    `shapes` are GeoJSON by the id of an area, `city` is the id of the area that holds them all, and `jobs` says
    how many an area has.
    """
    chance = Random(spread.seed)  # noqa: S311 - the same on every machine is the point
    names = _Names(spread)
    rows: list[EnterpriseRow] = []
    for group in _groups(spread, shapes, city, jobs):
        drawn = [
            _enterprise(spread, place, chance, names) for place in group.places for _ in range(place.count)
        ]
        rows += _with_jobs(drawn, group.jobs)
    rows = _numbered(spread, _shuffled(rows, chance))
    for umbrella in spread.city_umbrellas:
        rows = _joined(rows, umbrella, chance)
    return rows


@dataclass(frozen=True)
class Group:
    """Places that together have a known number of jobs."""

    places: tuple[Place, ...]
    jobs: float | None


def _groups(
    spread: Spread, shapes: Mapping[str, Mapping[str, Any]], city: str, jobs: Mapping[str, float]
) -> Iterator[Group]:
    drawn = {key: shape(geometry) for key, geometry in shapes.items()}
    for each in drawn.values():
        prepare(each)
    in_areas = 0.0
    for share in spread.areas:
        in_areas += jobs.get(share.id, 0)
        yield Group((_area(spread, share, drawn[share.id]),), jobs.get(share.id))
    others = [geometry for key, geometry in drawn.items() if key != city]
    left = jobs[city] - in_areas if city in jobs else None
    yield Group(tuple(_districts(spread, drawn[city], others)), left)


def _area(spread: Spread, share: AreaShare, drawn: BaseGeometry) -> Place:
    known = {branch.id: branch for branch in spread.branches}
    return Place(
        postcodes=share.postcodes,
        branches=tuple((known[Branch(name)], float(weight)) for name, weight in share.branches.items()),
        throw=lambda chance: _inside(chance, drawn),
        # Half a step of the factor per class of size moves weight from small to large.
        sizes=tuple(
            (size, size.weight * share.size_factor ** (step / 2)) for step, size in enumerate(spread.sizes)
        ),
        count=share.enterprises,
        association=share.association,
        member_share=share.member_share,
    )


def _districts(spread: Spread, city: BaseGeometry, areas: Sequence[BaseGeometry]) -> Iterator[Place]:
    left = spread.total - sum(share.enterprises for share in spread.areas)
    ends = [round(left * part) for part in _running_shares(spread.districts)]
    for district, start, end in zip(spread.districts, [0, *ends[:-1]], ends, strict=True):
        yield Place(
            postcodes=(district.postcode,),
            branches=tuple((branch, branch.weight) for branch in spread.branches),
            throw=lambda chance, around=district: _around(chance, around, city, areas),
            sizes=tuple((size, size.weight) for size in spread.sizes),
            count=end - start,
        )


def _running_shares(districts: Sequence[District]) -> list[float]:
    total = sum(district.weight for district in districts)
    return [weight / total for weight in accumulate(district.weight for district in districts)]


def _enterprise(spread: Spread, place: Place, chance: Random, names: "_Names") -> EnterpriseRow:
    branch = _weighted(chance, place.branches)
    size = _weighted(chance, place.sizes)
    longitude, latitude = place.throw(chance)
    digits = _one_of(chance, place.postcodes)
    joined = chance.random() < place.member_share
    since = _day(chance)
    kind = _one_of(chance, branch.kinds)
    return EnterpriseRow(
        name=names.next(kind.name, chance),
        kvk_number="",
        branch_number="",
        sbi_code=_one_of(chance, kind.sbi_codes),
        branch=branch.id,
        jobs=_jobs(chance, size),
        street=_street(spread, digits, chance),
        house_number=str(
            _between(chance, spread.addresses.house_number_min, spread.addresses.house_number_max)
        ),
        postcode=digits + _letters(spread, chance),
        latitude=latitude,
        longitude=longitude,
        memberships=((place.association, since),) if joined and place.association else (),
    )


def _weighted(chance: Random, choices: Sequence[tuple[T, float]]) -> T:
    ends = list(accumulate(weight for _choice, weight in choices))
    return choices[bisect(ends, chance.random() * ends[-1], hi=len(choices) - 1)][0]


def _one_of(chance: Random, choices: Sequence[T]) -> T:
    return choices[int(chance.random() * len(choices))]


def _between(chance: Random, low: int, high: int) -> int:
    return low + int(chance.random() * (high - low + 1))


def _day(chance: Random) -> date:
    return FIRST_DAY + timedelta(days=_between(chance, 0, (LAST_DAY - FIRST_DAY).days))


def _jobs(chance: Random, size: SizeShare) -> int:
    """Small numbers more often than large ones."""
    low, high = math.log(size.jobs_min), math.log(size.jobs_max + 1)
    return min(size.jobs_max, int(math.exp(low + chance.random() * (high - low))))


def _street(spread: Spread, digits: str, chance: Random) -> str:
    """Each district has a few of the streets."""
    parts = spread.addresses
    first = int(digits) * parts.streets_per_district
    return parts.streets[(first + int(chance.random() * parts.streets_per_district)) % len(parts.streets)]


def _letters(spread: Spread, chance: Random) -> str:
    while True:
        letters = _one_of(chance, spread.postcode_letters) + _one_of(chance, spread.postcode_letters)
        if letters not in spread.postcode_letters_excluded:
            return letters


def _kept(longitude: float, latitude: float) -> tuple[float, float]:
    """As it is kept, so that what lies inside before rounding still does after it."""
    return round(longitude, 6), round(latitude, 6)


def _inside(chance: Random, drawn: BaseGeometry) -> tuple[float, float]:
    west, south, east, north = drawn.bounds
    while True:
        x, y = _kept(west + chance.random() * (east - west), south + chance.random() * (north - south))
        if drawn.contains(Point(x, y)):
            return x, y


def _around(
    chance: Random, district: District, city: BaseGeometry, areas: Sequence[BaseGeometry]
) -> tuple[float, float]:
    """Inside the city and outside the areas: in the circle of the district, or a little beyond where that is full."""
    fallback = (district.longitude, district.latitude)
    for throw in range(THROWS):
        x, y = _kept(*_in_circle(chance, district, stretched=1 + throw / 10))
        point = Point(x, y)
        if not city.contains(point):
            continue
        fallback = (x, y)
        if not any(area.contains(point) for area in areas):
            break
    return fallback


def _in_circle(chance: Random, district: District, stretched: float) -> tuple[float, float]:
    reach = stretched * district.radius_m / METRES_PER_DEGREE * math.sqrt(chance.random())
    angle = 2 * math.pi * chance.random()
    narrow = math.cos(math.radians(district.latitude))
    return district.longitude + reach * math.cos(angle) / narrow, district.latitude + reach * math.sin(angle)


class _Names:
    """Every name once."""

    def __init__(self, spread: Spread) -> None:
        self.parts = spread.names
        self.taken: set[str] = set()

    def next(self, kind: str, chance: Random) -> str:
        while True:
            name = self.parts.pattern.format(
                kind=kind,
                adjective=_one_of(chance, self.parts.adjectives),
                noun=_one_of(chance, self.parts.nouns),
            )
            if name not in self.taken:
                self.taken.add(name)
                return name


def _with_jobs(rows: list[EnterpriseRow], wanted: float | None) -> list[EnterpriseRow]:
    """Firms of more than one scaled until together they have the wanted number of jobs."""
    if wanted is None or not rows:
        return rows
    ones = sum(1 for row in rows if row.jobs == 1)
    factor = max(0.0, wanted - ones) / max(1, sum(row.jobs for row in rows) - ones)
    jobs = [1 if row.jobs == 1 else max(2, round(row.jobs * factor)) for row in rows]
    _settle(jobs, round(wanted) - sum(jobs))
    return [replace(row, jobs=count) for row, count in zip(rows, jobs, strict=True)]


def _settle(jobs: list[int], off: int) -> None:
    """What rounding left over goes to the largest, at most a tenth of each at a time."""
    largest_first = sorted(range(len(jobs)), key=lambda at: (-jobs[at], at))
    while off and jobs[largest_first[0]] >= 10:
        for at in largest_first:
            step = max(-(jobs[at] // 10), min(off, jobs[at] // 10))
            jobs[at] += step
            off -= step


def _shuffled(rows: list[EnterpriseRow], chance: Random) -> list[EnterpriseRow]:
    order = sorted((chance.random(), at) for at in range(len(rows)))
    return [rows[at] for _key, at in order]


def _numbered(spread: Spread, rows: list[EnterpriseRow]) -> list[EnterpriseRow]:
    return [
        replace(
            row,
            kvk_number=f"{spread.kvk_prefix}{number:0{8 - len(spread.kvk_prefix)}}",
            branch_number=f"{spread.branch_number_prefix}{number:0{12 - len(spread.branch_number_prefix)}}",
        )
        for number, row in enumerate(rows, start=100_001)
    ]


def _joined(rows: list[EnterpriseRow], umbrella: CityUmbrella, chance: Random) -> list[EnterpriseRow]:
    """Some join an umbrella of the whole city, those of the preferred branches sooner."""
    order = sorted(
        (chance.random() / (PREFERENCE if row.branch in umbrella.branches_preferred else 1), at)
        for at, row in enumerate(rows)
    )
    joined = list(rows)
    for _key, at in order[: umbrella.members]:
        memberships = (*rows[at].memberships, (umbrella.umbrella, _day(chance)))
        joined[at] = replace(rows[at], memberships=memberships)
    return joined
