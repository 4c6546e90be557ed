"""Moves in a plan: another week, a lock, and back again. After each, the figures are computed anew."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from speerpunt.core.doors import on

from ..forms.plans import MoveForm
from ..models import PlannedWork, WorksPlan
from ..problems import PuzzleProblem, WeekWords, short_name
from ..services.figures import ask_for_figures
from ..services.ordering import ask_for_best
from ..services.plans import lock_planned, move_planned, redo_step, refuse_locked, undo_step
from . import access
from .plan_pages import page_of, show_plan

CONFLICT = 409
SECONDS_FOR_WISH = 10


def _after(request: HttpRequest, plan: WorksPlan, change: Callable[[], Any]) -> HttpResponse:
    """Back to the plan; or the plan as it is now, with why nothing changed."""
    try:
        change()
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
        plan.refresh_from_db()
        return show_plan(request, plan, status=CONFLICT)
    ask_for_figures(plan, by=request.user)  # type: ignore[arg-type]
    return redirect(page_of(request, plan))


@on(access.planned, "puzzle.change_plans")
def planned_move(request: HttpRequest, planned: PlannedWork) -> HttpResponse:
    form = MoveForm(
        request.POST or None,
        planned=planned,
        words=WeekWords(planned.plan),
        initial={
            "week": planned.week,
            "duration_weeks": planned.duration_weeks,
            "seen": planned.plan.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        if "wens" in request.POST:
            return _wish(request, planned, form.cleaned_data["week"])
        return _after(
            request,
            planned.plan,
            lambda: move_planned(planned, by=request.user, **form.cleaned_data),  # type: ignore[arg-type]
        )
    context = {"planned": planned, "plan": planned.plan, "form": form, "name": short_name(planned.work.name)}
    return render(request, "puzzle/planned_move.html", context)


def _wish(request: HttpRequest, planned: PlannedWork, week: int) -> HttpResponse:
    """Look for an order in which it begins then; where there is none, the page says which rules stand in the way."""
    try:
        refuse_locked(planned)
        ask_for_best(planned.plan, seconds=SECONDS_FOR_WISH, by=request.user, wish={planned.key: week})  # type: ignore[arg-type]
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
    return redirect(planned.plan.get_absolute_url() + "#zoeken")


@on(access.planned, "puzzle.change_plans", writes_only=True)
def planned_lock(request: HttpRequest, planned: PlannedWork) -> HttpResponse:
    is_locked = request.POST.get("vast") == "ja"
    return _after(
        request,
        planned.plan,
        lambda: lock_planned(planned, is_locked=is_locked, by=request.user),  # type: ignore[arg-type]
    )


@on(access.plan, "puzzle.change_plans", writes_only=True)
def plan_undo(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    return _after(request, plan, lambda: undo_step(plan, by=request.user))  # type: ignore[arg-type]


@on(access.plan, "puzzle.change_plans", writes_only=True)
def plan_redo(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    return _after(request, plan, lambda: redo_step(plan, by=request.user))  # type: ignore[arg-type]
