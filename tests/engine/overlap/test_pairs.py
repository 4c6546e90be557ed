"""Pairs that meet, against looking at every pair one by one."""

from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from speerpunt.engine.overlap import Item, Period, find_overlaps
from speerpunt.engine.problems import InputProblem

DAY = date(2026, 1, 1)


def days(first, last):
    return Period(DAY + timedelta(first), DAY + timedelta(last))


@st.composite
def items(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    made = []
    for number in range(draw(st.integers(0, 25))):
        x, y = rng.uniform(0, 500, 2)
        shapes = [
            shapely.Point(x, y),
            shapely.box(x, y, x + 80, y + 20),
            shapely.LineString([(x, y), (y, x)]),
            None,
        ]
        starts = rng.integers(0, 60, rng.integers(0, 4))
        made.append(
            Item(
                str(number),
                shapes[rng.integers(4)],
                frozenset(map(str, rng.choice(12, rng.integers(0, 3), replace=False))),
                tuple(days(int(start), int(start + rng.integers(0, 12))) for start in starts),
                frozenset(map(str, rng.choice(5, rng.integers(0, 3), replace=False))),
                is_lasting=bool(rng.random() < 0.1),
            )
        )
    return made


def all_days(item):
    if item.is_lasting:
        return {DAY + timedelta(day) for day in range(100)}
    return {
        period.first + timedelta(day)
        for period in item.periods
        for day in range((period.last - period.first).days + 1)
    }


def meet(one, other, ways, distance_m):
    near = (
        one.geometry is not None
        and other.geometry is not None
        and one.geometry.distance(other.geometry) <= distance_m
    )
    together = all_days(one) & all_days(other) or (one.is_lasting and other.is_lasting)
    found = {
        "place": near or bool(one.links & other.links),
        "time": bool(together),
        "theme": bool(one.themes & other.themes),
    }
    return all(found[way] for way in ways)


@given(
    items(),
    st.sets(st.sampled_from(["place", "time", "theme"]), min_size=1),
    st.sampled_from([0.0, 40.0, 200.0]),
)
@settings(max_examples=150)
def test_it_finds_what_looking_at_every_pair_finds(things, ways, distance_m):
    found = find_overlaps(things, meeting_in=ways, distance_m=distance_m)
    expected = {
        (i, j)
        for i in range(len(things))
        for j in range(i + 1, len(things))
        if meet(things[i], things[j], ways, distance_m)
    }
    assert list(zip(found.one.tolist(), found.other.tolist(), strict=True)) == sorted(expected)
    for pair in found:
        one, other = (next(item for item in things if item.id == id_) for id_ in (pair.one, pair.other))
        if not (one.is_lasting or other.is_lasting):
            assert pair.days == len(all_days(one) & all_days(other))
        assert pair.themes == one.themes & other.themes


def test_phases_meet_not_the_time_between_them():
    place = shapely.Point(0, 0)
    twice = Item("twice", place, periods=(days(0, 4), days(20, 24)))
    between = Item("between", place, periods=(days(8, 15),))
    across = Item("across", place, periods=(days(3, 21),))
    found = find_overlaps([twice, between, across])
    assert [(pair.one, pair.other, pair.days) for pair in found] == [
        ("twice", "across", 4),
        ("between", "across", 8),
    ]


def test_a_pair_is_explained():
    sewer = Item("sewer", shapely.Point(0, 0), frozenset("ab"), (days(0, 9),), frozenset(["access"]))
    quay = Item("quay", shapely.Point(0, 30), frozenset("bc"), (days(5, 30),), frozenset(["access", "water"]))
    (pair,) = find_overlaps([sewer, quay])
    assert (pair.distance_m, pair.shared_links, pair.days) == (30, frozenset("b"), 5)
    assert str(pair) == (
        "sewer and quay: both on b; 5 days at the same time, from 2026-01-06 to 2026-01-10; both about access"
    )


def test_when_is_not_known_is_not_at_the_same_time():
    place = shapely.Point(0, 0)
    items = [Item("work", place, periods=(days(0, 9),)), Item("idea", place)]
    assert len(find_overlaps(items)) == 0
    (pair,) = find_overlaps(items, meeting_in=["place"])
    assert (pair.days, pair.first_day, str(pair)) == (0, None, "work and idea: in the same place")


def test_an_area_always_holds():
    area = Item("area", shapely.box(0, 0, 100, 100), is_lasting=True)
    work = Item("work", shapely.Point(50, 50), periods=(days(0, 9),))
    (pair,) = find_overlaps([area, work])
    assert (pair.days, pair.first_day) == (10, DAY)
    (lasting,) = find_overlaps([area, Item("park", shapely.box(90, 90, 120, 120), is_lasting=True)])
    assert lasting.first_day is None


def test_a_hundred_thousand_items_are_joined():
    """As many as a region has in years; nothing is asked of the clock, only of the answer."""
    rng = np.random.default_rng(1)
    places = rng.uniform(0, 40_000, (100_000, 2))
    starts = rng.integers(0, 2000, 100_000)
    shapes = shapely.points(places)
    things = [
        Item(str(n), shapes[n], periods=(days(int(start), int(start) + 30),))
        for n, start in enumerate(starts)
    ]
    found = find_overlaps(things, distance_m=100)
    near = np.hypot(*(places[found.one] - places[found.other]).T)
    assert near.max() <= 100
    assert np.abs(starts[found.one] - starts[found.other]).max() <= 30
    # Points thrown at random meet as often as chance has it: pairs times share of the area times share of the days.
    chance = 1e5 * (1e5 - 1) / 2 * np.pi * 100**2 / 40_000**2 * 61 / 2000
    assert len(found) == pytest.approx(chance, rel=0.1)


def test_what_cannot_be_is_refused():
    with pytest.raises(InputProblem, match="geometry of 'x' has a coordinate that is no number"):
        Item("x", shapely.Point(0, float("nan")))
    with pytest.raises(InputProblem, match="ends on 2026-01-01, before it begins"):
        days(3, 0)
    with pytest.raises(InputProblem, match="not in money"):
        find_overlaps([], meeting_in=["money"])
    with pytest.raises(InputProblem, match="-1 m cannot be"):
        find_overlaps([], distance_m=-1)
