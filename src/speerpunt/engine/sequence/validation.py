"""Problems that contradict themselves, each said with its place in the JSON form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..problems import InputProblem

if TYPE_CHECKING:
    from .problem import Problem, Work

LONGEST = 10_000


def refuse_contradictions(problem: "Problem") -> None:
    """Raise the first fault of `problem` as an InputProblem."""
    for faults in (_faults_of_works, _faults_of_rules, _faults_of_limits, _faults_of_means):
        for place, reason in faults(problem):
            raise InputProblem(reason, place=place)
    circle = find_circle((rule.before, rule.after) for rule in problem.precedence)
    if circle:
        raise InputProblem(f"this runs in a circle: {' -> '.join(circle)}", place="precedence")


def find_circle(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """A circle in "before, after" pairs, its first work named again at its end; empty where there is none.

    >>> find_circle([("a", "b"), ("b", "c"), ("c", "b")])
    ['b', 'c', 'b']
    """
    later: dict[str, list[str]] = {}
    for before, after in pairs:
        later.setdefault(before, []).append(after)
    done: set[str] = set()
    for root in later:
        trail: list[str] = []
        branches = [iter([root])]
        while branches:
            work = next(branches[-1], None)
            if work is None:
                branches.pop()
                if trail:
                    done.add(trail.pop())
            elif work in trail:
                return [*trail[trail.index(work) :], work]
            elif work not in done:
                trail.append(work)
                branches.append(iter(later.get(work, [])))
    return []


def _faults_of_works(problem: "Problem") -> Iterator[tuple[str, str]]:
    if not 1 <= problem.weeks <= LONGEST:
        yield "weeks", f"{problem.weeks} weeks; the number must be from 1 to {LONGEST}"
    if not problem.works:
        yield "works", "there are no works"
    seen: dict[str, int] = {}
    for number, work in enumerate(problem.works):
        place = f"works[{number}]"
        if work.id in seen:
            yield f"{place}.id", f"{work.id!r} is also the id of works[{seen[work.id]}]"
        seen[work.id] = number
        for faults in (
            _faults_of_window(work, problem.weeks),
            _faults_of_fixed_start(work, problem.weeks),
            _faults_of_effects(work),
        ):
            yield from ((f"{place}.{key}", reason) for key, reason in faults)


def _faults_of_window(work: "Work", weeks: int) -> Iterator[tuple[str, str]]:
    called, last = f"work {work.id!r}", weeks - work.duration
    if work.duration < 1:
        yield "duration", f"{called} lasts {work.duration} weeks; it must be at least 1"
    if work.earliest < 0:
        yield "earliest", f"{called} may start in week {work.earliest}; weeks count from 0"
    if last < 0:
        yield "duration", f"{called} lasts {work.duration} weeks, and the plan has {weeks}"
    if work.earliest > last:
        yield (
            "earliest",
            f"{called} takes {work.duration} weeks from week {work.earliest}; the plan ends after {weeks}",
        )
    if work.latest is not None and work.latest < work.earliest:
        yield "latest", f"{called} must start by week {work.latest}, and not before week {work.earliest}"


def _faults_of_fixed_start(work: "Work", weeks: int) -> Iterator[tuple[str, str]]:
    fixed = work.fixed_start
    if fixed is None:
        return
    called = f"work {work.id!r}"
    if fixed < 0 or fixed + work.duration > weeks:
        yield (
            "fixed_start",
            f"{called} starts in week {fixed} and lasts {work.duration}; the plan has weeks 0 to {weeks - 1}",
        )
    if fixed < work.earliest or (work.latest is not None and fixed > work.latest):
        yield "fixed_start", f"{called} is fixed on week {fixed}, which is outside its own window"


def _faults_of_effects(work: "Work") -> Iterator[tuple[str, str]]:
    for link, share in work.narrows.items():
        if not 0 < share <= 1:
            yield (
                "narrows",
                f"link {link!r} keeps {share:g} of its capacity; the share is above 0 and at most 1",
            )
    for link, speed in work.speeds_kmh.items():
        if not speed > 0:
            yield "speeds_kmh", f"link {link!r} has a speed limit of {speed:g} km/h"
    for crew, count in work.crews.items():
        if count < 0:
            yield "crews", f"work {work.id!r} needs {count} of crew {crew!r}"
    if work.cost_eur_cents < 0:
        yield "cost_eur_cents", f"work {work.id!r} costs {work.cost_eur_cents} cents"


def _faults_of_rules(problem: "Problem") -> Iterator[tuple[str, str]]:
    known = problem.by_id
    for number, rule in enumerate(problem.precedence):
        place = f"precedence[{number}]"
        for end in ("before", "after"):
            yield from _unknown([getattr(rule, end)], known, f"{place}.{end}")
        if rule.before == rule.after:
            yield place, f"work {rule.before!r} is before itself"
    for number, group in enumerate(problem.never_together):
        yield from _unknown(group, known, f"never_together[{number}]")
        if len(group) < 2:
            yield f"never_together[{number}]", "at least two works are needed"
    for number, blackout in enumerate(problem.blackouts):
        place = f"blackouts[{number}]"
        yield from _unknown(blackout.works or (), known, place)
        if blackout.first < 0 or blackout.last < blackout.first:
            yield place, f"weeks {blackout.first} through {blackout.last} are no period"


def _faults_of_limits(problem: "Problem") -> Iterator[tuple[str, str]]:
    limit = problem.max_concurrent
    if limit.overall is not None and limit.overall < 1:
        yield "max_concurrent", f"{limit.overall} works at once; the number must be at least 1"
    groups = {group for work in problem.works for group in work.groups}
    for group, most in limit.groups.items():
        if group not in groups:
            yield f"max_concurrent.groups.{group}", f"no work is in group {group!r}"
        if most < 1:
            yield f"max_concurrent.groups.{group}", f"{most} works at once; the number must be at least 1"


def _faults_of_means(problem: "Problem") -> Iterator[tuple[str, str]]:
    crews = {crew.name for crew in problem.crews}
    for number, work in enumerate(problem.works):
        for crew in work.crews:
            if crew not in crews:
                yield f"works[{number}].crews", f"there is no crew {crew!r}"
    for crew_of in problem.crews:
        if len(crew_of.capacity) != problem.weeks or min(crew_of.capacity) < 0:
            yield f"crews.{crew_of.name}", f"give {problem.weeks} numbers of 0 or more, one for each week"
    for number, budget in enumerate(problem.budgets):
        if budget.first < 0 or budget.last < budget.first or budget.eur_cents < 0:
            yield f"budgets[{number}]", "a budget needs a period, and an amount of 0 or more"


def _unknown(works: Iterable[str], known: Mapping[str, "Work"], place: str) -> Iterator[tuple[str, str]]:
    for work in sorted(set(works) - set(known)):
        yield place, f"there is no work {work!r}"
