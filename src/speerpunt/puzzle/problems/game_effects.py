"""What laying works costs the city and each area, added up from single works and pairs: at once, and roughly."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from speerpunt.engine.sequence import StateCost
from speerpunt.engine.sequence.problem import State

# The first column is the city, then each area.
Columns = list[float]
# Week and length of each work.
Laid = Mapping[str, tuple[int, int]]


def effects_by_area(areas: Sequence[str], costs: Mapping[State, StateCost]) -> dict[str, Any]:
    """As it is kept with a game; a pair has what the two cost together above the sum of each."""
    single = {
        work: [cost.total, *cost.per_area]
        for state, cost in costs.items()
        if len(state) == 1
        for work in state
    }
    pair = [
        [one, other, _extra([cost.total, *cost.per_area], single[one], single[other])]
        for state, cost in costs.items()
        if len(state) == 2
        for one, other in [sorted(state)]
    ]
    return {
        "areas": list(areas),
        "single": {work: _rounded(each) for work, each in single.items()},
        "pair": pair,
    }


def _extra(together: Columns, one: Columns, other: Columns) -> Columns:
    return _rounded([all_three - a - b for all_three, a, b in zip(together, one, other, strict=True)])


def _rounded(columns: Columns) -> Columns:
    return [round(each, 3) for each in columns]


def costs_of(effects: Mapping[str, Any], laid: Laid) -> Columns:
    """Of the city and of each area, all weeks added up.

    >>> effects = {"areas": [], "single": {"a": [3.0], "b": [2.0]}, "pair": [["a", "b", [-1.0]]]}
    >>> costs_of(effects, {"a": (0, 2), "b": (1, 3)})
    [11.0]
    """
    total = [0.0] * (1 + len(effects["areas"]))
    for weeks, columns in _parts(effects, laid):
        for place, each in enumerate(columns):
            total[place] += weeks * each
    return total


def _parts(effects: Mapping[str, Any], laid: Laid) -> Iterator[tuple[int, Columns]]:
    for work, (_week, weeks) in laid.items():
        yield weeks, effects["single"].get(work, [])
    extra = {(one, other): columns for one, other, columns in effects["pair"]}
    for one, other in combinations(sorted(laid), 2):
        together = _weeks_together(laid[one], laid[other])
        if together > 0 and (one, other) in extra:
            yield together, extra[one, other]


def _weeks_together(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[0] + one[1], other[0] + other[1]) - max(one[0], other[0])


def own_of(areas: Sequence[str], columns: Columns, own: Collection[str]) -> float | None:
    """The part of some areas; nothing when none of them is known."""
    found = [cost for area, cost in zip(areas, columns[1:], strict=True) if area in own]
    return sum(found) if found else None


def tables_for_phone(effects: Mapping[str, Any], own: Collection[str]) -> dict[str, Any]:
    """Two tables as the page of a plan reads them: of the city, and of the areas of a team."""
    if not effects:
        return {"city": None, "own": None}

    def table(value: Any) -> dict[str, Any]:
        return {
            "base": 0,
            "single": {work: value(columns) for work, columns in effects["single"].items()},
            "pair": [[one, other, value(columns)] for one, other, columns in effects["pair"]],
        }

    has_own = any(area in own for area in effects["areas"])
    mine = table(lambda columns: round(own_of(effects["areas"], columns, own) or 0.0, 3)) if has_own else None
    return {"city": table(lambda columns: columns[0]), "own": mine}
