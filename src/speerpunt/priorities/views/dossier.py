"""The page of one project, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.models import Comment
from speerpunt.core.queries import comments_on, followers_of
from speerpunt.core.registry import panels_for
from speerpunt.core.services import add_comment, remove_comment

from ..forms.projects import CommentForm, ProjectForm, StandingForm
from ..models import Priority, Project
from ..queries import (
    dossier_of,
    history_of_project,
    planning_of,
    points_on_map,
    priorities_visible_to,
    signed_comments_on,
)
from ..services import add_project, change_project, delete_project
from . import access


@on(access.project)
def project(request: HttpRequest, project: Project, comment_form: CommentForm | None = None) -> HttpResponse:
    user = request.user
    dossier = dossier_of(project, user)
    may_comment = user.has_perm("priorities.comment_project", project)
    context = {
        "project": project,
        "dossier": dossier,
        "hides_priority": not user.has_perm("priorities.view_priority", project.priority),
        "planning": planning_of(dossier),
        "today": timezone.localdate(),
        "points": points_on_map(dossier),
        "focus": ",".join(area.slug for area in dossier.areas),
        "panels": panels_for("priorities:project", request, project),
        "comments": signed_comments_on(project, user) if may_comment else [],
        "comment_form": (comment_form or CommentForm()) if may_comment else None,
        "followers": followers_of(project, user),
        "may_change": user.has_perm("priorities.change_project", project),
        "may_delete": user.has_perm("priorities.delete_project", project),
        "may_moderate": user.has_perm("priorities.remove_comment"),
        "may_view_people": user.has_perm("priorities.view_people"),
        "may_view_history": user.has_perm("priorities.view_project_history", project),
    }
    return render(request, "priorities/project.html", context)


@on(access.project, "priorities.view_project_history")
def project_history(request: HttpRequest, project: Project) -> HttpResponse:
    history = history_of_project(dossier_of(project, request.user), request.user)
    return render(request, "priorities/project_history.html", {"project": project, "history": history})


@for_those_who("priorities.add_project")
def project_add(request: HttpRequest) -> HttpResponse:
    blank = Project(collective=request.collective, priority=_asked_priority(request))
    form = ProjectForm(request.POST or None, instance=blank, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        added = add_project(values.pop("priority"), by=request.user, **values)
        messages.success(request, _("The project is added."))
        return redirect(added)
    return _project_form(request, form, None)


def _asked_priority(request: HttpRequest) -> Priority | None:
    asked = request.GET.get("speerpunt", "")
    is_number = asked.isdecimal() and len(asked) < 19
    return priorities_visible_to(request.user).filter(pk=asked).first() if is_number else None


@on(access.project, "priorities.change_project")
def project_change(request: HttpRequest, project: Project) -> HttpResponse:
    return _change(request, project, ProjectForm, "priorities/project_form.html")


@on(access.project, "priorities.change_project")
def project_update(request: HttpRequest, project: Project) -> HttpResponse:
    return _change(request, project, StandingForm, "priorities/project_update.html")


def _change(request: HttpRequest, project: Project, form_class: Any, template: str) -> HttpResponse:
    form = form_class(request.POST or None, instance=project, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_project(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The project is saved."))
        return redirect(project)
    return _project_form(request, form, project, template)


def _project_form(
    request: HttpRequest, form: Any, project: Project | None, template: str = "priorities/project_form.html"
) -> HttpResponse:
    return render(request, template, {"form": form, "project": project})


@on(access.project, "priorities.delete_project")
def project_delete(request: HttpRequest, project: Project) -> HttpResponse:
    if request.method == "POST":
        delete_project(project, by=request.user)
        messages.success(request, _("The project is deleted. Its results stay with the priority."))
        return redirect(address("priorities:projects"))
    context = {
        "title": _("Delete this project"),
        "question": project.title,
        "consequence": _("Its milestones, parts, partners and comments go too. This cannot be undone."),
        "confirm_word": _("Delete the project"),
        "cancel_url": project.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


@on(access.project, "priorities.comment_project", writes_only=True)
def comment_add(request: HttpRequest, subject: Project) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return project(request, pk=subject.pk, comment_form=form)
    add_comment(subject, text=form.cleaned_data["text"], by=request.user)
    return redirect(f"{subject.get_absolute_url()}#reacties")


@on(access.project, "priorities.comment_project", writes_only=True)
def comment_remove(request: HttpRequest, subject: Project, comment: int) -> HttpResponse:
    """One's own; the office any. Somebody else's comment answers as if it did not exist."""
    removable = comments_on(subject)
    if not request.user.has_perm("priorities.remove_comment"):
        removable = removable.filter(author=request.user)
    found: Comment = get_object_or_404(removable, pk=comment)
    remove_comment(found)
    return redirect(f"{subject.get_absolute_url()}#reacties")
