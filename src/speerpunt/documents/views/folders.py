"""All folders together, one folder, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.core.queries.subjects import find_target, hangs_on, kind_of, subject_named
from speerpunt.core.registry import subject_for

from ..filters import PaperFilters
from ..forms.folders import FolderForm, MoveForm
from ..forms.uploads import UploadForm
from ..models import Folder
from ..queries import documents_visible_to, folders_visible_to
from ..queries.circles import circle_said, circles_to_choose
from ..queries.folders import (
    document_lines,
    folders_in,
    for_list,
    shelves_for,
    title_of,
    trail_of,
)
from ..queries.places import places_to_move_to
from ..queries.visible import documents_in
from ..services.folders import (
    add_folder,
    change_folder,
    first_folder_of,
    move_folder,
    trash_folder,
)
from ..services.problem import DocumentProblem
from ..tables import DOCUMENT_COLUMNS, RECENT_COLUMNS
from . import access
from .access import CHANGE_FOLDER
from .uploads import take_uploads


def documents(request: HttpRequest) -> HttpResponse:
    """What is new, and where papers lie."""
    user = request.user
    filters = PaperFilters(request.GET)
    rows = for_list(filters.select(documents_visible_to(user)))
    shelves = shelves_for(user)
    count = None if filters.active else shelves.count
    recent = listing(request, rows, RECENT_COLUMNS, default="-gewijzigd", per_page=15, count=count)
    context = {
        "filters": filters,
        "listing": recent,
        "lines": document_lines(recent.page, with_place=True),
        "shelves": shelves,
        "may_add": user.has_perm("documents.add_folder"),
        "may_view_trash": user.has_perm("documents.view_trash"),
    }
    return render(request, "documents/documents.html", context)


@on(access.folder)
def folder(request: HttpRequest, folder: Folder) -> HttpResponse:
    return show_folder(request, folder)


def show_folder(request: HttpRequest, folder: Folder, form: UploadForm | None = None) -> HttpResponse:
    user = request.user
    filters = PaperFilters(request.GET)
    rows = for_list(filters.select(documents_in(folder, user)))
    found = listing(request, rows, DOCUMENT_COLUMNS, default="naam")
    may_change = user.has_perm(CHANGE_FOLDER, folder)
    lines = document_lines(found.page)
    context = {
        "folder": folder,
        "title": title_of(folder),
        "trail": trail_of(folder, user)[:-1],
        "circle": circle_said(folder),
        "folders": folders_in(folder, user),
        "filters": filters,
        "listing": found,
        "lines": lines,
        "has_marks": any(line.mark for line in lines),
        "may_change": may_change,
        "form": form or (_upload_form(request, folder) if may_change else None),
    }
    return render(request, "documents/folder.html", context)


def _upload_form(request: HttpRequest, folder: Folder) -> UploadForm:
    return UploadForm(circles=circles_to_choose(request.user, folder))


def papers_at(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The papers of a row; its folder is made with the first of them."""
    target = find_target(request.user, subject_named(app, model), pk)
    found = folders_visible_to(request.user).filter(hangs_on(target), parent__isnull=True).first()
    if found is not None and request.method != "POST":
        return redirect(found)
    if request.method != "POST":
        return _empty_folder(request, target)
    demand(request, subject_for(type(target)).permission, target)
    return redirect_after_upload(request, first_folder_of(target, by=request.user))


def _empty_folder(request: HttpRequest, target: Any) -> HttpResponse:
    blank = Folder(
        collective=request.collective,  # type: ignore[attr-defined]
        content_type=kind_of(type(target)),
        object_id=target.pk,
    )
    may_change = request.user.has_perm(CHANGE_FOLDER, blank)
    context = {
        "folder": blank,
        "target": target,
        "title": title_of(blank),
        "circle": circle_said(blank),
        "may_change": may_change,
        "form": _upload_form(request, blank) if may_change else None,
    }
    return render(request, "documents/folder_empty.html", context)


