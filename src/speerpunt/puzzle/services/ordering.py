"""What a plan costs, which rules it breaks, and the best order that can be found."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import Job, User
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.compute import executor
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import (
    Evaluation,
    InfeasibleProblem,
    Plan,
    Progress,
    Solution,
    StateCosts,
    StateTable,
    check,
    evaluate,
    solve,
)

from ..enums import RunState
from ..models import PlanRun, RoadNetwork, WorksPlan
from ..problems import OrderProblem, PuzzleProblem, order_problem
from .plans import copy_plan

SOLVE_JOB = "puzzle.solve"
SHORTEST_SECONDS, LONGEST_SECONDS = 5, 900


class Stopped(Exception):
    """Somebody asked the search to stop; `step` is how far it had come."""

    def __init__(self, step: Progress) -> None:
        super().__init__()
        self.step = step


def evaluate_laid(problem: OrderProblem) -> Evaluation:
    """Exactly: equilibria of the states that are not known yet are computed now, and kept on the disk."""
    try:
        with executor("serial") as pool:
            return evaluate(problem.problem, problem.laid, state_table(problem.costs, pool))
    except InputProblem as fault:
        raise _refused(fault) from fault


def problem_of(plan: WorksPlan, wish: Mapping[str, int] = MappingProxyType({})) -> OrderProblem:
    """
    Raises:
        PuzzleProblem: there are no roads, or a rule that cannot be.
    """
    roads = RoadNetwork.objects.filter(collective_id=plan.collective_id).first()
    if roads is None:
        raise PuzzleProblem(_("There are no roads to compute on yet."))
    try:
        return order_problem(plan, roads, wish)
    except InputProblem as fault:
        raise _refused(fault) from fault


def _refused(fault: InputProblem) -> PuzzleProblem:
    return PuzzleProblem(_("This plan cannot be computed: %(reason)s") % {"reason": fault})


def state_table(costs: StateCosts, pool: Any) -> StateTable:
    """What was computed once is kept on the disk."""
    return StateTable(costs, folder=Path(settings.VAR) / "cache" / "states", executor=pool)


@transaction.atomic
def ask_for_best(
    plan: WorksPlan,
    *,
    seconds: int,
    by: User,
    seed: int = 0,
    wish: Mapping[str, int] = MappingProxyType({}),
    further: PlanRun | None = None,
) -> PlanRun:
    """A search behind the scenes; one at a time for each plan.

    `wish`: weeks in which works have to begin, by their key. `further`: a search to go on from, with what it wished.
    """
    _end_abandoned(plan)
    if plan.runs.filter(state=RunState.RUNNING).exists():
        raise PuzzleProblem(_("A search is going on for this plan already. Stop it first, or wait."))
    run = PlanRun.objects.create(
        collective_id=plan.collective_id,
        plan=plan,
        limit_seconds=min(max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS),
        seed=further.seed + 1 if further else seed,
        starts=further.starts if further else {},
        wish=further.wish if further else dict(wish),
        asked_by=by,
    )
    enqueue_job(SOLVE_JOB, collective=plan.collective, by=by, subject=plan.name, run=run.pk)
    return run


def _end_abandoned(plan: WorksPlan) -> None:
    """Of a search that fell over, nothing comes any more."""
    for run in plan.runs.filter(state=RunState.RUNNING):
        job = job_of(run)
        if job is None or job.is_over:
            _end(run, RunState.FAILED, problem=_("The search was broken off. Start it again."))


def job_of(run: PlanRun) -> Job | None:
    return Job.objects.filter(kind=SOLVE_JOB, arguments__run=run.pk).first()


@transaction.atomic
def ask_to_stop(run: PlanRun) -> None:
    PlanRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(stop_asked_at=timezone.now())


def search_best(run: PlanRun, *, progress: Callable[[int], object] = lambda done: None) -> PlanRun:
    """Look for the best order, try the answer apart, and keep it. An answer that fails the check is not shown."""
    told = 0

    def tell(step: Progress) -> None:
        nonlocal told
        seconds = min(int(step.seconds), run.limit_seconds)
        progress(seconds - told)
        told = seconds
        if PlanRun.objects.filter(pk=run.pk, stop_asked_at__isnull=False).exists():
            raise Stopped(step)

    try:
        problem = problem_of(run.plan, run.wish)
        with executor() as pool:
            table = state_table(problem.costs, pool)
            found = solve(
                problem.problem,
                table,
                seconds=run.limit_seconds,
                seed=run.seed,
                start=_begin(run, problem),
                on_progress=tell,
            )
            faults = check(problem.problem, found.plan, table, found)
    except Stopped as stopped:
        return _keep_half(run, problem, stopped.step)
    except InfeasibleProblem as fault:
        return _end(
            run,
            RunState.FAILED,
            problem=_("No order keeps every rule."),
            contradiction=[[rule.rule, list(rule.works), list(rule.weeks)] for rule in fault.rules],
        )
    except (InputProblem, PuzzleProblem) as fault:
        return _end(run, RunState.FAILED, problem=str(fault)[:400])
    if faults:
        return _end(run, RunState.FAILED, problem=_("The answer failed its check, so it is not shown."))
    return _keep(run, problem, found)


@transaction.atomic
def keep_as_plan(run: PlanRun, *, name: str, by: User) -> WorksPlan:
    """The answer as a plan of its own, with what was proven of it as long as rules and works are those of the search."""
    digest = _digest_now(run.plan)
    kept = copy_plan(run.plan, name=name, by=by, laid_as=run.starts)
    if digest and digest == run.digest:
        places = {row.place: row.key for row in kept.planned.all()}
        keys = {row.key: places[row.place] for row in run.plan.planned.all()}
        run = PlanRun.objects.get(pk=run.pk)
        run.pk, run.plan, run.digest = None, kept, _digest_now(kept)
        run.starts = {keys[key]: week for key, week in run.starts.items() if key in keys}
        run.save(force_insert=True)
    return kept


def _digest_now(plan: WorksPlan) -> str:
    try:
        return problem_of(plan).digest
    except PuzzleProblem:
        return ""


def _begin(run: PlanRun, problem: OrderProblem) -> Plan:
    """As an earlier search left it, as far as those works still lie in the plan; else as they lie now."""
    return Plan({key: run.starts.get(key, week) for key, week in problem.laid.starts.items()})


def _keep_half(run: PlanRun, problem: OrderProblem, step: Progress) -> PlanRun:
    """What was found until then, tried apart too; nothing while states were still being computed."""
    if step.plan is None:
        return _end(run, RunState.STOPPED)
    with executor("serial") as pool:
        faults = check(problem.problem, step.plan, state_table(problem.costs, pool), step)
    if faults:
        return _end(run, RunState.FAILED, problem=_("The answer failed its check, so it is not shown."))
    return _end(
        run,
        RunState.STOPPED,
        digest=problem.digest,
        starts=dict(step.plan.starts),
        cost=step.cost,
        bound=step.bound,
        gap=(step.cost - step.bound) / abs(step.cost) if step.cost else 0.0,
        states=step.states,
        seconds=round(step.seconds, 1),
    )


def _keep(run: PlanRun, problem: OrderProblem, found: Solution) -> PlanRun:
    return _end(
        run,
        RunState.DONE,
        digest=problem.digest,
        starts=dict(found.plan.starts),
        cost=found.cost,
        bound=found.bound,
        gap=found.gap,
        is_best=found.is_optimal,
        proven=found.proven,
        states=found.states,
        seconds=round(found.seconds, 1),
    )


@transaction.atomic
def _end(run: PlanRun, state: RunState, **values: Any) -> PlanRun:
    run.state = state
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=["state", *values])
    return run
