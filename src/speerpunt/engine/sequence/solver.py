"""The best order that can be found in the time given, with its proven distance from the best there is."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from .annealing import Annealer
from .bounds import NO_GAP, Bound, deepened_bound, exact_bound, is_reached, weekly_bound, wide_bound
from .costs import StateCosts
from .evaluation import evaluate
from .feasibility import find_plan, load_solver, why_no_plan
from .problem import Plan, Problem
from .relaxation import Relaxation
from .rules import find_broken
from .tables import ask_totals, gather_states

FIRST_MOVES, FEWEST_MOVES, MOST_MOVES, MOST_DOUBLINGS = 100_000, 20_000, 20_000_000, 8
ROUNDS_BEFORE_PROOF = 3
LONG, SHORT = 0.2, 0.05
MOST_STEPS = 3_000_000
SHARE_FOR_STATES, SHARE_FOR_PROGRAM, SHARE_FOR_PROOF = 0.6, 0.2, 0.5
LONG_ENOUGH = 3600.0


@dataclass(frozen=True)
class Progress:
    """How far a search is. `plan` None: still computing states, `states` of `of_states`."""

    seconds: float
    moves: int
    cost: float
    bound: float
    plan: Plan | None = None
    states: int = 0
    of_states: int = 0


@dataclass(frozen=True)
class Solution:
    """`gap`: (cost - bound) / |cost|. `proven`: what is proven, and about which plans, in words. `is_optimal`: proven to be
    the best of these. `has_run_out`: the time ended the search, so that another run may end elsewhere."""

    plan: Plan
    cost: float
    bound: float
    gap: float
    proven: str
    is_optimal: bool
    method: str
    seconds: float
    moves: int
    states: int
    has_run_out: bool


def solve(
    problem: Problem,
    costs: StateCosts,
    *,
    seconds: float = 10.0,
    moves: int | None = None,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    start: Plan | None = None,
    at_once: int | None = None,
) -> Solution:
    """Search until the plan is proven to be the best, or the limit is reached.

    Args:
        seconds: the limit, unless `moves` is given. Single works and pairs are always computed.
        moves: the limit as moves of the annealing; then the same seed gives the same answer.
        start: a plan to begin with; one that breaks a rule is left aside.
        at_once: the most works in a state; `max_concurrent` in all, or 3, when None.

    >>> from speerpunt.engine.sequence import TableCosts, Work
    >>> table = TableCosts({frozenset("a"): 3.0, frozenset("b"): 2.0, frozenset("ab"): 4.0})
    >>> answer = solve(Problem(3, (Work("a", 2), Work("b", 1))), table)
    >>> answer.cost, answer.is_optimal, answer.plan.starts["b"] - answer.plan.starts["a"] in (0, 1)
    (7.0, True, True)

    Raises:
        InfeasibleProblem: no plan keeps every rule; it names those that contradict each other.
    """
    search = _Search(problem, costs, seed, None if moves is not None else seconds, on_progress)
    search.prepare(start, at_once)
    search.improve(moves)
    return search.solution()


class _Search:
    """A search under way: what is known, the best plan so far, and what is proven."""

    def __init__(
        self,
        problem: Problem,
        costs: StateCosts,
        seed: int,
        seconds: float | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.problem, self.costs, self.seed, self.on_progress = problem, costs, seed, on_progress
        load_solver()  # which takes a second the first time, and is no part of the search
        self.began = time.monotonic()
        self.ends = None if seconds is None else self.began + seconds
        self.moves = 0
        self.has_run_out = False
        self.is_proof_tried = False
        self.seconds_per_move = 0.0
        self.cost = math.inf

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return LONG_ENOUGH if self.ends is None else max(0.0, self.ends - time.monotonic())

    @property
    def gap(self) -> float:
        return gap_between(self.cost, self.bound.value)

    def prepare(self, start: Plan | None, at_once: int | None) -> None:
        """The costs of states, a plan to begin with, and the first bound."""
        if start is not None and find_broken(self.problem, start):
            start = None
        if start is None and find_plan(self.problem, seed=self.seed) is None:
            raise why_no_plan(self.problem, "all")
        until = None if self.ends is None else self.began + SHARE_FOR_STATES * (self.ends - self.began)
        self.known = gather_states(
            self.problem, self.costs, at_once=at_once, until=until, on_batch=self._tell_of_states
        )
        self.plan = self.first = self._first_plan(start)
        self.cost = sum(self.known.costs[state] for state in self.plan.states(self.problem))
        self._prepare_table()

    def _first_plan(self, start: Plan | None) -> Plan:
        """A plan whose states all have an exact cost."""
        if start is not None and self._make_exact(start):
            return start
        plan = find_plan(self.problem, known=self.known.with_estimates(self.problem), seed=self.seed)
        if plan is None or not self._make_exact(plan):
            raise why_no_plan(self.problem, self.known.words)
        return plan

    def _make_exact(self, plan: Plan) -> bool:
        """Ask the cost of each state that is not known. Returns whether all have one."""
        states = [state for state in set(plan.states(self.problem)) if state not in self.known.costs]
        found = ask_totals(self.costs, sorted(states, key=sorted)) if states else {}
        self.known = self.known.joined_by(found)
        return len(found) == len(states)

    def _prepare_table(self) -> None:
        self.annealer = Annealer(self.problem, self.known.with_estimates(self.problem))
        self.relaxation = Relaxation(self.problem, self.known.costs)
        self.bound = wide_bound(self.relaxation, self.known)
        self.is_proof_tried = False

    def improve(self, most_moves: int | None) -> None:
        """Rounds of annealing, each longer than the one before, and proofs after the first few."""
        turn, length = 0, FIRST_MOVES
        while self.gap > NO_GAP or self.known.missing:
            is_last = most_moves is not None and self.moves >= most_moves
            if not self.is_proof_tried and (turn >= ROUNDS_BEFORE_PROOF or is_last):
                self._prove()
                continue
            if is_last:
                return
            length = self._length(turn, most_moves)
            if not length:
                self.has_run_out = True
                return
            self._anneal(turn, length)
            turn += 1

    def _length(self, turn: int, most_moves: int | None) -> int:
        """Moves of a round: doubling, as far as moves and time allow."""
        length = min(FIRST_MOVES << min(turn, MOST_DOUBLINGS), MOST_MOVES)
        if most_moves is not None:
            return min(length, most_moves - self.moves)
        if turn:
            length = min(length, int(0.9 * self.left / self.seconds_per_move))
        return length if self.left and (length >= FEWEST_MOVES or not turn) else 0

    def _anneal(self, turn: int, length: int) -> None:
        """Every third round is a short one from the best plan; others begin anew."""
        begin, heat = (self.plan, SHORT) if turn % 3 == 2 else (self.first, LONG)
        began = time.monotonic()
        found = self.annealer.run(begin, seed=self.seed * 1_000_003 + turn, moves=length, heat=heat)
        self.seconds_per_move = (time.monotonic() - began) / found.moves
        self.moves += found.moves
        if found.plan is not None:
            self._take(found.plan)
        self._tell()

    def _take(self, plan: Plan) -> None:
        """Keep a plan that is better by exact costs. New exact costs make a new table."""
        before = len(self.known.costs)
        if self._make_exact(plan):
            cost = sum(self.known.costs[state] for state in plan.states(self.problem))
            if cost < self.cost:
                self.plan, self.cost = plan, cost
        if len(self.known.costs) > before:
            self._prepare_table()

    def _prove(self) -> None:
        """Stronger bounds, one after the other, as long as there is a gap."""
        self.is_proof_tried = True
        if not is_reached(self.bound, self.cost):
            self.bound = weekly_bound(self.relaxation, self.known, SHARE_FOR_PROGRAM * self.left, self.bound)
        if not is_reached(self.bound, self.cost):
            self._deepen(self.bound)
        prices = self.bound.prices
        if not is_reached(self.bound, self.cost) and prices is not None and prices.of_rows.any():
            # No plan may owe the prices of rules in full; without them the best plan can be met.
            self._deepen(replace(self.bound, prices=prices.without_rows))
        if not is_reached(self.bound, self.cost):
            self._try_all()
        self._tell()

    def _deepen(self, begin: Bound) -> None:
        found, plan = deepened_bound(
            self.relaxation, self.known, self.cost, SHARE_FOR_PROOF * self.left, begin
        )
        if found.value > self.bound.value:
            self.bound = found
        if plan is not None and not find_broken(self.problem, plan):
            self._take(plan)

    def _try_all(self) -> None:
        """Try every plan, where that are few."""
        if self.bound.prices is None or not self.left:
            return
        lowest = self.relaxation.bound(self.bound.prices)
        slack = (self.cost - lowest) * (1 + NO_GAP) + NO_GAP * abs(self.cost)
        added = self.relaxation.added_by_starts(self.bound.prices)
        best = self.annealer.try_all(self.plan, added, slack, MOST_STEPS)
        if best is not None:
            self._take(best.plan or self.plan)
            self.bound = exact_bound(self.cost, self.known)

    def _tell(self) -> None:
        if self.on_progress:
            seconds = time.monotonic() - self.began
            self.on_progress(Progress(seconds, self.moves, self.cost, self.bound.value, self.plan))

    def _tell_of_states(self, done: int, of_all: int) -> None:
        if self.on_progress:
            seconds = time.monotonic() - self.began
            self.on_progress(Progress(seconds, 0, math.inf, -math.inf, None, done, of_all))

    def solution(self) -> Solution:
        """What was found, its cost computed anew from the plan."""
        found = evaluate(self.problem, self.plan, self.costs)
        assert not found.broken, found.broken
        lowest = min(self.bound.value, found.total)
        is_optimal = self.gap <= NO_GAP and not self.known.missing
        proven = (
            f"This plan is the best there is; meant are {self.known.words}."
            if is_optimal
            else self.bound.words
        )
        return Solution(
            plan=self.plan,
            cost=found.total,
            bound=lowest,
            gap=gap_between(found.total, lowest),
            proven=proven,
            is_optimal=is_optimal,
            method=self.bound.method,
            seconds=time.monotonic() - self.began,
            moves=self.moves,
            states=len(self.known.costs),
            has_run_out=self.has_run_out,
        )


def gap_between(cost: float, bound: float) -> float:
    """How far a cost can be from the best there is, as a share of it: (cost - bound) / |cost|.

    >>> gap_between(100.0, 99.0), gap_between(0.0, 0.0)
    (0.01, 0.0)
    """
    if cost <= bound:
        return 0.0
    return (cost - bound) / abs(cost) if cost else math.inf
