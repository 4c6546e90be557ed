"""Papers with an item."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, on
from speerpunt.documents.importers.uploads import checked_upload
from speerpunt.documents.problems import FileProblem
from speerpunt.documents.services.documents import Taken
from speerpunt.documents.services.problem import DocumentProblem
from speerpunt.documents.services.reading import read_later

from ..forms.papers import PaperAccessForm, PapersForm
from ..models import AgendaItem, Paper
from ..problems import MeetingProblem
from ..queries.paper_choice import all_documents_in_sight, documents_named, papers_in_bundle
from ..services.papers import add_paper, narrow_paper, place_paper, remove_paper, return_paper, shift_paper
from . import access
from .access import CHANGE_ITEM
from .outcomes import went

PAPERS = "#stukken"


def of_item(request: HttpRequest, pk: int) -> Paper:
    """A paper in sight; the right is asked of its item."""
    paper = access.paper(request, pk)
    demand(request, CHANGE_ITEM, paper.item)
    return paper


def _back(item: AgendaItem) -> HttpResponse:
    return redirect(item.get_absolute_url() + PAPERS)


@on(access.item, CHANGE_ITEM, writes_only=True)
def papers_add(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Each file by itself: what can be kept is kept, of the others it is said why not."""
    form = PapersForm(request.POST, request.FILES, item=item)
    if not form.is_valid():
        for problem in (each for errors in form.errors.values() for each in errors):
            messages.error(request, problem)
        return _back(item)
    taken: list[Taken] = []
    for upload in form.cleaned_data["files"]:
        try:
            taken.append(_take(request, item, upload, form.cleaned_data["access"]))
        except (FileProblem, DocumentProblem, MeetingProblem) as problem:
            messages.error(request, str(problem))
    read_later(request.collective, taken, by=request.user)  # type: ignore[attr-defined,arg-type]
    if taken:
        said = ngettext("%(n)d paper is with the item.", "%(n)d papers are with the item.", len(taken))
        messages.success(request, said % {"n": len(taken)})
    return _back(item)


def _take(request: HttpRequest, item: AgendaItem, upload: Any, circle: str) -> Taken:
    with checked_upload(upload) as file:
        beside = papers_in_bundle(item, circle)
        return add_paper(item, file, access=circle, beside=beside, by=request.user)  # type: ignore[arg-type]


@on(access.item, CHANGE_ITEM)
def paper_choose(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """A document that lies somewhere already, found by its name."""
    words = request.GET.get("zoek", "").strip()[:100]
    found = documents_named(words, request.user) if words else []
    return render(request, "meetings/paper_choose.html", {"item": item, "words": words, "found": found})


@on(access.item, CHANGE_ITEM, writes_only=True)
def paper_link(request: HttpRequest, item: AgendaItem, document: int) -> HttpResponse:
    """Also takes back that it was taken away."""
    chosen = get_object_or_404(all_documents_in_sight(request.user), pk=document)
    if chosen.trashed_at is None:
        done = went(request, lambda: place_paper(item, chosen, by=request.user))  # type: ignore[arg-type]
    else:
        demand(request, "documents.change_document", chosen)
        done = went(request, lambda: return_paper(item, chosen, by=request.user))  # type: ignore[arg-type]
    if done:
        messages.success(request, _("“%(name)s” is with the item.") % {"name": chosen.title})
    return _back(item)


@on(of_item, writes_only=True)
def paper_shift(request: HttpRequest, paper: Paper) -> HttpResponse:
    places = -1 if request.POST.get("naar") == "omhoog" else 1
    went(request, lambda: shift_paper(paper, places, by=request.user))  # type: ignore[arg-type]
    return _back(paper.item)


@on(of_item, writes_only=True)
def paper_access(request: HttpRequest, paper: Paper) -> HttpResponse:
    form = PaperAccessForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["access"]
        if went(request, lambda: narrow_paper(paper, chosen, by=request.user)):  # type: ignore[arg-type]
            messages.success(request, _("“%(name)s” has other readers now.") % {"name": paper.document.title})
    return _back(paper.item)


@on(of_item, writes_only=True)
def paper_remove(request: HttpRequest, paper: Paper) -> HttpResponseBase:
    item, document = paper.item, paper.document
    if went(request, lambda: remove_paper(paper, by=request.user)):  # type: ignore[arg-type]
        said = _("“%(name)s” is not with the item any more.") % {"name": document.title}
        undo = address("meetings:paper_link", item.pk, document.pk)
        messages.success(request, said, extra_tags=undo)
    return _back(item)
