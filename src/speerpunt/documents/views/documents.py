"""The page of one paper, its versions, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.members.queries.history import signed_history_of

from ..forms.folders import DocumentForm, MoveForm
from ..forms.uploads import VersionForm
from ..importers.uploads import checked_upload
from ..models import Document, DocumentVersion
from ..problems import FileProblem
from ..queries.circles import circles_to_choose
from ..queries.documents import paper_of
from ..queries.folders import trail_of
from ..queries.places import places_to_move_to
from ..services.documents import (
    change_document,
    move_documents,
    restore_version,
    take_in_version,
    trash_documents,
)
from ..services.problem import DocumentProblem
from ..services.reading import read_later
from . import access
from .access import CHANGE_DOCUMENT, CHANGE_FOLDER
from .serving import answer_with_file, answer_with_page
from .uploads import outcome_of


@on(access.document)
def document(request: HttpRequest, document: Document) -> HttpResponse:
    user = request.user
    may_change = user.has_perm(CHANGE_DOCUMENT, document)
    is_inside = request.standing.is_inside  # type: ignore[attr-defined]
    paper = paper_of(document, user, signs=is_inside)
    context = {
        "document": document,
        "paper": paper,
        "page": _page_asked(request, paper.stored.preview_count),
        "may_change": may_change,
        "may_see_names": is_inside,
        "form": VersionForm() if may_change else None,
        "history": signed_history_of(document, reader=user) if may_change else None,
    }
    return render(request, "documents/document.html", context)


def _page_asked(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("blad", "1")
    is_number = asked.isdecimal() and asked.isascii() and len(asked) < 6
    return min(max(int(asked), 1), max(count, 1)) if is_number else 1


@on(access.document)
def download(request: HttpRequest, document: Document) -> HttpResponseBase:
    assert document.current is not None
    return _file(request, document, document.current)


@on(access.document)
def version_download(request: HttpRequest, document: Document, number: int) -> HttpResponseBase:
    return _file(request, document, _version(request, document, number))


def _version(request: HttpRequest, document: Document, number: int) -> DocumentVersion:
    """Who does not belong to the collective knows only what holds now."""
    rows = document.versions.select_related("stored").defer("stored__text")
    found: DocumentVersion = get_object_or_404(rows, number=number)
    if found.pk != document.current_id and not request.standing.is_signed_in:  # type: ignore[attr-defined]
        raise Http404
    return found


def _file(request: HttpRequest, document: Document, version: DocumentVersion) -> HttpResponseBase:
    try:
        return answer_with_file(request, document, version)
    except FileProblem as problem:
        return render(request, "documents/not_published.html", {"problem": problem}, status=409)


@on(access.document)
def version_page(request: HttpRequest, document: Document, number: int, page: int) -> HttpResponseBase:
    return answer_with_page(_version(request, document, number), page)


@on(access.document, CHANGE_DOCUMENT, writes_only=True)
def version_add(request: HttpRequest, document: Document) -> HttpResponse:
    form = VersionForm(request.POST, request.FILES)
    problem = " ".join(each for errors in form.errors.values() for each in errors)
    if form.is_valid():
        try:
            with checked_upload(form.cleaned_data["file"]) as file:
                note = form.cleaned_data["note"]
                taken = take_in_version(document, file, note=note, by=request.user)  # type: ignore[arg-type]
            read_later(document.collective, [taken], by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{taken.document.name}” {outcome_of(taken)}.")
        except (FileProblem, DocumentProblem) as error:
            problem = str(error)
    if problem:
        messages.error(request, problem)
    return redirect(document)


@on(access.document, CHANGE_DOCUMENT, writes_only=True)
def version_restore(request: HttpRequest, document: Document, number: int) -> HttpResponse:
    version = _version(request, document, number)
    try:
        restore_version(document, version, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Version %(number)d holds again.") % {"number": number})
    except DocumentProblem as problem:
        messages.error(request, str(problem))
    return redirect(document)


@on(access.document, CHANGE_DOCUMENT)
def document_change(request: HttpRequest, document: Document) -> HttpResponse:
    circles = circles_to_choose(request.user, document.folder)
    initial = {"title": document.title, "visibility": document.visibility}
    form = DocumentForm(request.POST or None, circles=circles, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_document(document, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The document is saved."))
        return redirect(document)
    return _form_page(request, document, form, _("Change the document"), _("Save the document"))


def _form_page(request: HttpRequest, document: Document, form: Any, title: str, word: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "word": word,
        "subject": document.name,
        "trail": trail_of(document.folder, request.user),
        "back": document.get_absolute_url(),
    }
    return render(request, "documents/small_form.html", context)


@on(access.document, CHANGE_DOCUMENT)
def document_move(request: HttpRequest, document: Document) -> HttpResponse:
    places = places_to_move_to(request.user, document.folder)
    form = MoveForm(request.POST or None, folders=places.choices())
    if request.method == "POST" and form.is_valid():
        into = places.folders[form.cleaned_data["into"]]
        demand(request, CHANGE_FOLDER, into)
        try:
            move_documents([document], into=into, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The document is moved. Check who may see it now."))
            return redirect(document)
        except DocumentProblem as problem:
            form.add_error("into", str(problem))
    return _form_page(request, document, form, _("Move the document"), _("Move the document"))


@on(access.document, CHANGE_DOCUMENT)
def document_trash(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method == "POST":
        trash_documents([document], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%(name)s” is in the trash, for thirty days.") % {"name": document.name})
        return redirect(document.folder)
    context = {
        "title": _("Throw the document away"),
        "question": _("Throw “%(name)s” away, with all its versions?") % {"name": document.name},
        "consequence": _("The trash keeps it for thirty days. Until then you can put it back."),
        "confirm_word": _("Throw the document away"),
        "cancel_url": address("documents:document", document.pk),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
