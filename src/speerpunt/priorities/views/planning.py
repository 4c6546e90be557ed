"""Moving one project in time, and taking it back; what waits for what; baselines."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on

from ..forms.planning import BaselineForm, DependencyForm, LagForm, PlanningForm
from ..models import Baseline, PlanEdition, PlanningStep, Project, ProjectDependency
from ..queries import Preview, baselines_of, dossier_of, preview_of
from ..services import (
    DependencyProblem,
    PlanningProblem,
    add_dependency,
    change_lag,
    delete_baseline,
    move_in_time,
    redo_step,
    remove_dependency,
    take_baseline,
    undo_step,
)
from . import access
from .access import back_to

TIMELINE = "priorities:timeline"
ALONE, TOGETHER = "nee", "ja"


@on(access.project, "priorities.change_project")
def project_planning(request: HttpRequest, project: Project) -> HttpResponse:
    """The form asks first whether the rest should follow, when something would have to."""
    form = PlanningForm(request.POST or None, project)
    if request.method != "POST" or not form.is_valid():
        return _planning(request, project, form)
    asked, choice = form.asked(), request.POST.get("volgers", "")
    preview = preview_of(project, asked["start"], asked["end"], request.user)
    if preview.shifting and choice not in {ALONE, TOGETHER}:
        return _choice(request, project, form, preview)
    try:
        move_in_time(project, by=request.user, with_successors=choice == TOGETHER, **asked)
    except PlanningProblem as problem:
        return _refused(request, project, str(problem))
    _tell_what_stays(request, preview)
    return redirect(back_to(request, TIMELINE, project.get_absolute_url()))


def _planning(request: HttpRequest, project: Project, form: PlanningForm) -> HttpResponse:
    dossier = dossier_of(project, request.user)
    context = {
        "project": project,
        "form": form,
        "coming": dossier.coming,
        "order": dossier.order,
        "may_change": True,
        "back": back_to(request, TIMELINE, project.get_absolute_url()),
    }
    return render(request, "priorities/planning.html", context)


def _refused(request: HttpRequest, project: Project, problem: str) -> HttpResponse:
    """With the dates as they are now, so that the next try starts from those."""
    project.refresh_from_db()
    data = request.POST.copy()
    data["seen_start"], data["seen_end"] = (str(day or "") for day in (project.start, project.end))
    form = PlanningForm(data, project)
    form.add_error(None, problem)
    return _planning(request, project, form)


def _choice(request: HttpRequest, project: Project, form: PlanningForm, preview: Preview) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "preview": preview,
        "back": back_to(request, TIMELINE, project.get_absolute_url()),
    }
    return render(request, "priorities/planning_following.html", context)


def _tell_what_stays(request: HttpRequest, preview: Preview) -> None:
    if not preview.staying:
        return
    names = ", ".join(f"“{each.project}”" for each in preview.staying)
    said = _("This now begins before what it waits for is ready, and stays where it is: %(names)s.")
    messages.warning(request, said % {"names": names})


@on(access.planning_step, writes_only=True)
def planning_undo(request: HttpRequest, step: PlanningStep) -> HttpResponse:
    return _turned(request, step, undo_step, _("Undone."))


@on(access.planning_step, writes_only=True)
def planning_redo(request: HttpRequest, step: PlanningStep) -> HttpResponse:
    return _turned(request, step, redo_step, _("Done again."))


def _turned(request: HttpRequest, step: PlanningStep, turn: Any, said: str) -> HttpResponse:
    try:
        turn(step, by=request.user)
    except PlanningProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said)
    return redirect(back_to(request, TIMELINE))


@on(access.project, "priorities.change_project")
def dependency_add(request: HttpRequest, project: Project) -> HttpResponse:
    form = DependencyForm(request.POST or None, project=project, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            add_dependency(
                form.cleaned_data["before"], project, lag_days=form.cleaned_data["lag_days"], by=request.user
            )
        except DependencyProblem as problem:
            form.add_error("before", str(problem))
        else:
            messages.success(request, _("Added."))
            return redirect(project)
    return _small_form(request, form, _("Say what this waits for"), project)


@on(access.dependency)
def dependency_change(request: HttpRequest, dependency: ProjectDependency) -> HttpResponse:
    demand(request, "priorities.change_project", dependency.after)
    form = LagForm(request.POST or None, initial={"lag_days": dependency.lag_days})
    if request.method == "POST" and form.is_valid():
        change_lag(dependency, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(dependency.after)
    title = _("Waits for: %(project)s") % {"project": dependency.before}
    delete_url = address("priorities:dependency_remove", dependency.pk)
    return _small_form(request, form, title, dependency.after, delete_url)


@on(access.dependency)
def dependency_remove(request: HttpRequest, dependency: ProjectDependency) -> HttpResponse:
    demand(request, "priorities.change_project", dependency.after)
    if request.method == "POST":
        remove_dependency(dependency, by=request.user)
        messages.success(request, _("Deleted. The history keeps what it was."))
        return redirect(dependency.after)
    question = _("“%(after)s” then no longer waits for “%(before)s”. The dates stay as they are.")
    context = {
        "title": _("No longer wait"),
        "question": question % {"after": dependency.after, "before": dependency.before},
        "confirm_word": _("Delete"),
        "cancel_url": dependency.after.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


def _small_form(
    request: HttpRequest, form: Any, title: str, project: Project, delete_url: str = ""
) -> HttpResponse:
    back = project.get_absolute_url()
    context = {"form": form, "title": title, "lead": project, "back": back, "delete_url": delete_url}
    return render(request, "priorities/small_form.html", context)


@on(access.edition, "priorities.manage_plan")
def baselines(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    form = BaselineForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        taken = take_baseline(edition, by=request.user, **form.cleaned_data)
        messages.success(request, _("All dates are kept. The timeline shows them beside those of now."))
        return redirect(f"{address(TIMELINE)}?basislijn={taken.pk}")
    context = {"edition": edition, "form": form, "baselines": baselines_of(edition)}
    return render(request, "priorities/baselines.html", context)


@on(access.baseline, "priorities.manage_plan")
def baseline_delete(request: HttpRequest, baseline: Baseline) -> HttpResponse:
    home = address("priorities:baselines", baseline.edition_id)
    if request.method == "POST":
        delete_baseline(baseline, by=request.user)
        messages.success(request, _("The baseline is deleted. The dates of now stay as they are."))
        return redirect(home)
    context = {
        "title": _("Delete this baseline"),
        "question": baseline.title,
        "consequence": _("Nobody can compare with it any more. This cannot be undone."),
        "confirm_word": _("Delete the baseline"),
        "cancel_url": home,
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
