"""A cost that no plan can go below, and what that rests on."""

from dataclasses import dataclass

from .costs import StateCosts
from .problem import Problem
from .relaxation import Prices, Relaxation
from .tables import KnownStates, gather_states

MOST_VARIABLES = 400_000
CLOSE = 0.01


@dataclass(frozen=True)
class Bound:
    """`value`: no plan that `words` speaks of costs less. `method`: the program that gave it. `states`: how many exact
    states it rests on. `is_whole`: it holds for every plan that keeps the rules."""

    value: float
    method: str
    states: int
    is_whole: bool
    words: str


def bound(
    problem: Problem,
    costs: StateCosts,
    *,
    cost: float | None = None,
    at_once: int | None = None,
    seconds: float = 60.0,
) -> Bound:
    """The largest lower bound that can be had in about `seconds`, from exact states only.

    Args:
        cost: of a plan; where the first bound is within 1% of it, no more is done.
        at_once: the most works in a state, as in `gather_states`.

    >>> from speerpunt.engine.sequence import TableCosts, Work
    >>> table = TableCosts({frozenset("a"): 3.0, frozenset("b"): 2.0, frozenset("ab"): 4.0})
    >>> found = bound(Problem(3, (Work("a", 2), Work("b", 1))), table)
    >>> round(found.value, 6), found.method
    (7.0, 'pattern cover')
    """
    known = gather_states(problem, costs, at_once=at_once)
    best, _ = find_bound(Relaxation(problem, known.costs), known, cost=cost, seconds=seconds)
    return best


def find_bound(
    relaxation: Relaxation, known: KnownStates, *, cost: float | None, seconds: float
) -> tuple[Bound, Prices | None]:
    """The bound, with the prices that prove it."""
    best, prices = wide_bound(relaxation, known)
    if prices is None or (cost is not None and best.value >= cost - CLOSE * abs(cost)):
        return best, prices
    return weekly_bound(relaxation, known, seconds, (best, prices))


def wide_bound(relaxation: Relaxation, known: KnownStates) -> tuple[Bound, Prices | None]:
    """The bound of the program in which weeks are alike; minus infinity where it has no answer."""
    prices = relaxation.wide_prices() if relaxation.has_plan else None
    value = relaxation.bound(prices) if prices else float("-inf")
    return _stated(value, "pattern cover", known), prices


def weekly_bound(
    relaxation: Relaxation, known: KnownStates, seconds: float, so_far: tuple[Bound, Prices | None]
) -> tuple[Bound, Prices | None]:
    """The better of a bound and that of the program by week, where that is not too large to be solved."""
    if relaxation.size > MOST_VARIABLES or seconds <= 0:
        return so_far
    prices = relaxation.weekly_prices(seconds)
    if prices is None:
        return so_far
    value = relaxation.bound(prices)
    return so_far if value <= so_far[0].value else (_stated(value, "pattern cover by week", known), prices)


def exact_bound(cost: float, known: KnownStates) -> Bound:
    """The bound after every plan was tried."""
    return _stated(cost, "every plan tried", known)


def _stated(value: float, method: str, known: KnownStates) -> Bound:
    words = f"No plan costs less than {value:.6g}; meant are {known.words}."
    if value == float("-inf"):
        words = "Nothing is proven."
    return Bound(value, method, len(known.costs), known.is_whole or known.at_once is None, words)
