"""A plan of works as the engine orders it: rules, windows, and what each work does to the roads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

from speerpunt.engine.reachability import Area, Reachability
from speerpunt.engine.roads import Demand, Measures, Network
from speerpunt.engine.sequence import (
    AreaMinutes,
    Blackout,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    TrafficCosts,
)
from speerpunt.engine.sequence import Work as OrderedWork

from ..enums import RuleKind
from ..models import PlannedWork, RoadNetwork, WorksPlan, WorksRule
from ..queries.blackouts import closed_days
from ..queries.roads import roads_of
from .digests import digest_of
from .weekly import measures_of

# At 1e-7 differences of small closures were off by percents.
GAP = 1e-9


@dataclass(frozen=True)
class OrderProblem:
    """The engine's problem; works in it are called after the planned works."""

    plan: WorksPlan
    planned: tuple[PlannedWork, ...]
    problem: Problem
    network: Network
    demand: Demand | None
    areas: tuple[Area, ...]
    digest: str
    roads_digest: str

    @property
    def digest_as_laid(self) -> str:
        """Of what the figures of a plan come from; rules and locks are no part of it."""
        return digest_of(self.roads_digest, self.areas, self.bare, self.laid)

    @cached_property
    def bare(self) -> Problem:
        """The same works without windows and rules: what they do on the roads, wherever they are laid."""
        works = tuple(replace(each, earliest=0, latest=None, fixed_start=None) for each in self.problem.works)
        return Problem(self.problem.weeks, works)

    @property
    def digest_of_effects(self) -> str:
        """Does not change when a work is moved or locked, nor when a rule does."""
        measures = [(each.id, each.measures) for each in self.bare.works]
        return digest_of(self.roads_digest, self.areas, measures)

    @property
    def reachability(self) -> Reachability:
        return roads_at_rest(self.network, self.demand, self.areas)

    @cached_property
    def costs(self) -> AreaMinutes:
        return AreaMinutes(TrafficCosts.on(self.problem, self.reachability))

    @property
    def laid(self) -> Plan:
        """As the works lie now."""
        return Plan({each.key: each.week for each in self.planned})


@lru_cache(maxsize=4)
def roads_at_rest(network: Network, demand: Demand | None, areas: tuple[Area, ...]) -> Reachability:
    """With the equilibrium without works, from which all others begin; computed once in each process."""
    found = Reachability(network, demand, areas, gap=GAP)
    assert found.base is not None or demand is None
    return found


def order_problem(
    plan: WorksPlan, roads: RoadNetwork, wish: Mapping[str, int] = MappingProxyType({})
) -> OrderProblem:
    """In a few queries, however many works the plan has. `wish`: weeks in which works have to begin, by their key.

    Raises:
        InputProblem: rules that cannot be, or tables that make no network.
    """
    network, demand = roads_of(roads)
    kept = plan.planned.filter(work__trashed_at__isnull=True)
    planned = tuple(
        kept.select_related("work").prefetch_related("work__lines").order_by("work", "phase_number")
    )
    rules = list(WorksRule.objects.prefetch_related("works"))
    problem = Problem(
        plan.weeks,
        tuple(_ordered(each, network, plan.weeks, wish.get(each.key)) for each in planned),
        tuple(_precedence(rules, planned)),
        tuple(_never_together(rules, planned)),
        _limits(rules, planned),
        tuple(_blackouts(rules, planned, plan)),
    )
    areas = areas_of(roads)
    digest = digest_of(roads.digest, areas, problem)
    return OrderProblem(plan, planned, problem, network, demand, areas, digest, roads.digest)


def areas_of(roads: RoadNetwork) -> tuple[Area, ...]:
    return tuple(Area(slug, tuple(zones)) for slug, zones in roads.zones_of_areas.items())


def _ordered(planned: PlannedWork, network: Network, weeks: int, wished: int | None) -> OrderedWork:
    measures = measures_of(planned.work.lines.all(), network) or Measures()
    last = weeks - planned.duration_weeks
    fixed = planned.week if planned.is_locked else wished
    return OrderedWork(
        id=planned.key,
        name=planned.work.name,
        duration=planned.duration_weeks,
        # One that stays where it is has no other window.
        earliest=0 if planned.is_locked else min(planned.earliest, max(last, 0)),
        latest=None if planned.is_locked else planned.latest,
        fixed_start=fixed,
        closes=tuple(measures.closes),
        closed_to=frozenset().union(*measures.closes.values()) if measures.closes else frozenset(),
        narrows=dict(measures.narrows),
        speeds_kmh=dict(measures.speeds_kmh),
        groups=frozenset(planned.groups),
    )


def _by_work(planned: Iterable[PlannedWork]) -> dict[int, list[PlannedWork]]:
    found: dict[int, list[PlannedWork]] = defaultdict(list)
    for each in planned:
        found[each.work_id].append(each)
    return found


def _precedence(rules: list[WorksRule], planned: tuple[PlannedWork, ...]) -> Iterator[Precedence]:
    """Between works, and between the periods of one work in their own order."""
    by_work = _by_work(planned)
    for periods in by_work.values():
        for before, after in pairwise(periods):
            yield Precedence(before.key, after.key)
    for rule in rules:
        if rule.kind == RuleKind.PRECEDENCE and by_work.get(rule.before_id) and by_work.get(rule.after_id):
            first, then = by_work[rule.before_id][-1], by_work[rule.after_id][0]
            yield Precedence(first.key, then.key, rule.lag_weeks)


def _never_together(rules: list[WorksRule], planned: tuple[PlannedWork, ...]) -> Iterator[frozenset[str]]:
    by_work = _by_work(planned)
    for rule in rules:
        if rule.kind == RuleKind.NEVER_TOGETHER:
            # Periods of one work never meet each other anyhow.
            works = [by_work[work.pk] for work in rule.works.all() if work.pk in by_work]
            for number, one in enumerate(works):
                for other in works[number + 1 :]:
                    yield from (frozenset({left.key, right.key}) for left in one for right in other)


def _limits(rules: list[WorksRule], planned: tuple[PlannedWork, ...]) -> MaxConcurrent:
    """Of groups that a work of this plan is in."""
    known = {group for each in planned for group in each.groups}
    limits = [rule for rule in rules if rule.kind == RuleKind.AT_MOST and rule.most is not None]
    overall = min((rule.most for rule in limits if not rule.group and rule.most is not None), default=None)
    groups: dict[str, int] = {}
    for rule in limits:
        if rule.group in known and rule.most is not None:
            groups[rule.group] = min(rule.most, groups.get(rule.group, rule.most))
    return MaxConcurrent(overall, groups)


def _blackouts(
    rules: list[WorksRule], planned: tuple[PlannedWork, ...], plan: WorksPlan
) -> Iterator[Blackout]:
    by_work = _by_work(planned)
    end = plan.first_monday + timedelta(weeks=plan.weeks, days=-1)
    for days in closed_days(rules, plan.first_monday, end):
        keys = [each.key for work in days.works for each in by_work.get(work, ())]
        if days.binds and (keys or not days.works):
            yield Blackout(
                max(_week(days.first, plan), 0),
                min(_week(days.last, plan), plan.weeks - 1),
                frozenset(keys) if days.works else None,
                days.name,
            )


def _week(day: date, plan: WorksPlan) -> int:
    return (day - plan.first_monday).days // 7