@on(access.folder, CHANGE_FOLDER, writes_only=True)
def upload(request: HttpRequest, folder: Folder) -> HttpResponse:
    return redirect_after_upload(request, folder)


def redirect_after_upload(request: HttpRequest, folder: Folder) -> HttpResponse:
    """A script sends one file at a time and gets an answer for it; a form shows the folder again."""
    form = UploadForm(request.POST, request.FILES, circles=circles_to_choose(request.user, folder))
    if form.is_valid():
        return take_uploads(request, folder, form)
    return show_folder(request, folder, form)


@for_those_who("documents.add_folder")
def folder_add(request: HttpRequest) -> HttpResponse:
    return _add_folder(request, None)


@on(access.folder, CHANGE_FOLDER)
def folder_add_below(request: HttpRequest, folder: Folder) -> HttpResponse:
    return _add_folder(request, folder)


def _add_folder(request: HttpRequest, parent: Folder | None) -> HttpResponse:
    circles = circles_to_choose(request.user, parent)
    form = FolderForm(request.POST or None, circles=circles)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_folder(
                request.collective,  # type: ignore[attr-defined]
                parent=parent,
                name=form.chosen_name,
                visibility=form.cleaned_data["visibility"],
                by=request.user,
            )
            return redirect(added)
        except DocumentProblem as problem:
            form.add_error(None, str(problem))
    title = _("Add a folder")
    return _form_page(request, form, title, _("Add the folder"), _trail(request, parent))


def _trail(request: HttpRequest, folder: Folder | None) -> list[Any]:
    return trail_of(folder, request.user) if folder is not None else []


def _form_page(request: HttpRequest, form: Any, title: str, word: str, trail: list[Any]) -> HttpResponse:
    back = trail[-1].url if trail else address("documents:documents")
    context = {"form": form, "title": title, "word": word, "trail": trail, "back": back}
    return render(request, "documents/small_form.html", context)


@on(access.folder, CHANGE_FOLDER)
def folder_change(request: HttpRequest, folder: Folder) -> HttpResponse:
    circles = circles_to_choose(request.user, folder.parent or (folder if folder.is_first else None))
    initial = {"name": folder.name, "visibility": folder.visibility}
    form = FolderForm(request.POST or None, circles=circles, folder=folder, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_folder(
            folder, by=request.user, name=form.chosen_name, visibility=form.cleaned_data["visibility"]
        )
        messages.success(request, _("The folder is saved."))
        return redirect(folder)
    return _form_page(request, form, _("Change the folder"), _("Save the folder"), _trail(request, folder))


@on(access.folder, CHANGE_FOLDER)
def folder_move(request: HttpRequest, folder: Folder) -> HttpResponse:
    places = places_to_move_to(request.user, folder)
    form = MoveForm(request.POST or None, folders=places.choices(without=folder))
    if request.method == "POST" and form.is_valid():
        try:
            into = places.folders[form.cleaned_data["into"]]
            demand(request, CHANGE_FOLDER, into)
            move_folder(folder, into=into, by=request.user)
            messages.success(request, _("The folder and all in it are moved."))
            return redirect(folder)
        except DocumentProblem as problem:
            form.add_error("into", str(problem))
    return _form_page(request, form, _("Move the folder"), _("Move the folder"), _trail(request, folder))


@on(access.folder, CHANGE_FOLDER)
def folder_trash(request: HttpRequest, folder: Folder) -> HttpResponse:
    if request.method == "POST":
        try:
            trash_folder(folder, by=request.user)
        except DocumentProblem as problem:
            messages.error(request, str(problem))
            return redirect(folder)
        messages.success(
            request, _("“%(name)s” and all in it are in the trash, for thirty days.") % {"name": folder}
        )
        return redirect(folder.parent or address("documents:documents"))
    context = {
        "title": _("Throw the folder away"),
        "question": _("Throw “%(name)s” away, with all in it?") % {"name": folder},
        "consequence": _("The trash keeps it for thirty days. Until then you can put it back."),
        "confirm_word": _("Throw the folder away"),
        "cancel_url": folder.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
