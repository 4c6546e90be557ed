"""Plans of works: all of them, a new one, the page of one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from speerpunt.core.doors import for_those_who, on
from speerpunt.engine.problems import InputProblem

from ..forms.plans import AgreeForm, PlanForm, PlanNameForm, ShareForm
from ..models import RoadNetwork, WorksPlan
from ..problems import PuzzleProblem, effects_of, order_problem
from ..queries.plans import OUT_OF_DRAFT, figures_jobs, partners_who_see, plans_visible_to
from ..services.figures import ask_for_effects, ask_for_figures, prepare_quietly
from ..services.plans import agree_plan, copy_plan, make_plan, share_plan
from . import access
from .plan_pages import page_of, show_plan


@for_those_who("puzzle.list_plans")
def plans(request: HttpRequest) -> HttpResponse:
    context = {
        "plans": plans_visible_to(request.user).select_related("made_by", "figures"),
        "may_change": request.user.has_perm("puzzle.change_plans"),
    }
    return render(request, "puzzle/plans.html", context)


@for_those_who("puzzle.change_plans")
def plan_add(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            plan = make_plan(request.collective, by=request.user, **form.cleaned_data)  # type: ignore[attr-defined, arg-type]
        except PuzzleProblem as problem:
            form.add_error("name", str(problem))
        else:
            prepare_quietly(plan, by=request.user)  # type: ignore[arg-type]
            return redirect(plan)
    return render(request, "puzzle/plan_form.html", {"form": form})


@on(access.plan)
def plan(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    return show_plan(request, plan)


@on(access.plan, "puzzle.change_plans")
def plan_copy(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    form = PlanNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            copied = copy_plan(plan, name=form.cleaned_data["name"], by=request.user)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            form.add_error("name", str(problem))
        else:
            prepare_quietly(copied, by=request.user)  # type: ignore[arg-type]
            return redirect(copied)
    return render(request, "puzzle/plan_copy.html", {"plan": plan, "form": form})


@on(access.plan, "puzzle.change_plans")
def plan_share(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    now = {"dossier": plan.dossier, "is_shared": plan.state in OUT_OF_DRAFT}
    form = ShareForm(request.POST or None, user=request.user, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            share_plan(plan, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            form.add_error("dossier", str(problem))
        else:
            return redirect(plan)
    context = {"plan": plan, "form": form, "partners": partners_who_see(plan.dossier) if plan.dossier else []}
    return render(request, "puzzle/plan_share.html", context)


@on(access.plan, "puzzle.change_plans")
def plan_agree(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    form = AgreeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            agree_plan(plan, decision=form.cleaned_data["decision"], by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("This is the agreed plan now. It does not move any more."))
        except PuzzleProblem as problem:
            messages.warning(request, str(problem))
        return redirect(plan)
    return render(request, "puzzle/plan_agree.html", {"plan": plan, "form": form})


@on(access.plan, "puzzle.change_plans", writes_only=True)
def plan_compute(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    """Behind the scenes: the figures, and what each move would do."""
    try:
        ask_for_effects(plan, by=request.user)  # type: ignore[arg-type]
        ask_for_figures(plan, by=request.user)  # type: ignore[arg-type]
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
    return redirect(page_of(request, plan))


@on(access.plan)
def plan_figures(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    """For the browser that waits: 204 as long as they are being computed."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT if figures_jobs(plan).exists() else HTTPStatus.OK)


def _effects_mark(request: HttpRequest, plan: WorksPlan) -> str:
    roads = RoadNetwork.objects.first()
    try:
        found = effects_of(order_problem(plan, roads)) if roads else None
    except InputProblem:
        found = None
    request.effects = found  # type: ignore[attr-defined]
    return f'"{found.digest}"' if found else '"none"'


@on(access.plan, "puzzle.change_plans")
@condition(etag_func=_effects_mark)
def plan_effects(request: HttpRequest, plan: WorksPlan) -> HttpResponse:
    """For the browser, so that it can tell what a move does while it is made; nothing while it is being computed."""
    found = request.effects  # type: ignore[attr-defined]
    return JsonResponse({"effects": found.table if found else None})
