"""Every kernel of this package used once, so that nobody waits for the compiler later."""

from .annealing import Annealer
from .deepening import Deepening
from .problem import Plan, Precedence, Problem, Work
from .relaxation import Relaxation


def warm_up() -> float:
    """Order two works in every way there is; returns the cost."""
    problem = Problem(3, (Work("a", 1), Work("b", 2)), precedence=(Precedence("a", "b"),))
    costs = {frozenset[str](): 0.0, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 2.5}
    relaxation = Relaxation(problem, costs)
    prices = relaxation.wide_prices()
    assert prices is not None
    first = Plan({"a": 0, "b": 1})
    annealer = Annealer(problem, costs)
    annealer.run(first, seed=0, moves=10)
    annealer.try_all(first, relaxation.added_by_starts(prices), 10.0, 100)
    return Deepening(relaxation, prices).raised(5.5, seconds=60.0).value
