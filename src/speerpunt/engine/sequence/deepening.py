"""A bound raised step by step: is there any plan that costs at most so much more than it.

With the prices of a bound, the cost of each plan is the bound, plus what each of its weeks adds, plus what each of its starts
adds (see `relaxation`); none of these is negative. So all plans that add up to at most some slack can be followed week by
week, and there are few while the slack is small. Where none is left at the end, no plan costs less than bound + slack.

Budgets, and lags between works beyond 0, are left out here: more plans are followed than may be, and the bound holds.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from ..roads.network import Floats
from . import deepening_kernels as kernels
from .deepening_kernels import Layer, Week
from .kernels import Bits, Whole
from .problem import Plan
from .relaxation import Prices, Relaxation

MOST_IN_ALL = 20_000_000
"""Beginnings that are kept over all weeks, 16 bytes each, to find back which plan it was."""

MOST_IN_A_WEEK = 2_000_000
STEPS = (1 / 16, 1 / 8, 1 / 4, 3 / 8, 1 / 2, 5 / 8, 3 / 4, 7 / 8, 1)
"""Slacks that are tried, as shares of the distance to a known plan."""

MOST_TRIALS = 3_000_000_000
"""Beginnings times states of one week that are tried."""

SHARE = 0.0025
"""Without such a plan, slacks grow by this share of the bound."""


@dataclass(frozen=True)
class Deepened:
    """`value`: no plan costs less. `plan`: one that costs this much, where there is; it keeps all rules but budgets and
    lags."""

    value: float
    plan: Plan | None = None


class Deepening:
    """A relaxation with prices, made ready to be followed week by week."""

    def __init__(self, relaxation: Relaxation, prices: Prices) -> None:
        self.relaxation = relaxation
        self.bound = relaxation.bound(prices)
        self._margin = relaxation.rounding(prices)
        self._of_states = relaxation.added_by_states(prices)
        self._of_starts = relaxation.added_by_starts(prices)
        self._works = np.array([sum(1 << int(work) for work in row) for row in self._rows()], np.uint64)
        self._last_start = np.array(
            [np.flatnonzero(np.isfinite(row))[-1] for row in self._of_starts], dtype=np.int64
        )
        self._precedes = self._find_precedes()

    def _rows(self) -> list[Whole]:
        member = self.relaxation.member
        return [member.indices[member.indptr[row] : member.indptr[row + 1]] for row in range(member.shape[0])]

    @staticmethod
    def suits(relaxation: Relaxation) -> bool:
        """Works and their weeks must fit in the bits that there are."""
        return (
            len(relaxation.duration) <= kernels.MOST_WORKS
            and int(relaxation.duration.max()) < kernels.LONGEST
            and max(map(len, relaxation.states)) <= kernels.MOST_CARRIED
        )

    def _find_precedes(self) -> Bits:
        problem = self.relaxation.problem
        number = {work: place for place, work in enumerate(problem.ids)}
        bits = [0] * len(number)
        for rule in problem.precedence:
            if rule.lag >= 0:
                bits[number[rule.after]] |= 1 << number[rule.before]
        return np.array(bits, np.uint64)

    def raised(self, cost: float | None, seconds: float) -> Deepened:
        """The highest bound that can be proven in about `seconds`, up to `cost` of a plan that is known."""
        ends = time.monotonic() + seconds
        best = Deepened(self.bound)
        for slack in self._slacks(cost):
            found = self._follow(slack, ends)
            if found is None:
                break
            best = found
            if found.plan is not None:
                break
        return best

    def _slacks(self, cost: float | None) -> Iterator[float]:
        if cost is not None:
            distance = cost - self.bound
            yield from (share * distance for share in STEPS if distance > 0)
        elif self.bound:
            yield from (turn * SHARE * abs(self.bound) for turn in count(1))

    def _follow(self, slack: float, ends: float) -> Deepened | None:
        """The cheapest plan within the slack, or that there is none; None where there are too many beginnings, or the
        time is up."""
        layer = Layer.room(1)
        layer.filled[0] = 1
        trail = [(layer.started, layer.parent)]
        in_all = 0
        for week in range(self.relaxation.problem.weeks):
            after = self._after(layer, self._week(week, slack))
            if after is None:
                return None
            layer = after
            trail.append((layer.started, layer.parent))
            in_all += len(layer.started)
            if time.monotonic() >= ends or in_all > MOST_IN_ALL:
                return None
        ended = np.flatnonzero(layer.carried == 0)
        if not len(ended):
            return Deepened(max(self.bound, self.bound + slack - self._margin))
        place = int(ended[np.argmin(layer.value[ended])])
        lowest = self.bound + float(layer.value[place]) - self._margin
        return Deepened(max(self.bound, lowest), self._plan(trail, place))

    def _after(self, layer: Layer, week: Week) -> Layer | None:
        """The beginnings a week later, in as much room as they need."""
        beginnings = int(layer.filled[0])
        if beginnings * len(week.works) > MOST_TRIALS:
            return None
        room = max(1024, 4 * beginnings)
        while True:
            after = Layer.room(min(room, MOST_IN_A_WEEK))
            if kernels.go_on(layer, after, week, self.relaxation.duration):
                return _trimmed(after)
            if room >= MOST_IN_A_WEEK:
                return None
            room *= 8

    def _week(self, week: int, slack: float) -> Week:
        added: Floats = self._of_states[:, week]
        usable = np.flatnonzero(added <= slack)
        must = sum(1 << int(work) for work in np.flatnonzero(self._last_start <= week))
        return Week(
            self._works[usable],
            added[usable],
            np.ascontiguousarray(self._of_starts[:, week]),
            np.array([must], np.uint64),
            self._precedes,
            slack,
        )

    def _plan(self, trail: list[tuple[Bits, Whole]], place: int) -> Plan:
        """What was started in each week, from the last back to the first."""
        ids = self.relaxation.problem.ids
        starts: dict[str, int] = {}
        for week in range(len(trail) - 1, 0, -1):
            started, parent = trail[week]
            before = int(parent[place])
            fresh = int(started[place]) & ~int(trail[week - 1][0][before])
            starts |= {work: week - 1 for number, work in enumerate(ids) if fresh >> number & 1}
            place = before
        return Plan(starts)


def _trimmed(layer: Layer) -> Layer:
    """Without room that is not used."""
    kept = slice(int(layer.filled[0]))
    return Layer(
        started=layer.started[kept].copy(),
        carried=layer.carried[kept].copy(),
        value=layer.value[kept].copy(),
        parent=layer.parent[kept].copy(),
        filled=layer.filled,
        slots=layer.slots[:1].copy(),
    )
