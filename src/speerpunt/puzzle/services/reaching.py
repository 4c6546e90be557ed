"""Who stays reachable while works go on as planned: computed behind the scenes, and kept."""

import math
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import Collective, User
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.reachability import Reach, Reachability, weekly_reach
from speerpunt.engine.roads.matrices import CLASSES
from speerpunt.engine.traffic import Equilibrium

from ..models import ReachRun, RoadNetwork, StateFlows, UsualRoute, Work
from ..problems import PuzzleProblem, WeeklyProblem, monday_of, states_as_lists, weekly_problem
from ..problems.digests import digest_of
from ..problems.weekly import OVER
from .usual_routes import keep_usual_routes

REACH_JOB = "puzzle.reach"
WEEKS_AHEAD = 52
# Of which there are no trips: as they fare on the roads that those with trips leave them.
ALSO = ("car", "lorry", "bus", "bicycle", "emergency")
KEPT_RUNS = 20
NOTHING: frozenset[int] = frozenset()


def ask_for_reach(collective: Collective, *, by: User | None) -> Any:
    if not RoadNetwork.objects.exists():
        raise PuzzleProblem(_("There are no roads to compute on yet."))
    return enqueue_job(REACH_JOB, collective=collective, by=by, subject=_("Reachability"))


def states_to_compute() -> int:
    """At most: each week, and each work alone."""
    return WEEKS_AHEAD + Work.objects.exclude(status__in=OVER).count()


def compute_reach(
    collective: Collective,
    *,
    on: date | None = None,
    weeks: int = WEEKS_AHEAD,
    progress: Callable[[int], object] = lambda done: None,
) -> ReachRun:
    """From this week on; an answer on the same input is given again."""
    roads = RoadNetwork.objects.filter(collective=collective).first()
    if roads is None:
        raise PuzzleProblem(_("There are no roads to compute on yet."))
    try:
        problem = weekly_problem(roads, monday_of(on or timezone.localdate()), weeks)
        known = ReachRun.objects.filter(digest=problem.digest).first()
        if known is not None and UsualRoute.objects.filter(network=roads).exists():
            return known
        reachability = _reachability(problem)
        keep_usual_routes(roads, reachability)
        return known or _computed(roads, problem, reachability, progress)
    except InputProblem as fault:
        raise PuzzleProblem(_("The roads cannot be computed on: %(reason)s") % {"reason": fault}) from fault


def _reachability(problem: WeeklyProblem) -> Reachability:
    trips = problem.demand.classes if problem.demand else ()
    has_trips = {each.name for each in trips}
    also = [CLASSES[name] for name in ALSO if name not in has_trips]
    return Reachability(problem.network, problem.demand, problem.areas, also=also)


def _computed(
    roads: RoadNetwork,
    problem: WeeklyProblem,
    reachability: Reachability,
    progress: Callable[[int], object],
) -> ReachRun:
    begin = time.perf_counter()
    known = [state for state in problem.states if state is not None]
    alone = [frozenset({work}) for work in sorted(problem.measures)]
    volumes = {NOTHING: _rounded(reachability.base)}

    def under(state: frozenset[int]) -> Reach:
        progress(1)
        measures = problem.under(state)
        equilibrium = reachability.equilibrium(measures)
        volumes[state] = _rounded(equilibrium)
        return reachability.compare(measures, equilibrium)

    found = [each for each in weekly_reach([*known, *alone], under).weeks if each is not None]
    weeks, singles = found[: len(known)], found[len(known) :]
    run = _run(roads, problem, reachability, weeks, singles)
    run.seconds = round(time.perf_counter() - begin, 2)
    return _keep(run, [_flows(problem, state, volumes[state]) for state in {NOTHING, *known}])


@transaction.atomic
def _keep(run: ReachRun, flows: list[StateFlows]) -> ReachRun:
    run.save()
    for each in flows:
        each.collective_id, each.run = run.collective_id, run
    StateFlows.objects.bulk_create(flows)
    old = ReachRun.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[KEPT_RUNS:]
    ReachRun.objects.filter(pk__in=list(old)).delete()
    return run


def _run(
    roads: RoadNetwork,
    problem: WeeklyProblem,
    reachability: Reachability,
    weeks: list[Reach],
    singles: list[Reach],
) -> ReachRun:
    """`singles`: each work alone, in the order of their numbers."""
    return ReachRun(
        collective_id=roads.collective_id,
        network=roads,
        digest=problem.digest,
        first_monday=problem.first_monday,
        weeks=states_as_lists(problem.states),
        classes=[each.name for each in reachability.classes],
        areas=[area.id for area in problem.areas],
        extra_minutes=[_minutes(week) for week in weeks],
        is_cut_off=[week.is_cut_off.tolist() for week in weeks],
        gateways=[_plain(week.gateways.tolist()) for week in weeks],
        alone={
            str(work): {"extra_minutes": _minutes(reach), "is_cut_off": reach.is_cut_off.tolist()}
            for work, reach in zip(sorted(problem.measures), singles, strict=True)
        },
        trips_are_estimate=problem.demand is None or problem.demand.is_estimate,
    )


def _flows(problem: WeeklyProblem, state: frozenset[int], volumes: list[int]) -> StateFlows:
    measures = problem.under(state)
    return StateFlows(
        digest=digest_of(state),
        volumes=volumes,
        closes={link: sorted(modes) for link, modes in measures.closes.items()},
        narrows=dict(measures.narrows),
    )


def _rounded(equilibrium: Equilibrium | None) -> list[int]:
    return [] if equilibrium is None else [round(each) for each in equilibrium.link_volume.tolist()]


def _minutes(week: Reach) -> list[Any]:
    """Out and in together, halved: minutes a trip."""
    return _plain(((week.extra_minutes_out + week.extra_minutes_in) / 2).round(2).tolist())


def _plain(values: list[Any]) -> list[Any]:
    return [[None if math.isnan(each) else each for each in row] for row in values]
