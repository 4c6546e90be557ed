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

from ..models import ReachRun, RoadNetwork
from ..problems import PuzzleProblem, WeeklyProblem, monday_of, states_as_lists, weekly_problem

REACH_JOB = "puzzle.reach"
WEEKS_AHEAD = 52
# Besides the cars of which there are trips: as they fare on the roads that cars leave them.
ALSO = ("lorry", "bus", "bicycle", "emergency")
KEPT_RUNS = 20


def ask_for_reach(collective: Collective, *, by: User | None) -> Any:
    if not RoadNetwork.objects.exists():
        raise PuzzleProblem(_("There are no roads to compute on yet."))
    return enqueue_job(REACH_JOB, collective=collective, by=by, subject=_("Reachability"))


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
        return known or _computed(roads, problem, progress)
    except InputProblem as fault:
        raise PuzzleProblem(_("The roads cannot be computed on: %(reason)s") % {"reason": fault}) from fault


def _computed(roads: RoadNetwork, problem: WeeklyProblem, progress: Callable[[int], object]) -> ReachRun:
    begin = time.perf_counter()
    trips = problem.demand.classes if problem.demand else ()
    has_trips = {each.name for each in trips}
    also = [CLASSES[name] for name in ALSO if name not in has_trips]
    reachability = Reachability(problem.network, problem.demand, problem.areas, also=also)
    known = [state for state in problem.states if state is not None]

    def under(state: frozenset[int]) -> Reach:
        progress(1)
        return reachability.under(problem.under(state))

    found = weekly_reach(known, under).weeks
    return _keep(roads, problem, reachability, [week for week in found if week is not None], begin)


@transaction.atomic
def _keep(
    roads: RoadNetwork, problem: WeeklyProblem, reachability: Reachability, found: list[Reach], begin: float
) -> ReachRun:
    run = ReachRun.objects.create(
        collective_id=roads.collective_id,
        network=roads,
        digest=problem.digest,
        first_monday=problem.first_monday,
        weeks=states_as_lists(problem.states),
        classes=[each.name for each in reachability.classes],
        areas=[area.id for area in problem.areas],
        extra_minutes=[_minutes(week) for week in found],
        is_cut_off=[week.is_cut_off.tolist() for week in found],
        gateways=[_plain(week.gateways.tolist()) for week in found],
        trips_are_estimate=problem.demand is None or problem.demand.is_estimate,
        seconds=round(time.perf_counter() - begin, 2),
    )
    old = ReachRun.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[KEPT_RUNS:]
    ReachRun.objects.filter(pk__in=list(old)).delete()
    return run


def _minutes(week: Reach) -> list[Any]:
    """Out and in together, halved: minutes a trip."""
    return _plain(((week.extra_minutes_out + week.extra_minutes_in) / 2).round(2).tolist())


def _plain(values: list[Any]) -> list[Any]:
    return [[None if math.isnan(each) else each for each in row] for row in values]
