"""An answer looked at again, by code that shares nothing with what made it but the problem and the costs."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from .costs import StateCosts
from .problem import Plan, Problem

SAMPLE = 10


class Answer(Protocol):
    """What is claimed of a plan."""

    @property
    def cost(self) -> float: ...

    @property
    def bound(self) -> float: ...


@dataclass(frozen=True)
class Fault:
    """`kind`: `starts`, `rule`, `state`, `cost` or `bound`."""

    kind: str
    words: str


def check(
    problem: Problem,
    plan: Plan,
    costs: StateCosts,
    answer: Answer,
    *,
    tolerance: float = 1e-6,
    sample: int = SAMPLE,
    seed: int = 0,
) -> list[Fault]:
    """Faults of an answer; none when it holds.

    Rules are tried and costs added up anew, week by week. Of at most `sample` states in the plan the cost is computed
    cold, and must agree within `tolerance` (relative) and the precision of the costs.

    >>> from speerpunt.engine.sequence import TableCosts, Work, solve
    >>> problem, table = Problem(2, (Work("a", 1),)), TableCosts({frozenset("a"): 3.0})
    >>> answer = solve(problem, table)
    >>> check(problem, answer.plan, table, answer)
    []
    >>> [fault.kind for fault in check(problem, Plan({"a": 2}), table, answer)]
    ['starts', 'cost']
    """
    faults = [*_faults_of_starts(problem, plan)]
    under_way = _weeks(problem, plan)
    faults += _faults_of_order(problem, plan)
    for week, active in sorted(under_way.items()):
        faults += _faults_of_week(problem, week, active)
        faults += _faults_of_limits(problem, week, active)
    faults += _faults_of_money(problem, plan)
    faults += _faults_of_costs(problem, under_way, costs, answer, tolerance)
    faults += _faults_of_states(under_way, costs, tolerance, sample, seed)
    if answer.bound > answer.cost + 1e-9 * abs(answer.cost):
        faults.append(Fault("bound", f"the bound {answer.bound:g} is above the cost {answer.cost:g}"))
    return faults


def _weeks(problem: Problem, plan: Plan) -> dict[int, frozenset[str]]:
    """Works by week, only the weeks that have any."""
    found: dict[int, set[str]] = defaultdict(set)
    for work in problem.works:
        for passed in range(work.duration):
            week = plan.starts.get(work.id, -work.duration) + passed
            if 0 <= week < problem.weeks:
                found[week].add(work.id)
    return {week: frozenset(works) for week, works in found.items()}


def _faults_of_starts(problem: Problem, plan: Plan) -> Iterator[Fault]:
    if set(plan.starts) != {work.id for work in problem.works}:
        yield Fault("starts", "the plan has other works than the problem")
    for work in problem.works:
        start = plan.starts.get(work.id)
        if start is None:
            continue
        if not 0 <= start <= problem.weeks - work.duration:
            yield Fault("starts", f"{work.id!r} is not within the {problem.weeks} weeks")
        if work.fixed_start not in {None, start}:
            yield Fault("rule", f"{work.id!r} is not in its fixed week")
        if start < work.earliest or (work.latest is not None and work.latest < start):
            yield Fault("rule", f"{work.id!r} is outside its window")


def _faults_of_order(problem: Problem, plan: Plan) -> Iterator[Fault]:
    lasts = {work.id: work.duration for work in problem.works}
    for rule in problem.precedence:
        if {rule.before, rule.after} <= plan.starts.keys():
            room = plan.starts[rule.after] - plan.starts[rule.before] - lasts[rule.before]
            if room < rule.lag:
                yield Fault("rule", f"{rule.after!r} comes too soon after {rule.before!r}")


def _faults_of_week(problem: Problem, week: int, active: frozenset[str]) -> Iterator[Fault]:
    for blackout in problem.blackouts:
        meant = active if blackout.works is None else active & blackout.works
        if meant and blackout.first <= week <= blackout.last:
            yield Fault("rule", f"{sorted(meant)} may not be under way in week {week}")
    for group in problem.never_together:
        if len(active & group) > 1:
            yield Fault("rule", f"{sorted(active & group)} are together in week {week}")


def _faults_of_limits(problem: Problem, week: int, active: frozenset[str]) -> Iterator[Fault]:
    works = [work for work in problem.works if work.id in active]
    most = problem.max_concurrent
    if most.overall is not None and len(works) > most.overall:
        yield Fault("rule", f"{len(works)} works at once in week {week}")
    for group, limit in most.groups.items():
        if len([work for work in works if group in work.groups]) > limit:
            yield Fault("rule", f"too many works of group {group!r} in week {week}")
    for crew in problem.crews:
        if sum(work.crews.get(crew.name, 0) for work in works) > crew.capacity[week]:
            yield Fault("rule", f"crew {crew.name!r} is short in week {week}")


def _faults_of_money(problem: Problem, plan: Plan) -> Iterator[Fault]:
    for budget in problem.budgets:
        cents = 0
        for work in problem.works:
            for passed in range(work.duration):
                week = plan.starts.get(work.id, -work.duration) + passed
                if budget.first <= week <= budget.last:
                    until = work.cost_eur_cents * (passed + 1) // work.duration
                    cents += until - work.cost_eur_cents * passed // work.duration
        if cents > budget.eur_cents:
            yield Fault("rule", f"budget {budget.name!r} is overspent by {cents - budget.eur_cents} cents")


def _faults_of_costs(
    problem: Problem,
    under_way: dict[int, frozenset[str]],
    costs: StateCosts,
    answer: Answer,
    tolerance: float,
) -> Iterator[Fault]:
    total = 0.0
    for week in range(problem.weeks):
        (cost,) = costs.costs([under_way.get(week, frozenset())])
        if cost is None:
            yield Fault("state", f"the cost of {sorted(under_way.get(week, ()))} in week {week} is not known")
            return
        total += cost.total
    allowed = tolerance * max(abs(total), abs(answer.cost)) + problem.weeks * costs.precision
    if not abs(total - answer.cost) <= allowed:
        yield Fault("cost", f"the weeks add up to {total:.9g}, and {answer.cost:.9g} is claimed")


def _faults_of_states(
    under_way: dict[int, frozenset[str]], costs: StateCosts, tolerance: float, sample: int, seed: int
) -> Iterator[Fault]:
    states = sorted(set(under_way.values()), key=sorted)
    for state in random.Random(seed).sample(states, min(sample, len(states))):  # noqa: S311 (a sample, no secret)
        (kept,), cold = costs.costs([state]), costs.cold(state)
        if kept is None or cold is None:
            continue
        allowed = tolerance * max(abs(kept.total), abs(cold.total)) + costs.precision
        if not abs(kept.total - cold.total) <= allowed:
            words = f"{sorted(state)} costs {kept.total:.9g}, and {cold.total:.9g} when computed anew"
            yield Fault("state", words)
