"""The plan: priorities for everybody, editions and their structure for the office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.queries import followers_of
from speerpunt.core.registry import panels_for

from ..forms.plans import EditionForm, MakeCurrentForm, PriorityForm
from ..models import PlanEdition, Priority
from ..queries import (
    chosen_edition,
    editions_visible_to,
    editions_with_counts,
    health_overview,
    priority_at,
    priority_page,
    project_rows,
    structure_of,
)
from ..services import (
    PlanProblem,
    add_edition,
    add_priority,
    change_edition,
    change_priority,
    copy_edition,
    delete_edition,
    delete_priority,
    make_current,
    move_priority,
)
from . import access


def priorities(request: HttpRequest) -> HttpResponse:
    edition = chosen_edition(request.user, request.GET.get("plan", ""))
    if edition is None and request.GET.get("plan"):
        raise Http404
    context = {
        "edition": edition,
        "editions": list(editions_visible_to(request.user)),
        "rows": health_overview(request.user, edition) if edition else [],
        "may_manage": request.user.has_perm("priorities.manage_plan"),
    }
    return render(request, "priorities/priorities.html", context)


def priority(request: HttpRequest, slug: str) -> HttpResponse:
    found = priority_at(request.user, slug, request.GET.get("plan", ""))
    if found is None:
        raise Http404
    page = priority_page(request.user, found)
    start, end = found.edition.start, found.edition.end
    context = {
        "priority": found,
        "page": page,
        "strip": project_rows(page.projects, start, end),
        "start": start,
        "end": end,
        "today": timezone.localdate(),
        "panels": panels_for("priorities:priority", request, found),
        "followers": followers_of(found, request.user),
        "may_manage": request.user.has_perm("priorities.manage_plan"),
        "may_add_project": request.user.has_perm("priorities.add_project"),
    }
    return render(request, "priorities/priority.html", context)


@for_those_who("priorities.manage_plan")
def editions(request: HttpRequest) -> HttpResponse:
    context = {"editions": editions_with_counts(request.user)}
    return render(request, "priorities/editions.html", context)


@on(access.edition, "priorities.manage_plan")
def edition(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    context = {"edition": edition, "structure": structure_of(edition)}
    return render(request, "priorities/edition.html", context)


@for_those_who("priorities.manage_plan")
def edition_add(request: HttpRequest) -> HttpResponse:
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_edition(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("The plan is added as a draft. Fill it, or import an existing document."))
        return redirect(added)
    return _form(request, form, _("Add a plan"), address("priorities:editions"))


@on(access.edition, "priorities.manage_plan")
def edition_change(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    form = EditionForm(request.POST or None, instance=edition)
    if request.method == "POST" and form.is_valid():
        change_edition(edition, by=request.user, **form.cleaned_data)
        messages.success(request, _("The plan is saved."))
        return redirect(edition)
    return _form(request, form, _("Change the plan"), edition.get_absolute_url())


@on(access.edition, "priorities.manage_plan")
def edition_copy(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        copy = copy_edition(edition, by=request.user, **form.cleaned_data)
        messages.success(request, _("The new plan has the same priorities, aims and challenges."))
        return redirect(copy)
    lead = _("Priorities, aims and challenges of “%(plan)s” are copied into a draft.") % {"plan": edition}
    return _form(request, form, _("Make the next plan"), edition.get_absolute_url(), lead=lead)


@on(access.edition, "priorities.manage_plan")
def edition_make_current(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    form = MakeCurrentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moved = make_current(edition, by=request.user, **form.cleaned_data)
        said = ngettext("%(count)s project runs on in it.", "%(count)s projects run on in it.", moved)
        messages.success(request, _("This plan is the current one.") + " " + said % {"count": moved})
        return redirect(edition)
    lead = _("“%(plan)s” becomes the plan that everybody sees. The present one stays to be read.")
    return _form(
        request,
        form,
        _("Make this the current plan"),
        edition.get_absolute_url(),
        lead=lead % {"plan": edition},
    )


@on(access.edition, "priorities.manage_plan")
def edition_delete(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    return _delete(request, edition, delete_edition, address("priorities:editions"))


@on(access.edition, "priorities.manage_plan")
def priority_add(request: HttpRequest, edition: PlanEdition) -> HttpResponse:
    blank = Priority(collective=request.collective, edition=edition)
    form = PriorityForm(request.POST or None, instance=blank, edition=edition)
    if request.method == "POST" and form.is_valid() and _is_kept(form, add_priority, edition, request):
        return redirect(edition)
    return _form(request, form, _("Add a priority"), edition.get_absolute_url())


@on(access.priority, "priorities.manage_plan")
def priority_change(request: HttpRequest, priority: Priority) -> HttpResponse:
    form = PriorityForm(request.POST or None, instance=priority, edition=priority.edition)
    if request.method == "POST" and form.is_valid() and _is_kept(form, change_priority, priority, request):
        return redirect(priority.edition)
    back, delete_url = priority.edition.get_absolute_url(), address("priorities:priority_delete", priority.pk)
    return _form(request, form, _("Change the priority"), back, delete_url=delete_url)


def _is_kept(form: Any, service: Any, target: Any, request: HttpRequest) -> bool:
    try:
        service(target, by=request.user, **form.cleaned_data)
    except PlanProblem as problem:
        form.add_error("parent", str(problem))
        return False
    messages.success(request, _("The priority is saved."))
    return True


@on(access.priority, "priorities.manage_plan", writes_only=True)
def priority_move(request: HttpRequest, priority: Priority) -> HttpResponse:
    move_priority(priority, up=request.POST.get("naar") == "omhoog", by=request.user)
    return redirect(priority.edition)


@on(access.priority, "priorities.manage_plan")
def priority_delete(request: HttpRequest, priority: Priority) -> HttpResponse:
    return _delete(request, priority, delete_priority, priority.edition.get_absolute_url())


def _delete(request: HttpRequest, target: Any, service: Any, back: str) -> HttpResponse:
    if request.method == "POST":
        try:
            service(target, by=request.user)
        except PlanProblem as problem:
            messages.error(request, str(problem))
            return redirect(target if isinstance(target, PlanEdition) else back)
        messages.success(request, _("Deleted. The history keeps what it was."))
        return redirect(back)
    context = {
        "title": _("Delete: %(kind)s") % {"kind": target._meta.verbose_name},
        "question": str(target),
        "consequence": _("Aims, challenges and results under it go too."),
        "confirm_word": _("Delete"),
        "cancel_url": back,
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


def _form(request: HttpRequest, form: Any, title: str, back: str, **words: str) -> HttpResponse:
    """`lead` and `delete_url` where there is something to say or to delete."""
    context = {"form": form, "title": title, "back": back, **words}
    return render(request, "priorities/plan_form.html", context)
