"""Milestones, parts, partners, results, aims and challenges: six kinds of piece, one way of working."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand

from ..forms.pieces import (
    AimForm,
    ChallengeForm,
    MilestoneForm,
    PartForm,
    PartnerForm,
    PieceForm,
    ResultForm,
)
from ..models import Aim, Challenge, Milestone, Priority, Project, ProjectPart, ProjectPartner, Result
from ..queries import priorities_visible_to, projects_visible_to, results_visible_to
from ..services import (
    add_piece,
    blank_piece,
    change_piece,
    finish_piece,
    move_piece,
    name_of,
    owner_of,
    permission_on,
    remove_piece,
)
from . import access


@dataclass(frozen=True)
class Kind:
    """One kind of piece: its form, and the words around it."""

    name: str
    model: type[Any]
    form: type[PieceForm]
    add: Any
    change: Any


MILESTONE = Kind(
    "milestone",
    Milestone,
    MilestoneForm,
    gettext_lazy("Add a milestone or decision"),
    gettext_lazy("Change the milestone"),
)
PART = Kind("part", ProjectPart, PartForm, gettext_lazy("Add a part"), gettext_lazy("Change the part"))
PARTNER = Kind(
    "partner", ProjectPartner, PartnerForm, gettext_lazy("Add a partner"), gettext_lazy("Change the partner")
)
RESULT = Kind("result", Result, ResultForm, gettext_lazy("Add a result"), gettext_lazy("Change the result"))
AIM = Kind("aim", Aim, AimForm, gettext_lazy("Add an aim"), gettext_lazy("Change the aim"))
CHALLENGE = Kind(
    "challenge",
    Challenge,
    ChallengeForm,
    gettext_lazy("Add a challenge"),
    gettext_lazy("Change the challenge"),
)


def add_to_project(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    project = access.project(request, pk)
    return _add(request, blank_piece(kind.model, project), project, kind)


def add_to_priority(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    priority = access.priority(request, pk)
    return _add(request, blank_piece(kind.model, priority), priority, kind)


def _add(request: HttpRequest, piece: Any, owner: Project | Priority, kind: Kind) -> HttpResponse:
    demand(request, permission_on(owner), owner)
    form = kind.form(request.POST or None, instance=piece, user=request.user)
    if request.method == "POST" and form.is_valid():
        add_piece(form.instance, by=request.user)
        messages.success(request, _("Added."))
        return redirect(_home(owner, kind))
    return _form(request, form, owner, kind)


def piece_change(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    piece, owner = _found(request, pk, kind)
    form = kind.form(request.POST or None, instance=piece, user=request.user)
    if request.method == "POST" and form.is_valid():
        change_piece(piece, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(_home(owner, kind))
    return _form(request, form, owner, kind, piece)


def piece_delete(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    piece, owner = _found(request, pk, kind)
    if request.method == "POST":
        remove_piece(piece, by=request.user)
        messages.success(request, _("Deleted. The history keeps what it was."))
        return redirect(_home(owner, kind))
    context = {
        "title": _("Delete: %(kind)s") % {"kind": kind.model._meta.verbose_name},
        "question": name_of(piece),
        "confirm_word": _("Delete"),
        "cancel_url": _home(owner, kind),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


def piece_finish(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    piece, owner = _found(request, pk, kind)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    finish_piece(piece, is_done=request.POST.get("gereed") == "1", by=request.user)
    return redirect(_home(owner, kind))


def piece_move(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    piece, owner = _found(request, pk, kind)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    move_piece(piece, up=request.POST.get("naar") == "omhoog", by=request.user)
    return redirect(_home(owner, kind))


def _found(request: HttpRequest, pk: int, kind: Kind) -> tuple[Any, Project | Priority]:
    """The piece and what it hangs on. The right is asked of the one it hangs on."""
    piece = get_object_or_404(_visible(request, kind.model), pk=pk)
    owner = owner_of(piece)
    demand(request, permission_on(owner), owner)
    return piece, owner


def _visible(request: HttpRequest, model: type[Model]) -> Any:
    user = request.user
    if model is Result:
        return results_visible_to(user)
    if model in {Aim, Challenge}:
        return model.objects.filter(priority__in=priorities_visible_to(user)).select_related(
            "priority__edition"
        )  # type: ignore[attr-defined]
    rows = model.objects.filter(project__in=projects_visible_to(user))  # type: ignore[attr-defined]
    return rows.select_related("project__priority")


def _home(owner: Project | Priority, kind: Kind) -> str:
    """Aims and challenges are arranged on the page of the plan; the rest where it is shown."""
    if isinstance(owner, Priority) and kind in {AIM, CHALLENGE}:
        return f"{owner.edition.get_absolute_url()}#speerpunt-{owner.pk}"
    return owner.get_absolute_url()


def _form(request: HttpRequest, form: Any, owner: Any, kind: Kind, piece: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "title": kind.change if piece else kind.add,
        "lead": owner,
        "back": _home(owner, kind),
        "delete_url": address(f"priorities:{kind.name}_delete", piece.pk) if piece else "",
    }
    return render(request, "priorities/small_form.html", context)
