"""Simulated annealing of a plan on a table of states."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..roads.network import Floats
from . import kernels
from .candidates import Booleans, tightened_starts
from .kernels import Bits, Position, Puzzle, Whole
from .problem import Plan, Problem, State

PROBE = 3000
HEAT = 0.2
"""The temperature at the start, as a share of the mean size of a change."""


@dataclass(frozen=True)
class Round:
    """What one annealing found. `plan` None: no plan in known states. `cost` is by the table."""

    plan: Plan | None
    cost: float
    moves: int


class Annealer:
    """A problem with a table, made ready for the kernels.

    >>> from speerpunt.engine.sequence import Work
    >>> problem = Problem(4, (Work("a", 2), Work("b", 2)))
    >>> table = {frozenset(): 0.0, frozenset("a"): 2.0, frozenset("b"): 2.0, frozenset("ab"): 5.0}
    >>> Annealer(problem, table).run(Plan({"a": 0, "b": 0}), seed=1, moves=2000).cost
    8.0
    """

    def __init__(self, problem: Problem, costs: Mapping[State, float]) -> None:
        """`costs`: of the states that the rules allow; others are searched through, never ended in."""
        self.problem = problem
        self.puzzle = _puzzle(problem, costs)

    def run(self, plan: Plan, *, seed: int, moves: int, heat: float = HEAT) -> Round:
        """Anneal from `plan`, which keeps the rules of precedence, windows, crews and money. The same seed and number of
        moves give the same answer."""
        position = _position(self.puzzle, self.problem, plan, seed)
        kernels.put_down(self.puzzle, position)
        changes, allowed = kernels.anneal(self.puzzle, position, 0.0, 0, min(PROBE, moves), PROBE)
        hot = heat * changes / max(allowed, 1)
        kernels.put_down(self.puzzle, position)  # without what rounding has added up
        kernels.anneal(self.puzzle, position, hot, 0, moves, moves)
        cost = float(position.total[1])
        found = Plan(dict(zip(self.problem.ids, position.best.tolist(), strict=True)))
        return Round(found if np.isfinite(cost) else None, cost, min(PROBE, moves) + moves)

    def try_all(self, plan: Plan, extra: Floats, most_extra: float, most_steps: int) -> Round | None:
        """The cheapest of all plans; None when there are more than can be tried in `most_steps`.

        `plan` is one in known states. `extra` [works, weeks]: what a start in a week adds at least to the bound; no plan
        that adds `most_extra` or more is looked at.
        """
        position = _position(self.puzzle, self.problem, plan, 0)
        kernels.put_down(self.puzzle, position)
        order = np.argsort(np.diff(self.puzzle.first), kind="stable")
        steps = kernels.try_all(self.puzzle, position, order, extra, most_extra, most_steps)
        if steps > most_steps:
            return None
        found = Plan(dict(zip(self.problem.ids, position.best.tolist(), strict=True)))
        return Round(found, float(position.total[1]), int(steps))


def _position(puzzle: Puzzle, problem: Problem, plan: Plan, seed: int) -> Position:
    weeks = problem.weeks
    start = np.array([plan.starts[work] for work in problem.ids], np.int64)
    return Position(
        start=start,
        best=start.copy(),
        state=np.zeros(weeks, np.uint64),
        trial=np.zeros(weeks, np.uint64),
        cost=np.zeros(weeks),
        trial_cost=np.zeros(weeks),
        is_unknown=np.zeros(weeks, np.bool_),
        trial_unknown=np.zeros(weeks, np.bool_),
        used=np.zeros(puzzle.capacity.shape, np.int64),
        spent=np.zeros(len(puzzle.budget), np.int64),
        seen=np.full(weeks, -1, np.int64),
        random=np.array([seed], np.uint64),
        total=np.array([np.inf, np.inf]),
        unknown=np.zeros(1, np.int64),
    )


def _puzzle(problem: Problem, costs: Mapping[State, float]) -> Puzzle:
    starts = tightened_starts(problem)
    listed = [starts[work] for work in problem.ids]
    label, keys, values = _table(problem, costs)
    link_first, links = _links(problem)
    largest = max(map(abs, costs.values()), default=1.0)
    return Puzzle(
        duration=np.array([work.duration for work in problem.works], np.int64),
        first=np.cumsum([0, *map(len, listed)]).astype(np.int64),
        starts=np.array([week for weeks in listed for week in weeks], np.int64),
        may_start=_may_start(problem, starts),
        label=label,
        link_first=link_first,
        links=links,
        need=np.array(
            [[work.crews.get(crew.name, 0) for work in problem.works] for crew in problem.crews], np.int64
        ).reshape(len(problem.crews), len(problem.works)),
        capacity=np.array([crew.capacity for crew in problem.crews], np.int64).reshape(-1, problem.weeks),
        spend=spend_table(problem),
        budget=np.array([budget.eur_cents for budget in problem.budgets], np.int64),
        keys=keys,
        values=values,
        penalty=2.0 * largest + 1e-9,
    )


def _table(problem: Problem, costs: Mapping[State, float]) -> tuple[Bits, Bits, Floats]:
    """Labels of the works, and the hash table; other labels are drawn when two states have the same number."""
    size = 4
    while size < 4 * len(costs):
        size *= 2
    amounts = np.array(list(costs.values()), np.float64)
    for seed in range(100):
        generator = np.random.default_rng([17, seed])
        label = generator.integers(1, 2**64, len(problem.works), np.uint64, endpoint=False)
        of_work = dict(zip(problem.ids, label, strict=True))
        numbers = np.zeros(len(costs), np.uint64)
        for row, state in enumerate(costs):
            for work in state:
                numbers[row] ^= of_work[work]
        keys, values = np.full(size, kernels.FREE), np.zeros(size)
        if np.all(numbers != kernels.FREE) and kernels.fill_table(keys, values, numbers, amounts):
            return label, keys, values
    raise AssertionError("no labels tell the states apart")


def _links(problem: Problem) -> tuple[Whole, Whole]:
    number = {work: place for place, work in enumerate(problem.ids)}
    rows: list[list[tuple[int, int, int]]] = [[] for _ in problem.works]
    for rule in problem.precedence:
        apart = problem.by_id[rule.before].duration + rule.lag
        link = (number[rule.before], number[rule.after], apart)
        rows[link[0]].append(link)
        rows[link[1]].append(link)
    first = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return first, np.array([link for row in rows for link in row], np.int64).reshape(-1, 3)


def _may_start(problem: Problem, starts: Mapping[str, tuple[int, ...]]) -> Booleans:
    table = np.zeros((len(problem.works), problem.weeks), np.bool_)
    for row, work in enumerate(problem.ids):
        table[row, list(starts[work])] = True
    return table


def spend_table(problem: Problem) -> Whole:
    """Cents that each work takes from each budget, by the week of its start; shape [budgets, works, weeks]."""
    return np.array(
        [
            [
                [work.spent_eur_cents(start, budget.first, budget.last) for start in range(problem.weeks)]
                for work in problem.works
            ]
            for budget in problem.budgets
        ],
        np.int64,
    ).reshape(len(problem.budgets), len(problem.works), problem.weeks)
