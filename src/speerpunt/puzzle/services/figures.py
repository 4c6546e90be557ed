"""What a plan costs now, and a table from which a browser tells what a move does: computed, and kept."""

import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.models import Job, User
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.compute import executor
from speerpunt.engine.sequence import TrafficCosts, surrogate

from ..models import EffectsTable, PlanFigures, WorksPlan
from ..problems import MinutesOfStates, OrderProblem
from .ordering import evaluate_plan, problem_of, state_table

EFFECTS_JOB = "puzzle.effects"
KEPT_TABLES = 40


def keep_figures(plan: WorksPlan) -> PlanFigures:
    """Exact, as the works lie now. States that were computed before cost no equilibrium."""
    begin = time.perf_counter()
    problem, found = evaluate_plan(plan)
    minutes, cut_off = _minutes_of(problem)
    base = problem.costs.reachability.base if problem.demand else None
    values: dict[str, Any] = {
        "digest": problem.digest_as_laid,
        "cost": found.total,
        "per_week": found.per_week.round(3).tolist(),
        "base_minutes": base.total_minutes if base else 0.0,
        "areas": list(found.areas),
        "minutes": minutes,
        "cut_off": cut_off,
        "seconds": round(time.perf_counter() - begin, 3),
        "made_at": timezone.now(),
    }
    kept, _is_new = PlanFigures.objects.update_or_create(
        plan=plan, defaults=values, create_defaults={**values, "collective_id": plan.collective_id}
    )
    return kept


def _minutes_of(problem: OrderProblem) -> tuple[list[list[float]], list[list[int]]]:
    """By area and week."""
    costs = MinutesOfStates(problem.costs)
    states = problem.laid.states(problem.problem)
    distinct = list(dict.fromkeys(states))
    with executor("serial") as pool:
        table = state_table(costs, pool)
        known = dict(zip(distinct, table.costs(distinct), strict=True))
    weeks = [cost.per_area if (cost := known[state]) else (0.0,) * 2 * costs.count for state in states]
    by_area = [list(row) for row in zip(*weeks, strict=True)]
    minutes = [[round(each, 2) for each in row] for row in by_area[: costs.count]]
    return minutes, [[int(each) for each in row] for row in by_area[costs.count :]]


def ask_for_effects(plan: WorksPlan, *, by: User) -> Job | None:
    """Behind the scenes, unless it is known or under way."""
    digest = problem_of(plan).digest_of_effects
    if EffectsTable.objects.filter(digest=digest).exists():
        return None
    asked = Job.objects.filter(kind=EFFECTS_JOB, arguments__digest=digest, finished_at=None).first()
    return asked or enqueue_job(
        EFFECTS_JOB, collective=plan.collective, by=by, subject=plan.name, plan=plan.pk, digest=digest
    )


def compute_effects(
    plan: WorksPlan, *, progress: Callable[[int], object] = lambda done: None
) -> EffectsTable:
    begin = time.perf_counter()
    problem = problem_of(plan)
    known = EffectsTable.objects.filter(digest=problem.digest_of_effects).first()
    if known is not None:
        return known
    costs = TrafficCosts(problem.bare, problem.network, problem.demand, problem.areas)
    with executor() as pool:
        found = surrogate(problem.bare, state_table(costs, pool))
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
