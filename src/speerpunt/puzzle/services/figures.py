"""What a plan costs now, and a table from which a browser tells what a move does: computed, and kept."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from speerpunt.core.enums import JobState
from speerpunt.core.models import Job, User
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.compute import executor
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import Evaluation, surrogate

from ..models import EffectsTable, PlanFigures, RoadNetwork, WorksPlan
from ..problems import OrderProblem, PuzzleProblem, areas_of, roads_at_rest
from ..queries.plans import FIGURES_JOB, figures_jobs
from ..queries.roads import roads_of
from .ordering import evaluate_laid, problem_of, state_table

EFFECTS_JOB = "puzzle.effects"
KEPT_TABLES = 40


def ask_for_figures(plan: WorksPlan, *, by: User | None) -> Job:
    """Behind the scenes, in a process that has the roads at hand; the page waits for them."""
    waiting = figures_jobs(plan).filter(state=JobState.QUEUED).first()
    return waiting or enqueue_job(
        FIGURES_JOB, collective=plan.collective, by=by, subject=plan.name, plan=plan.pk
    )


def get_roads_ready() -> None:
    """What each computation begins with, of all collectives."""
    with scopes_disabled():
        for roads in RoadNetwork.objects.all():
            with suppress(InputProblem):  # who asks for something on these is told
                roads_at_rest(*roads_of(roads), areas_of(roads))


def keep_figures(plan: WorksPlan) -> PlanFigures:
    """Exact, as the works lie now. States that were computed before cost no equilibrium."""
    begin = time.perf_counter()
    problem = problem_of(plan)
    known = PlanFigures.objects.filter(plan=plan, digest=problem.digest_as_laid).first()
    return known or _keep_figures(plan, problem, evaluate_laid(problem), begin)


@transaction.atomic
def _keep_figures(plan: WorksPlan, problem: OrderProblem, found: Evaluation, begin: float) -> PlanFigures:
    base = problem.reachability.base
    per_area = problem.costs.split(found.per_area)
    values: dict[str, Any] = {
        "digest": problem.digest_as_laid,
        "cost": found.total,
        "per_week": found.per_week.round(3).tolist(),
        "base_minutes": base.total_minutes if base else 0.0,
        "areas": list(problem.costs.traffic.areas),
        "minutes": per_area.minutes_per_trip.round(2).tolist(),
        "cut_off": per_area.is_cut_off.astype(int).tolist(),
        "seconds": round(time.perf_counter() - begin, 3),
        "made_at": timezone.now(),
    }
    kept, _is_new = PlanFigures.objects.update_or_create(
        plan=plan, defaults=values, create_defaults={**values, "collective_id": plan.collective_id}
    )
    return kept


def ask_for_effects(plan: WorksPlan, *, by: User | None) -> Job | None:
    """Behind the scenes, unless it is known or under way."""
    digest = problem_of(plan).digest_of_effects
    if EffectsTable.objects.filter(digest=digest).exists():
        return None
    asked = Job.objects.filter(kind=EFFECTS_JOB, arguments__digest=digest, finished_at=None).first()
    return asked or enqueue_job(
        EFFECTS_JOB, collective=plan.collective, by=by, subject=plan.name, plan=plan.pk, digest=digest
    )


def prepare_quietly(plan: WorksPlan, *, by: User | None) -> None:
    """Of a plan: the figures, and what each move would do. Where there is nothing to compute on, the page says so."""
    try:
        ask_for_effects(plan, by=by)
    except PuzzleProblem:
        return
    ask_for_figures(plan, by=by)


def compute_effects(
    plan: WorksPlan, *, progress: Callable[[int], object] = lambda done: None
) -> EffectsTable:
    begin = time.perf_counter()
    problem = problem_of(plan)
    known = EffectsTable.objects.filter(digest=problem.digest_of_effects).first()
    if known is not None:
        return known
    with executor() as pool:
        found = surrogate(problem.bare, state_table(problem.costs, pool))
    progress(1)
    return _keep_effects(plan, problem.digest_of_effects, found.to_json(), begin)


@transaction.atomic
def _keep_effects(plan: WorksPlan, digest: str, table: dict[str, Any], begin: float) -> EffectsTable:
    kept, _is_new = EffectsTable.objects.get_or_create(
        collective_id=plan.collective_id,
        digest=digest,
        defaults={"table": table, "seconds": round(time.perf_counter() - begin, 2)},
    )
    old = EffectsTable.objects.order_by("-made_at", "-pk").values_list("pk", flat=True)[KEPT_TABLES:]
    EffectsTable.objects.filter(pk__in=list(old)).delete()
    return kept
