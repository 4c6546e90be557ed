"""The search for the best order: asked for, followed, stopped, and what is done with its answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.engine.problems import InputProblem

from ..enums import RunState
from ..forms.plans import PlanNameForm, SearchForm
from ..models import PlanRun, WorksPlan
from ..problems import PlanPicture, PuzzleProblem, picture_of
from ..queries.plans import runs_visible_to
from ..services.figures import ask_for_effects, ask_for_figures
from ..services.ordering import ask_for_best, ask_to_stop, keep_as_plan
from ..services.plans import lay_as
from . import access

BLOCKS = 10


def run_context(run: PlanRun, picture: PlanPicture | None) -> dict[str, Any]:
    """How far it is, or what came of it in words."""
    seconds = (timezone.now() - run.made_at).total_seconds()
    cost = picture.figures.cost if picture and picture.figures else None
    less = (1 - run.cost / cost) * 100 if cost and run.cost is not None else None
    planned = {row.planned.key: row for row in picture.rows} if picture else {}
    moves = [
        (planned[key], week)
        for key, week in run.starts.items()
        if key in planned and planned[key].planned.week != week
    ]
    return {
        "run": run,
        "is_running": run.state == RunState.RUNNING,
        "has_failed": run.state == RunState.FAILED,
        "has_answer": run.cost is not None,
        "blocks_done": min(int(seconds / run.limit_seconds * BLOCKS), BLOCKS - 1),
        "blocks": BLOCKS,
        "seconds_left": max(int(run.limit_seconds - seconds), 0),
        "gap_percent": (run.gap or 0.0) * 100,
        "is_whole": "nothing is proven about" not in run.proven,
        "less": less,
        "moves": len(moves),
        "hours": run.cost / run.plan.weeks / 60 if run.cost is not None else None,
        "wishes": _wishes(run, picture),
        "contradiction": _contradiction(run, picture),
    }


def _wishes(run: PlanRun, picture: PlanPicture | None) -> list[str]:
    """What the order was looked for with, in words."""
    if picture is None:
        return []
    names = {row.planned.key: row.name for row in picture.rows}
    said = _("%(work)s begins in week %(week)s")
    return [
        said % {"work": names[key], "week": picture.words.one(week)}
        for key, week in run.wish.items()
        if key in names
    ]


def _contradiction(run: PlanRun, picture: PlanPicture | None) -> list[str]:
    """The rules that cannot all be kept, in words; weeks of a window are those in which it may begin."""
    if picture is None:
        return []
    names = {row.planned.key: row.name for row in picture.rows}
    said = {
        "never_together": _("%(works)s may not go on at the same time"),
        "precedence": _("%(works)s: in this order"),
        "max_concurrent": _("not so many at once: %(works)s"),
        "blackout": _("%(works)s may not go on in %(weeks)s"),
        "window": _("%(works)s has to begin in time"),
        "fixed_start": _("%(works)s stays in its week"),
        "wish": _("%(works)s begins in %(weeks)s"),
        "horizon": _("%(works)s ends within the plan"),
    }
    found = []
    for rule, works, weeks in run.contradiction:
        known = [names[key] for key in works if key in names]
        when = picture.words.many(tuple(weeks)) if weeks else ""
        is_wish = rule == "fixed_start" and set(works) <= run.wish.keys()
        words = said.get("wish" if is_wish else rule, "%(works)s")
        found.append(words % {"works": ", ".join(known), "weeks": when})
    return found


@on(access.plan, "puzzle.change_plans", writes_only=True)
def plan_search(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    form = SearchForm(request.POST)
    if form.is_valid():
        further = runs_visible_to(request.user).filter(plan=plan, pk=form.cleaned_data["further"]).first()
        try:
            ask_for_best(plan, seconds=form.cleaned_data["seconds"], by=request.user, further=further)  # type: ignore[arg-type]
            ask_for_effects(plan, by=request.user)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            messages.warning(request, str(problem))
    return redirect(plan.get_absolute_url() + "#zoeken")


@on(access.run)
def run(request: HttpRequest, run: PlanRun) -> HttpResponse:
    """Asks for itself again as long as it goes on."""
    try:
        picture = picture_of(run.plan, request.user)
    except InputProblem:
        picture = None
    context = run_context(run, picture) | {"plan": run.plan, "may_move": True}
    return render(request, "puzzle/run.html", context)


@on(access.run, writes_only=True)
def run_stop(request: HttpRequest, run: PlanRun) -> HttpResponse:
    ask_to_stop(run)
    return redirect(run.plan.get_absolute_url() + "#zoeken")


@on(access.run, writes_only=True)
def run_lay(request: HttpRequest, run: PlanRun) -> HttpResponse:
    try:
        lay_as(run.plan, run.starts, by=request.user)  # type: ignore[arg-type]
        ask_for_figures(run.plan, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The works lie as in the best order that was found. You can undo it."))
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
    return redirect(run.plan)


@on(access.run)
def run_keep(request: HttpRequest, run: PlanRun) -> HttpResponse:
    """As a plan of its own; the one that was searched stays as it is."""
    form = PlanNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_as_plan(run, name=form.cleaned_data["name"], by=request.user)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            form.add_error("name", str(problem))
        else:
            ask_for_effects(kept, by=request.user)  # type: ignore[arg-type]
            ask_for_figures(kept, by=request.user)  # type: ignore[arg-type]
            return redirect(kept.get_absolute_url() + f"?met={run.plan_id}")
    return render(request, "puzzle/plan_copy.html", {"plan": run.plan, "form": form, "is_answer": True})
