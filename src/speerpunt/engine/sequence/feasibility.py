"""A plan that keeps every rule, whatever it costs; or why there is none. By constraint programming (OR-Tools CP-SAT)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..problems import InputProblem
from .problem import Plan, Problem, State, Work, in_words
from .rules import Rule, weeks_in_words

if TYPE_CHECKING:  # the package takes a second to come in, which a process that computes costs can do without
    from ortools.sat.python.cp_model import CpSolver

MOST_ROWS = 400_000


@dataclass
class InfeasibleProblem(InputProblem):
    """No plan keeps every rule. `rules`: those that contradict each other; without any one of them, they do not."""

    rules: tuple[Rule, ...] = ()


def load_solver() -> None:
    """Bring the solver in now, rather than at its first use."""
    from ortools.sat.python import cp_model  # noqa: F401


def why_no_plan(problem: Problem, meant: str) -> InfeasibleProblem:
    """What to raise when there is no plan. `meant`: the plans that were looked at, where the rules do allow one."""
    rules = explain_infeasible(problem)
    said = "; ".join(rule.words for rule in rules) or f"meant are {meant}"
    return InfeasibleProblem(f"no plan keeps every rule: {said}", rules=rules)


class _Model:
    """Start weeks as yes-or-no variables; each rule, and the need to do each work, may be switched off."""

    def __init__(self, problem: Problem, *, is_switched: bool) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model = cp_model.CpModel()
        self._is_switched = is_switched
        self.starts_in: dict[str, dict[int, Any]] = {}
        self.needed: dict[str, Any] = {}
        self.switches: list[tuple[Any, Rule]] = []
        for work in problem.works:
            self._add_work(work)
        for rule in _all_rules(problem):
            switch = self._switch()
            for constraint in self._constraints(rule):
                if switch is not None:
                    constraint.only_enforce_if(switch)
            if switch is not None:
                self.switches.append((switch, rule.rule))

    def _switch(self) -> Any:
        return self.model.new_bool_var("") if self._is_switched else None

    def _add_work(self, work: Work) -> None:
        weeks = range(self.problem.weeks - work.duration + 1)
        variables = {week: self.model.new_bool_var("") for week in weeks}
        self.starts_in[work.id] = variables
        switch = self._switch()
        if switch is None:
            self.model.add_exactly_one(variables.values())
        else:
            self.model.add(sum(variables.values()) == switch)
            self.needed[work.id] = switch

    def _constraints(self, stated: "_Stated") -> Iterator[Any]:
        for terms, most in stated.sums(self):
            yield self.model.add(sum(terms) <= most)

    def active(self, work: str, week: int) -> Any:
        """1 when `work` is under way in `week`."""
        duration = self.problem.by_id[work].duration
        variables = self.starts_in[work]
        return sum(variables[start] for start in range(week - duration + 1, week + 1) if start in variables)

    def forbidden(self, work: str, is_bad: Callable[[int], bool]) -> tuple[list[Any], int]:
        return [variable for week, variable in self.starts_in[work].items() if is_bad(week)] or [0], 0

    def solve(
        self, assumptions: Iterable[Any] = (), *, seed: int = 0, seconds: float = 60.0
    ) -> "CpSolver | None":
        """A solved model, or None when there is no solution."""
        from ortools.sat.python import cp_model

        self.model.clear_assumptions()
        self.model.add_assumptions(list(assumptions))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return solver
        if status == cp_model.INFEASIBLE:
            self.core = set(solver.sufficient_assumptions_for_infeasibility())
            return None
        raise InputProblem(f"in {seconds:g} seconds neither a plan was found nor a proof that there is none")

    def plan(self, solver: "CpSolver") -> Plan:
        return Plan(
            {
                work: next(week for week, variable in variables.items() if solver.boolean_value(variable))
                for work, variables in self.starts_in.items()
            }
        )


@dataclass(frozen=True)
class _Stated:
    """A rule, and how it is written: sums of variables that are at most a number."""

    rule: Rule
    sums: Callable[[_Model], Iterable[tuple[list[Any], int]]]


def find_plan(
    problem: Problem, *, known: Collection[State] | None = None, seed: int = 0, seconds: float = 60.0
) -> Plan | None:
    """A plan that keeps every rule, and comes only in states that are `known`; None when there is none.

    >>> from speerpunt.engine.sequence import Precedence
    >>> works = (Work("a", 2), Work("b", 1))
    >>> find_plan(Problem(3, works, precedence=(Precedence("a", "b"),)))
    Plan(starts={'a': 0, 'b': 2})
    >>> find_plan(Problem(2, works, precedence=(Precedence("a", "b"),))) is None
    True

    Raises:
        InputProblem: the time was not enough to find out.
    """
    made = _Model(problem, is_switched=False)
    if known is not None:
        _keep_to_pairs(made, known)
    solver = made.solve(seed=seed, seconds=seconds)
    plan = made.plan(solver) if solver else None
    if plan is None or known is None or set(plan.states(problem)) <= set(known):
        return plan
    _keep_to_states(made, known)
    solver = made.solve(seed=seed, seconds=seconds)
    return made.plan(solver) if solver else None


def find_nearest_plan(
    problem: Problem, wanted: Mapping[str, Sequence[int]], *, seed: int = 0, seconds: float = 20.0
) -> Plan | None:
    """The plan that keeps every rule and lies nearest to what is wanted; None when no plan keeps every rule.

    Args:
        wanted: weeks in which a work should start, one for each of those who want it. Near is measured in weeks: the sum
            over works and wishes of |start - wanted|. A work without wishes may lie anywhere.
        seconds: the limit; when it is reached the answer is the nearest that was found.

    >>> from speerpunt.engine.sequence import Precedence
    >>> problem = Problem(6, (Work("a", 2), Work("b", 1)), precedence=(Precedence("a", "b"),))
    >>> find_nearest_plan(problem, {"a": [1, 1, 1], "b": [2, 2]})
    Plan(starts={'a': 1, 'b': 3})

    Raises:
        InputProblem: the time was not enough to find a plan.
    """
    made = _Model(problem, is_switched=False)
    made.model.minimize(
        sum(
            sum(abs(week - each) for each in wanted.get(work, ())) * variable
            for work, variables in made.starts_in.items()
            for week, variable in variables.items()
        )
    )
    solver = made.solve(seed=seed, seconds=seconds)
    return made.plan(solver) if solver else None


def explain_infeasible(problem: Problem, *, seconds: float = 60.0) -> tuple[Rule, ...]:
    """Rules that contradict each other, none of which can be missed; empty when a plan keeps every rule.

    First works are left out, then rules, as long as the contradiction stays (deletion filter). Rules are about the
    works that remain. That every work is done, within the horizon, is never left out.

    >>> from speerpunt.engine.sequence import Precedence
    >>> problem = Problem(4, (Work("quay", 3), Work("bridge", 1, latest=1), Work("ring", 1)),
    ...                   precedence=(Precedence("quay", "bridge"),))
    >>> [rule.words for rule in explain_infeasible(problem)]
    ["'bridge' starts by week 1", "'bridge' starts after the end of 'quay'"]
    """
    made = _Model(problem, is_switched=True)
    needed, switches = dict(made.needed), {switch.index: (switch, rule) for switch, rule in made.switches}

    def is_infeasible(works: Iterable[str], rules: Iterable[int]) -> bool:
        chosen = [needed[work] for work in works] + [switches[rule][0] for rule in rules]
        return made.solve(chosen, seconds=seconds) is None

    works, rules = list(needed), list(switches)
    if not is_infeasible(works, rules):
        return ()
    works = [work for work in works if needed[work].index in made.core]
    rules = [rule for rule in rules if rule in made.core]
    for work in list(works):
        fewer = [other for other in works if other != work]
        if is_infeasible(fewer, rules):
            works = fewer
    for rule in list(rules):
        others = [other for other in rules if other != rule]
        if is_infeasible(works, others):
            rules = others
    return tuple(_about(problem, switches[rule][1], set(works)) for rule in rules)


def _about(problem: Problem, rule: Rule, works: set[str]) -> Rule:
    """A rule of many works, said of those that count here."""
    concerned = tuple(work for work in rule.works if work in works) or rule.works
    words = rule.words.replace("{works}", in_words(concerned))
    return replace(rule, works=concerned, words=words)


def _keep_to_pairs(made: _Model, known: Collection[State]) -> None:
    """What known states have in common, said in few rows: their size, and which pairs occur."""
    ids, weeks = made.problem.ids, range(made.problem.weeks)
    largest = max(map(len, known), default=0)
    pairs = {(one, other) for state in known for one in state for other in state}
    for week in weeks:
        active = {work: made.active(work, week) for work in ids}
        made.model.add(sum(active.values()) <= largest)
        for number, one in enumerate(ids):
            for other in ids[number + 1 :]:
                if (one, other) not in pairs:
                    made.model.add(active[one] + active[other] <= 1)


def _keep_to_states(made: _Model, known: Collection[State]) -> None:
    ids = made.problem.ids
    if len(known) * made.problem.weeks * len(ids) > MOST_ROWS * 100:
        raise InputProblem(
            f"{len(known)} states over {made.problem.weeks} weeks are too many to find a first plan in"
        )
    rows = [[int(work in state) for work in ids] for state in known]
    for week in range(made.problem.weeks):
        literals = []
        for work in ids:
            literal = made.model.new_bool_var("")
            made.model.add(made.active(work, week) == literal)
            literals.append(literal)
        made.model.add_allowed_assignments(literals, rows)


def _all_rules(problem: Problem) -> Iterator[_Stated]:
    for work in problem.works:
        yield from _own_rules(problem, work)
    yield from _precedence_rules(problem)
    yield from _together_rules(problem)
    yield from _crew_rules(problem)
    yield from _budget_rules(problem)


def _own_rules(problem: Problem, work: Work) -> Iterator[_Stated]:
    name, fixed, latest, earliest = work.id, work.fixed_start, work.latest, work.earliest

    def state(rule: str, weeks: Iterable[int], words: str, is_bad: Callable[[int], bool]) -> _Stated:
        stated = Rule(rule, (name,), tuple(weeks), words)
        return _Stated(stated, lambda made: [made.forbidden(name, is_bad)])

    if fixed is not None:
        yield state("fixed_start", (fixed,), f"{name!r} starts in week {fixed}", lambda week: week != fixed)
    if earliest > 0:
        words = f"{name!r} starts in week {earliest} or later"
        yield state("window", (earliest,), words, lambda week: week < earliest)
    if latest is not None and latest < problem.weeks - work.duration:
        yield state("window", (latest,), f"{name!r} starts by week {latest}", lambda week: week > latest)
    for blackout in problem.blackouts:
        if blackout.holds_for(name):
            weeks = blackout.weeks
            why = f" ({blackout.name})" if blackout.name else ""
            words = f"{name!r} is not under way in {weeks_in_words(list(weeks))}{why}"
            yield state("blackout", weeks, words, _covers(weeks, work.duration))


def _covers(weeks: range, duration: int) -> Callable[[int], bool]:
    return lambda start: start < weeks.stop and start + duration > weeks.start


def _precedence_rules(problem: Problem) -> Iterator[_Stated]:
    for rule in problem.precedence:
        lag = f", {rule.lag} weeks or more" if rule.lag else ""
        words = f"{rule.after!r} starts after the end of {rule.before!r}{lag}"
        stated = Rule("precedence", (rule.before, rule.after), (), words)
        yield _Stated(
            stated, _follows(rule.before, rule.after, problem.by_id[rule.before].duration + rule.lag)
        )


def _follows(before: str, after: str, apart: int) -> Callable[[_Model], Iterable[tuple[list[Any], int]]]:
    """For each week: when `before` starts in it or later, `after` does not start within `apart` weeks of it."""

    def sums(made: _Model) -> Iterator[tuple[list[Any], int]]:
        for week in made.starts_in[before]:
            late = [variable for start, variable in made.starts_in[before].items() if start >= week]
            soon = [variable for start, variable in made.starts_in[after].items() if start < week + apart]
            yield late + soon, 1

    return sums


def _together_rules(problem: Problem) -> Iterator[_Stated]:
    weeks = range(problem.weeks)
    for pair in sorted({tuple(sorted(pair)) for pair in problem.conflicts}):
        stated = Rule("never_together", pair, (), f"{in_words(pair)} are never under way together")
        yield _Stated(stated, _at_most(dict.fromkeys(pair, 1), (1,) * problem.weeks))
    limit = problem.max_concurrent
    if limit.overall is not None:
        stated = Rule(
            "max_concurrent", problem.ids, tuple(weeks), f"at most {limit.overall} at once, of {{works}}"
        )
        yield _Stated(stated, _at_most(dict.fromkeys(problem.ids, 1), (limit.overall,) * problem.weeks))
    for group, most in limit.groups.items():
        members = tuple(work.id for work in problem.works if group in work.groups)
        words = f"at most {most} at once in group {group!r}, of {{works}}"
        stated = Rule("max_concurrent", members, tuple(weeks), words)
        yield _Stated(stated, _at_most(dict.fromkeys(members, 1), (most,) * problem.weeks))


def _crew_rules(problem: Problem) -> Iterator[_Stated]:
    for crew in problem.crews:
        needs = {work.id: work.crews[crew.name] for work in problem.works if work.crews.get(crew.name)}
        stated = Rule(
            "crews", tuple(needs), tuple(range(problem.weeks)), f"crew {crew.name!r} is enough for {{works}}"
        )
        yield _Stated(stated, _at_most(needs, crew.capacity))


def _at_most(
    needs: dict[str, int], capacity: tuple[int, ...]
) -> Callable[[_Model], Iterable[tuple[list[Any], int]]]:
    def sums(made: _Model) -> Iterator[tuple[list[Any], int]]:
        for week, most in enumerate(capacity):
            yield [need * made.active(work, week) for work, need in needs.items()] or [0], most

    return sums


def _budget_rules(problem: Problem) -> Iterator[_Stated]:
    for budget in problem.budgets:
        first, last = budget.first, budget.last
        weeks = tuple(range(first, last + 1))
        words = f"budget {budget.name!r} of {budget.eur_cents / 100:.2f} euros is enough in {weeks_in_words(weeks)} for {{works}}"
        works = tuple(work.id for work in problem.works if work.cost_eur_cents)
        stated = Rule("budget", works, weeks, words)
        yield _Stated(stated, _spends(first, last, budget.eur_cents))


def _spends(first: int, last: int, most: int) -> Callable[[_Model], Iterable[tuple[list[Any], int]]]:
    def sums(made: _Model) -> Iterator[tuple[list[Any], int]]:
        yield (
            [
                work.spent_eur_cents(start, first, last) * variable
                for work in made.problem.works
                for start, variable in made.starts_in[work.id].items()
            ],
            most,
        )

    return sums
