"""A cost that no plan can go below, and what that rests on."""

import math
import time
from dataclasses import dataclass, field

from .costs import StateCosts
from .deepening import Deepening
from .feasibility import find_plan, why_no_plan
from .problem import Plan, Problem
from .relaxation import Prices, Relaxation
from .tables import KnownStates, gather_states

MOST_VARIABLES = 120_000
NO_GAP = 1e-8


@dataclass(frozen=True)
class Bound:
    """`value`: no plan that `words` speaks of costs less. `method`: the program that gave it. `states`: how many exact
    states it rests on. `is_whole`: it holds for every plan that keeps the rules. `prices`: what proves it, or began to."""

    value: float
    method: str
    states: int
    is_whole: bool
    words: str
    prices: Prices | None = field(default=None, repr=False, compare=False)


def bound(
    problem: Problem,
    costs: StateCosts,
    *,
    cost: float | None = None,
    at_once: int | None = None,
    seconds: float = 10.0,
) -> Bound:
    """The largest lower bound that can be had in about `seconds`, from exact states only.

    Args:
        cost: of a plan; no more is done than proving that nothing is cheaper.
        at_once: the most works in a state, as in `gather_states`.

    >>> from speerpunt.engine.sequence import TableCosts, Work
    >>> table = TableCosts({frozenset("a"): 3.0, frozenset("b"): 2.0, frozenset("ab"): 4.0})
    >>> round(bound(Problem(3, (Work("a", 2), Work("b", 1))), table).value, 6)
    7.0

    Raises:
        InfeasibleProblem: no plan keeps every rule.
    """
    known = gather_states(problem, costs, at_once=at_once)
    relaxation = Relaxation(problem, known.costs)
    ends = time.monotonic() + seconds
    best = wide_bound(relaxation, known)
    if best.value == -math.inf and find_plan(problem, known=known.costs) is None:
        raise why_no_plan(problem, known.words)
    if not is_reached(best, cost):
        best = weekly_bound(relaxation, known, seconds / 2, best)
    if not is_reached(best, cost):
        best, _ = deepened_bound(relaxation, known, cost, ends - time.monotonic(), best)
    return best


def is_reached(bound: Bound, cost: float | None) -> bool:
    """Is there nothing left to prove: the bound is at `cost`, or there is none."""
    return not math.isfinite(bound.value) or (cost is not None and cost - bound.value <= NO_GAP * abs(cost))


def wide_bound(relaxation: Relaxation, known: KnownStates) -> Bound:
    """The bound of the program in which weeks are alike; minus infinity where it has no answer."""
    prices = relaxation.wide_prices() if relaxation.has_plan else None
    value = relaxation.bound(prices) if prices else -math.inf
    return _stated(value, "pattern cover", known, prices)


def weekly_bound(relaxation: Relaxation, known: KnownStates, seconds: float, so_far: Bound) -> Bound:
    """The better of a bound and that of the program by week, where that is not too large to be solved."""
    if relaxation.size > MOST_VARIABLES or seconds <= 0:
        return so_far
    prices = relaxation.weekly_prices(seconds)
    if prices is None:
        return so_far
    value = relaxation.bound(prices)
    if value <= so_far.value:
        return so_far
    return _stated(value, "pattern cover by week", known, prices)


def deepened_bound(
    relaxation: Relaxation, known: KnownStates, cost: float | None, seconds: float, so_far: Bound
) -> tuple[Bound, Plan | None]:
    """A bound raised by following all plans that cost little more, and a plan that costs as much where one was met."""
    if so_far.prices is None or seconds <= 0 or not Deepening.suits(relaxation):
        return so_far, None
    found = Deepening(relaxation, so_far.prices).raised(cost, seconds)
    if found.value <= so_far.value:
        return so_far, found.plan
    return _stated(found.value, "plans followed week by week", known, so_far.prices), found.plan


def exact_bound(cost: float, known: KnownStates) -> Bound:
    """The bound after every plan was tried."""
    return _stated(cost, "every plan tried", known, None)


def _stated(value: float, method: str, known: KnownStates, prices: Prices | None) -> Bound:
    words = f"No plan costs less than {value:.6g}; meant are {known.words}."
    if value == -math.inf:
        words = "Nothing is proven."
    return Bound(value, method, len(known.costs), known.is_whole or known.at_once is None, words, prices)
