"""Linear programs below every plan, and bounds recomputed from their prices without trusting the solver.

Let c(S) be the cost of a week in state S, and let works start in the weeks that the rules leave. For any prices w[i, t]
of having work i under way in week t, and p >= 0 of rules written as `sum of a start variables <= b`, every plan costs at
least

    sum over t of min over S of (c(S) - sum over i in S of w[i, t])
    + sum over i of min over its starts s of (sum over its weeks t of w[i, t] + sum of p a[i, s]) - sum of p b

(Lagrangian duality; Geoffrion, 1974). So a bound holds whatever the prices are: those of the linear program are only good
ones. The minima are taken over all states and starts, in floating point, and what rounding can do is taken off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from ..roads.network import Floats
from .annealing import spend_table
from .candidates import Booleans, Together, week_table
from .kernels import Whole
from .problem import Problem, State

ROUNDING = 1e-12
"""Relative to the sum of the sizes of all terms: far above what adding them in double precision can lose."""


@dataclass(frozen=True)
class Prices:
    """`of_weeks` [works, weeks]: w above. `of_rows` [rows]: p above."""

    of_weeks: Floats
    of_rows: Floats

    @property
    def without_rows(self) -> "Prices":
        return Prices(self.of_weeks, np.zeros_like(self.of_rows))


@dataclass(frozen=True)
class Rows:
    """Rules as sums of start variables: `weights` [rows, starts] (sparse), at most `most` [rows]."""

    weights: "scipy.sparse.csr_array"
    most: Floats


class Relaxation:
    """States, starts and costs of a problem as arrays.

    `states`: those that a plan may be in, with their `cost` [states]. `member` [states, works]; `may_be` [states, weeks];
    `of_work`, `week` [starts]: each start that the rules leave; `covers` [starts, works x weeks].
    """

    def __init__(self, problem: Problem, costs: Mapping[State, float]) -> None:
        together = Together(problem)
        self.problem = problem
        self.states: Sequence[State] = together.possible(costs)
        self.cost = np.array([costs[state] for state in self.states])
        self.may_be: Booleans = week_table(map(together.weeks, self.states), problem.weeks)
        self.duration = np.array([work.duration for work in problem.works], np.int64)
        number = {work: place for place, work in enumerate(problem.ids)}
        places = [(row, number[work]) for row, state in enumerate(self.states) for work in state]
        self.member = _ones(places, (len(self.states), len(number)))
        starts = [(number[work], week) for work, weeks in together.starts.items() for week in weeks]
        self.of_work, self.week = np.array(starts, np.int64).reshape(-1, 2).T
        self.has_plan = all(together.starts.values()) and bool(self.may_be.any(axis=0).all())

    @cached_property
    def covers(self) -> "scipy.sparse.csr_array":
        weeks = self.problem.weeks
        places = [
            (row, work * weeks + week)
            for row, (work, start) in enumerate(zip(self.of_work, self.week, strict=True))
            for week in range(start, start + self.duration[work])
        ]
        return _ones(places, (len(self.week), len(self.duration) * weeks))

    @cached_property
    def rows(self) -> Rows:
        """Precedence and budgets."""
        place = {
            (int(work), int(week)): row
            for row, (work, week) in enumerate(zip(self.of_work, self.week, strict=True))
        }
        weights: list[dict[int, float]] = []
        most: list[float] = []
        number = {work: place for place, work in enumerate(self.problem.ids)}
        for rule in self.problem.precedence:
            before, after = number[rule.before], number[rule.after]
            apart = self.duration[before] + rule.lag
            for week in self.week[self.of_work == before]:
                row = {at: 1.0 for (work, start), at in place.items() if work == before and start >= week}
                row |= {
                    at: 1.0 for (work, start), at in place.items() if work == after and start < week + apart
                }
                weights.append(row)
                most.append(1.0)
        spend: Whole = spend_table(self.problem)
        for budget, table in zip(self.problem.budgets, spend, strict=True):
            scale = max(budget.eur_cents, 1)
            weights.append({at: table[work, start] / scale for (work, start), at in place.items()})
            most.append(budget.eur_cents / scale)
        filled = [(row, column, value) for row, line in enumerate(weights) for column, value in line.items()]
        rows, columns, values = np.array(filled).reshape(-1, 3).T
        shape = (len(most), len(self.week))
        matrix = scipy.sparse.csr_array(
            (values, (rows.astype(np.int64), columns.astype(np.int64))), shape=shape
        )
        return Rows(matrix, np.array(most))

    def bound(self, prices: Prices) -> float:
        """The bound that `prices` give: what the text above this module says, less what rounding can do."""
        reduced = self.cost[:, None] - self.member @ prices.of_weeks
        of_states = np.where(self.may_be, reduced, np.inf).min(axis=0)
        of_works = np.full(len(self.duration), np.inf)
        np.minimum.at(of_works, self.of_work, self._of_starts(prices))
        due = prices.of_rows @ self.rows.most
        return float(of_states.sum() + of_works.sum() - due) - self.rounding(prices)

    def rounding(self, prices: Prices) -> float:
        """More than rounding can add to a sum of all that is added up here."""
        largest = np.abs(self.cost).max() * self.problem.weeks
        dues = np.abs(prices.of_rows) @ (1 + np.abs(self.rows.most))
        return ROUNDING * float(largest + np.abs(prices.of_weeks).sum() + dues)

    def added_by_states(self, prices: Prices) -> Floats:
        """What each state adds to the bound, above the cheapest of the same week; shape [states, weeks], infinite where
        a week may not be in a state."""
        reduced = self.cost[:, None] - self.member @ prices.of_weeks
        added: Floats = np.where(self.may_be, reduced, np.inf)
        added -= added.min(axis=0)
        return added

    def added_by_starts(self, prices: Prices) -> Floats:
        """What each start adds at least to the bound, above the cheapest start of the same work; shape [works, weeks],
        infinite where a work may not start."""
        of_starts = self._of_starts(prices)
        added = np.full((len(self.duration), self.problem.weeks), np.inf)
        added[self.of_work, self.week] = of_starts
        added -= added.min(axis=1, keepdims=True)
        return added

    def _of_starts(self, prices: Prices) -> Floats:
        by_weeks: Floats = self.covers @ prices.of_weeks.ravel()
        by_rows: Floats = self.rows.weights.T @ prices.of_rows
        of_starts: Floats = by_weeks + by_rows
        return of_starts

    def wide_prices(self) -> Prices | None:
        """Prices of the pattern-cover program, in which weeks are alike.

        min sum c(S) x(S), where each work i is under way for its duration, and all weeks are used.
        """
        possible = self.may_be.any(axis=1)
        columns = self.member[possible].T
        rows = scipy.sparse.vstack([columns, np.ones((1, columns.shape[1]))])
        found = scipy.optimize.linprog(
            self.cost[possible],
            A_eq=rows,
            b_eq=np.append(self.duration, self.problem.weeks),
            method="highs",
        )
        if found.status != 0:
            return None
        work_prices = found.eqlin.marginals[:-1]
        return Prices(
            np.repeat(work_prices[:, None], self.problem.weeks, axis=1), np.zeros(len(self.rows.most))
        )

    @property
    def size(self) -> int:
        """Variables of the program by week."""
        return int(self.may_be.sum()) + len(self.week)

    def weekly_prices(self, seconds: float) -> Prices | None:
        """Prices of the program by week: one start for each work, one state for each week that the two agree on.

        None where the solver could not finish in `seconds`.
        """
        works, weeks = len(self.duration), self.problem.weeks
        state, week = np.nonzero(self.may_be)
        count, starts = len(state), len(self.week)
        one_start = scipy.sparse.csr_array(
            (np.ones(starts), (self.of_work, np.arange(starts))), shape=(works, starts)
        )
        one_state = scipy.sparse.csr_array((np.ones(count), (week, np.arange(count))), shape=(weeks, count))
        chosen = self.member[state].tocoo()
        under_way = scipy.sparse.csr_array(
            (np.ones(chosen.nnz), (chosen.col * weeks + week[chosen.row], chosen.row)),
            shape=(works * weeks, count),
        )
        equal = scipy.sparse.block_array(
            [[one_start, None], [None, one_state], [self.covers.T, -under_way]], format="csr"
        )
        most = scipy.sparse.hstack(
            [self.rows.weights, scipy.sparse.csr_array((len(self.rows.most), count))], format="csr"
        )
        found = scipy.optimize.linprog(
            np.concatenate([np.zeros(starts), self.cost[state]]),
            A_eq=equal,
            b_eq=np.concatenate([np.ones(works + weeks), np.zeros(works * weeks)]),
            A_ub=most,
            b_ub=self.rows.most,
            method="highs",
            options={"time_limit": seconds},
        )
        if found.status != 0:
            return None
        agreed = found.eqlin.marginals[works + weeks :].reshape(works, weeks)
        return Prices(-agreed, np.maximum(-found.ineqlin.marginals, 0.0))


def _ones(places: list[tuple[int, int]], shape: tuple[int, int]) -> "scipy.sparse.csr_array":
    rows, columns = np.array(places, np.int64).reshape(-1, 2).T
    return scipy.sparse.csr_array((np.ones(len(places)), (rows, columns)), shape=shape)
