"""A small table of single works and pairs, from which a browser can tell the cost of any state at once, roughly."""

from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any

from .candidates import Together
from .costs import StateCosts
from .problem import NOTHING, Problem, State
from .tables import ask_totals, estimate


@dataclass(frozen=True)
class Surrogate:
    """`costs` of no work, single works and pairs. `errors` [triples]: relative, of the triples that are known exactly."""

    costs: dict[State, float]
    errors: tuple[float, ...] = ()

    def cost(self, state: State) -> float | None:
        """See `tables.estimate`."""
        return estimate(state, self.costs)

    def to_json(self) -> dict[str, Any]:
        """`base`; `single` by work; `pair` as [work, work, what the two cost together above the sum of each].

        The cost of a state is about base + the sum of its singles + the sum of its pairs; a pair that is not listed may not
        occur. `error`: median and 90th percentile of the relative error on `triples` known triples, where there are any.
        """
        base = self.costs[NOTHING]
        single = {
            work: cost - base for state, cost in self.costs.items() if len(state) == 1 for work in state
        }
        pair = []
        for state, cost in self.costs.items():
            if len(state) == 2:
                one, other = sorted(state)
                pair.append([one, other, cost - base - single[one] - single[other]])
        found: dict[str, Any] = {"base": base, "single": single, "pair": pair, "triples": len(self.errors)}
        if self.errors:
            ordered = sorted(self.errors)
            found["error"] = {"median": median(ordered), "p90": ordered[int(0.9 * (len(ordered) - 1))]}
        return found


def surrogate(problem: Problem, costs: StateCosts, *, triples: int = 200) -> Surrogate:
    """Compute singles and pairs, and measure the error on at most `triples` triples, spread evenly over all.

    >>> from speerpunt.engine.sequence import TableCosts, Work
    >>> table = TableCosts({frozenset("a"): 3.0, frozenset("b"): 2.0, frozenset("ab"): 4.0})
    >>> surrogate(Problem(3, (Work("a", 2), Work("b", 1))), table).to_json()
    {'base': 0.0, 'single': {'a': 3.0, 'b': 2.0}, 'pair': [['a', 'b', -1.0]], 'triples': 0}
    """
    together = Together(problem)
    small = [
        frozenset(works)
        for size in range(3)
        for works in combinations(problem.ids, size)
        if size < 2 or together.weeks(frozenset(works))
    ]
    known = ask_totals(costs, small)
    listed = costs.listed()
    larger = [state for state in (together.up_to(3) if listed is None else listed) if len(state) == 3]
    chosen = sorted(larger, key=sorted)[:: max(1, -(-len(larger) // triples))] if triples else []
    errors = []
    for state, exact in ask_totals(costs, chosen).items():
        guess = estimate(state, known)
        if guess is not None and exact:
            errors.append(abs(guess - exact) / abs(exact))
    return Surrogate(known, tuple(errors))
