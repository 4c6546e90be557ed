"""What a plan costs, and which rules it breaks."""

from dataclasses import dataclass

import numpy as np

from ..problems import InputProblem
from ..roads.network import Floats
from .costs import StateCosts
from .problem import Plan, Problem, State, in_words
from .rules import Rule, find_broken


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Cost of a plan, in the unit of its costs.

    `per_week` [weeks], `per_area` [areas, weeks], `total`: NaN where a state is not known. `broken`: the rules that
    the plan breaks. `unknown`: states whose cost is not known.
    """

    total: float
    per_week: Floats
    per_area: Floats
    areas: tuple[str, ...]
    states: tuple[State, ...]
    broken: tuple[Rule, ...]
    unknown: tuple[State, ...] = ()


def evaluate(problem: Problem, plan: Plan, costs: StateCosts) -> Evaluation:
    """The cost of `plan` per week and area, and every rule that it breaks; nothing is repaired.

    >>> from speerpunt.engine.sequence import TableCosts, Work
    >>> problem = Problem(3, (Work("a", 2), Work("b", 1, earliest=1)))
    >>> table = TableCosts({frozenset("a"): 3, frozenset("b"): 2, frozenset("ab"): 4})
    >>> evaluate(problem, Plan({"a": 0, "b": 1}), table).per_week.tolist()
    [3.0, 4.0, 0.0]
    >>> [rule.rule for rule in evaluate(problem, Plan({"a": 2, "b": 1}), table).broken]
    ['horizon']

    Raises:
        InputProblem: the plan has works that are not in the problem, or breaks no rule and still comes in a state
            whose cost is not known.
    """
    plan.check_fits(problem)
    states = plan.states(problem)
    distinct = list(dict.fromkeys(states))
    known = dict(zip(distinct, costs.costs(distinct), strict=True))
    broken = find_broken(problem, plan)
    unknown = tuple(state for state, cost in known.items() if cost is None)
    if unknown and not broken:
        week = states.index(unknown[0])
        raise InputProblem(
            f"the cost of {in_words(sorted(unknown[0]))} together is not given; the plan needs it in week {week}",
            place="state_cost",
        )
    per_area = np.full((len(costs.areas), problem.weeks), np.nan)
    per_week = np.full(problem.weeks, np.nan)
    for week, state in enumerate(states):
        cost = known[state]
        if cost is not None:
            per_week[week] = cost.total
            per_area[:, week] = cost.per_area
    return Evaluation(float(per_week.sum()), per_week, per_area, costs.areas, states, broken, unknown)
