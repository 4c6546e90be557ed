"""The costs that search and bound rest on: which states were asked, and which were not."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, islice

from .candidates import Together
from .costs import StateCosts
from .problem import NOTHING, Problem, State

USUAL_AT_ONCE = 3
MOST_STATES = 50_000
BATCH = 256

OnBatch = Callable[[int, int], None]


@dataclass(frozen=True)
class KnownStates:
    """Exact costs of states that the rules allow.

    `at_once`: the largest number of works in a state that was looked at; None where the states were given. `missing`:
    states up to that size that were not computed. `is_capped`: the rules allow larger states.
    """

    costs: dict[State, float]
    at_once: int | None
    missing: int
    is_capped: bool

    @property
    def is_whole(self) -> bool:
        """Does every plan that keeps the rules stay within these states."""
        return not (self.missing or self.is_capped)

    def joined_by(self, costs: dict[State, float]) -> "KnownStates":
        """With exact costs of more states."""
        fewer = sum(state not in self.costs and len(state) <= (self.at_once or 0) for state in costs)
        return replace(self, costs=self.costs | costs, missing=max(0, self.missing - fewer))

    def with_estimates(self, problem: Problem) -> dict[State, float]:
        """The exact costs, and estimates of states that are missing."""
        table = dict(self.costs)
        if self.missing:
            for state in Together(problem).up_to(self.at_once or 0):
                guess = None if state in table else estimate(state, self.costs)
                if guess is not None:
                    table[state] = guess
        return table

    @property
    def words(self) -> str:
        """Which plans are meant when something is said of all plans."""
        count = f"{len(self.costs)} states with an exact cost"
        if self.at_once is None:
            return f"plans within the {count}; other states may not occur"
        if self.is_whole:
            return f"every plan that keeps the rules ({count})"
        parts = []
        if self.is_capped:
            parts.append(f"with at most {self.at_once} works at once, though the rules allow more")
        if self.missing:
            parts.append(f"outside {self.missing} states that were not computed")
        return f"plans {' and '.join(parts)} ({count}); nothing is proven about other plans"


def gather_states(
    problem: Problem,
    costs: StateCosts,
    *,
    at_once: int | None = None,
    until: float | None = None,
    on_batch: OnBatch | None = None,
) -> KnownStates:
    """Ask the costs of all states that the rules allow, small ones first.

    Args:
        at_once: the most works in a state; what `max_concurrent` allows in all, or 3, when None. Where the costs are
            given in a table, all of these are taken.
        until: the moment (`time.monotonic`) after which no states of three works or more are asked.
    """
    together = Together(problem)
    listed = costs.listed()
    if listed is not None:
        states = together.possible(listed)
        return KnownStates(ask_totals(costs, states), None, 0, is_capped=False)
    limit = problem.max_concurrent.overall
    size = min(at_once or limit or USUAL_AT_ONCE, len(problem.works))
    states = list(islice(together.up_to(size), MOST_STATES + 1))
    while len(states) > MOST_STATES and size > 1:
        size = len(states[-1]) - 1 if len(states[-1]) <= size else size - 1
        states = list(islice(together.up_to(size), MOST_STATES + 1))
    known = ask_totals(costs, [state for state in states if len(state) <= 2])
    later = [state for state in states if len(state) > 2]
    for first in range(0, len(later), BATCH):
        if until is not None and time.monotonic() >= until:
            break
        known |= ask_totals(costs, later[first : first + BATCH])
        if on_batch:
            on_batch(len(known), len(states))
    larger = any(len(state) > size for state in islice(together.up_to(size + 1), len(states) + 1))
    return KnownStates(known, size, len(states) - len(known), larger)


def ask_totals(costs: StateCosts, states: list[State]) -> dict[State, float]:
    """Costs of those of `states` that have one."""
    answers = costs.costs(states)
    return {state: cost.total for state, cost in zip(states, answers, strict=True) if cost is not None}


def estimate(state: State, known: dict[State, float]) -> float | None:
    """A cost from those of single works and pairs, by inclusion and exclusion; None when one of these is not known.

    c(S) is about c(none) + the sum over works i of e(i) + the sum over pairs of (e(ij) - e(i) - e(j)), where e is what a
    state costs above none.

    >>> known = {frozenset(): 1.0, frozenset("a"): 3.0, frozenset("b"): 4.0, frozenset("ab"): 5.0}
    >>> estimate(frozenset("ab"), known)
    5.0
    """
    parts = [
        NOTHING,
        *(frozenset([work]) for work in state),
        *map(frozenset, combinations(sorted(state), 2)),
    ]
    if any(part not in known for part in parts):
        return None
    base = known[NOTHING]
    single = {work: known[frozenset([work])] - base for work in state}
    total = base + sum(single.values())
    for one, other in combinations(sorted(state), 2):
        total += known[frozenset([one, other])] - base - single[one] - single[other]
    return total
