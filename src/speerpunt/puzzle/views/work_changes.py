"""A work is written down, changed, put in the trash and taken out; stretches of road are drawn on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on

from ..forms.works import PhaseFormSet, StretchForm, WorkForm, stretch_values, work_values
from ..models import Work, WorkLine
from ..problems import PuzzleProblem
from ..queries.drawn import drawn_of
from ..queries.shapes import shape_as_json
from ..queries.visible import trashed_works_visible_to
from ..services.stretches import add_stretch, change_stretch, remove_stretch
from ..services.works import add_work, change_work, restore_work, trash_work
from . import access

PHASES = "fasen"
# A button of the form that asks for one more row, and saves nothing.
ONE_MORE = "nog_een"


@for_those_who("puzzle.change_work")
def work_add(request: HttpRequest) -> HttpResponse:
    form = WorkForm(request.POST or None, user=request.user)
    phases = _phases(request, [])
    if _is_sent(request) and form.is_valid() and phases.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        work = add_work(request.collective, by=request.user, periods=phases.periods(), **values)  # type: ignore[attr-defined, arg-type]
        messages.success(request, _("The work is added. Draw now what it does on the road."))
        return redirect(work)
    return _work_form(request, form, phases, None)


@on(access.work, "puzzle.change_work")
def work_change(request: HttpRequest, work: Work) -> HttpResponse:
    form = WorkForm(request.POST or None, user=request.user, work=work, initial=work_values(work))
    phases = _phases(request, list(work.phases.all()))
    if _is_sent(request) and form.is_valid() and phases.is_valid():
        try:
            change_work(work, by=request.user, periods=phases.periods(), **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The work is saved."))
            return redirect(work)
        except PuzzleProblem as problem:
            form = _with_what_stands_now(form, request, work, problem)
    return _work_form(request, form, phases, work)


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and ONE_MORE not in request.POST


def _phases(request: HttpRequest, phases: list[Any]) -> Any:
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and ONE_MORE in data:
        count = data.get(f"{PHASES}-TOTAL_FORMS", "")
        data[f"{PHASES}-TOTAL_FORMS"] = str(int(count) + 1) if count.isdecimal() and len(count) < 4 else "1"
    names = ("pk", "name", "start", "start_certainty", "end", "end_certainty")
    return PhaseFormSet(
        data, prefix=PHASES, initial=[{name: getattr(phase, name) for name in names} for phase in phases]
    )


def _with_what_stands_now(
    form: WorkForm, request: HttpRequest, work: Work, problem: PuzzleProblem
) -> WorkForm:
    """What was typed stays; who saves again has seen what stands there now."""
    work.refresh_from_db()
    data = request.POST.copy()
    data["seen"] = work.updated_at.isoformat()
    again = WorkForm(data, user=request.user, work=work)
    again.add_error(None, str(problem))
    return again


def _work_form(request: HttpRequest, form: WorkForm, phases: Any, work: Work | None) -> HttpResponse:
    context = {"form": form, "phases": phases, "work": work, "one_more": ONE_MORE}
    return render(request, "puzzle/work_form.html", context)


@on(access.work, "puzzle.change_work")
def work_trash(request: HttpRequest, work: Work) -> HttpResponse:
    if request.method == "POST":
        try:
            trash_work(work, by=request.user)  # type: ignore[arg-type]
        except PuzzleProblem as problem:
            messages.error(request, str(problem))
            return redirect(work)
        messages.success(
            request, _("“%(name)s” is in the trash. There you can restore it.") % {"name": work.name}
        )
        return redirect(address("puzzle:works"))
    context = {
        "title": _("Throw the work away"),
        "question": _("Throw “%(name)s” away?") % {"name": work.name},
        "consequence": _(
            "It leaves every list, map and reckoning. The trash keeps it; a source that names it does not bring it back."
        ),
        "confirm_word": _("Throw the work away"),
        "cancel_url": work.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


@for_those_who("puzzle.change_work")
def works_trash(request: HttpRequest) -> HttpResponse:
    trashed = trashed_works_visible_to(request.user).defer("geometry", "source_values")
    return render(request, "puzzle/works_trash.html", {"works": trashed.order_by("-trashed_at")})


@on(access.trashed_work, "puzzle.change_work", writes_only=True)
def work_restore(request: HttpRequest, work: Work) -> HttpResponse:
    restore_work(work, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("“%(name)s” is back.") % {"name": work.name})
    return redirect(work)


@on(access.work, "puzzle.change_work")
def stretch_add(request: HttpRequest, work: Work) -> HttpResponse:
    form = StretchForm(request.POST or None, work=work)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.asked().items() if name != "seen"}
        add_stretch(work, by=request.user, **values)  # type: ignore[arg-type]
        messages.success(request, _("The stretch is added."))
        return redirect(work)
    return _stretch_form(request, form, work, None)


@on(access.stretch, "puzzle.change_work")
def stretch(request: HttpRequest, line: WorkLine) -> HttpResponse:
    initial = {
        **stretch_values(line),
        "geometry": shape_as_json(line.geometry),
        "seen": line.work.updated_at.isoformat(),
    }
    form = StretchForm(request.POST or None, work=line.work, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_stretch(line, by=request.user, **form.asked())  # type: ignore[arg-type]
            messages.success(request, _("The stretch is saved."))
            return redirect(line.work)
        except PuzzleProblem as problem:
            line.work.refresh_from_db()
            data = request.POST.copy()
            data["seen"] = line.work.updated_at.isoformat()
            form = StretchForm(data, work=line.work)
            form.add_error(None, str(problem))
    return _stretch_form(request, form, line.work, line)


def _stretch_form(request: HttpRequest, form: StretchForm, work: Work, line: WorkLine | None) -> HttpResponse:
    others = [each for each in drawn_of(work) if line is None or each["properties"]["line"] != line.pk]
    context = {"form": form, "work": work, "line": line, "drawn": others}
    return render(request, "puzzle/stretch_form.html", context)


@on(access.stretch, "puzzle.change_work")
def stretch_remove(request: HttpRequest, line: WorkLine) -> HttpResponse:
    if request.method == "POST":
        remove_stretch(line, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The stretch is removed."))
        return redirect(line.work)
    context = {
        "title": _("Remove the stretch"),
        "question": _("Remove “%(name)s” from “%(work)s”?") % {"name": line, "work": line.work},
        "consequence": _("What it did to the road is reckoned with no more."),
        "confirm_word": _("Remove the stretch"),
        "cancel_url": line.work.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
