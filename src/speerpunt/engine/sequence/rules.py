"""The rules that a plan breaks, each named with its works and weeks in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from .problem import Plan, Problem, Work, in_words

RULES = (
    "missing",
    "horizon",
    "window",
    "fixed_start",
    "blackout",
    "precedence",
    "never_together",
    "max_concurrent",
    "crews",
    "budget",
)
"""Names of the rules."""


@dataclass(frozen=True)
class Rule:
    """One rule (a name of `RULES`) with the works and weeks that it is about, and a sentence that says it."""

    rule: str
    works: tuple[str, ...]
    weeks: tuple[int, ...]
    words: str


def find_broken(problem: Problem, plan: Plan) -> tuple[Rule, ...]:
    """Every rule that `plan` breaks.

    >>> from speerpunt.engine.sequence import Work
    >>> problem = Problem(4, (Work("quay", 2), Work("bridge", 2)), never_together=(frozenset({"quay", "bridge"}),))
    >>> [rule.words for rule in find_broken(problem, Plan({"quay": 0, "bridge": 1}))]
    ["'bridge' and 'quay' may never be under way together, and are in week 1"]
    """
    return tuple(
        rule for find in (_own, _precedence, _together, _crews, _budgets) for rule in find(problem, plan)
    )


def weeks_in_words(weeks: tuple[int, ...] | list[int]) -> str:
    """
    >>> weeks_in_words([3]), weeks_in_words([3, 4, 5, 8])
    ('week 3', 'weeks 3-5 and 8')
    """
    spans: list[list[int]] = []
    for week in sorted(weeks):
        if spans and week == spans[-1][1] + 1:
            spans[-1][1] = week
        else:
            spans.append([week, week])
    *others, last = [str(first) if first == end else f"{first}-{end}" for first, end in spans] or ["none"]
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"{'week' if len(weeks) == 1 else 'weeks'} {listed}"


def _own(problem: Problem, plan: Plan) -> Iterator[Rule]:
    """The rules of one work: horizon, window, fixed week, blackouts."""
    for work in problem.works:
        start = plan.starts.get(work.id)
        if start is None:
            yield Rule("missing", (work.id,), (), f"{work.id!r} has no week in the plan")
        else:
            yield from _window(problem, work, start)
            yield from _dark(problem, work, start)


def _window(problem: Problem, work: Work, start: int) -> Iterator[Rule]:
    last = start + work.duration - 1
    starts = f"{work.id!r} starts in week {start}"
    if start < 0 or last >= problem.weeks:
        words = f"{work.id!r} runs from week {start} through {last}, and the plan from 0 through {problem.weeks - 1}"
        yield Rule("horizon", (work.id,), (start,), words)
    if work.fixed_start is not None and start != work.fixed_start:
        yield Rule("fixed_start", (work.id,), (start,), f"{starts}, and is fixed on week {work.fixed_start}")
    if start < work.earliest:
        yield Rule("window", (work.id,), (start,), f"{starts}, and may not before week {work.earliest}")
    if work.latest is not None and start > work.latest:
        yield Rule("window", (work.id,), (start,), f"{starts}, and must by week {work.latest}")


def _dark(problem: Problem, work: Work, start: int) -> Iterator[Rule]:
    for blackout in problem.blackouts:
        hit = tuple(week for week in blackout.weeks if start <= week < start + work.duration)
        if hit and blackout.holds_for(work.id):
            why = f" ({blackout.name})" if blackout.name else ""
            words = f"{work.id!r} is under way in {weeks_in_words(hit)}, when it may not be{why}"
            yield Rule("blackout", (work.id,), hit, words)


def _precedence(problem: Problem, plan: Plan) -> Iterator[Rule]:
    for rule in problem.precedence:
        before, after = plan.starts.get(rule.before), plan.starts.get(rule.after)
        if before is None or after is None:
            continue
        soonest = before + problem.by_id[rule.before].duration + rule.lag
        if after < soonest:
            lag = f" and {rule.lag} more" if rule.lag else ""
            words = f"{rule.after!r} starts in week {after}; after {rule.before!r}{lag} it can be week {soonest} at the soonest"
            yield Rule("precedence", (rule.before, rule.after), tuple(range(max(after, 0), soonest)), words)


def _together(problem: Problem, plan: Plan) -> Iterator[Rule]:
    """Works in the same week: never together, and at most so many."""
    states = plan.states(problem)
    for pair in sorted({tuple(sorted(pair)) for pair in problem.conflicts}):
        hit = tuple(week for week, state in enumerate(states) if state.issuperset(pair))
        if hit:
            words = f"{in_words(pair)} may never be under way together, and are in {weeks_in_words(hit)}"
            yield Rule("never_together", pair, hit, words)
    limits = dict(problem.max_concurrent.groups)
    everything = [("", problem.max_concurrent.overall)] if problem.max_concurrent.overall is not None else []
    for group, most in [*everything, *limits.items()]:
        assert most is not None
        members = {work.id for work in problem.works if not group or group in work.groups}
        crowded = {week: state & members for week, state in enumerate(states) if len(state & members) > most}
        if crowded:
            works = tuple(sorted(frozenset().union(*crowded.values())))
            of_group = f" in group {group!r}" if group else ""
            words = f"at most {most} at once{of_group}; {in_words(works)} are more in {weeks_in_words([*crowded])}"
            yield Rule("max_concurrent", works, tuple(crowded), words)


def _crews(problem: Problem, plan: Plan) -> Iterator[Rule]:
    states = plan.states(problem)
    for crew in problem.crews:
        needs = {work.id: work.crews.get(crew.name, 0) for work in problem.works}
        short = {
            week: {work for work in state if needs[work]}
            for week, state in enumerate(states)
            if sum(needs[work] for work in state) > crew.capacity[week]
        }
        if short:
            works = tuple(sorted(set().union(*short.values())))
            words = f"{in_words(works)} need more of crew {crew.name!r} than there is in {weeks_in_words([*short])}"
            yield Rule("crews", works, tuple(short), words)


def _budgets(problem: Problem, plan: Plan) -> Iterator[Rule]:
    for budget in problem.budgets:
        spent = {
            work.id: work.spent_eur_cents(plan.starts[work.id], budget.first, budget.last)
            for work in problem.works
            if work.id in plan.starts
        }
        total = sum(spent.values())
        if total > budget.eur_cents:
            works = tuple(sorted(work for work, cents in spent.items() if cents))
            weeks = tuple(range(budget.first, budget.last + 1))
            words = (
                f"{in_words(works)} cost {total / 100:.2f} euros in {weeks_in_words(weeks)}, "
                f"and budget {budget.name!r} is {budget.eur_cents / 100:.2f}"
            )
            yield Rule("budget", works, weeks, words)
