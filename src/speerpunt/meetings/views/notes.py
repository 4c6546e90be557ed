"""Private notes: kept while somebody types, or by a button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.documents.models import Document
from speerpunt.members.rules import standing

from ..forms.notes import NoteForm
from ..models import AgendaItem, Paper
from ..services.notes import keep_note
from . import access


@on(access.item, writes_only=True)
def item_note(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    return _keep(request, item, None)


@on(access.paper, writes_only=True)
def paper_note(request: HttpRequest, paper: Paper) -> HttpResponse:
    return _keep(request, paper.item, paper.document)


def _keep(request: HttpRequest, item: AgendaItem, document: Document | None) -> HttpResponse:
    person_id = standing(request.user).person_id
    if person_id is None:
        raise PermissionDenied
    form = NoteForm(request.POST)
    if form.is_valid():
        keep_note(item, person_id, form.cleaned_data["text"], document=document)
    if request.headers.get("HX-Request"):
        context = {"at": timezone.localtime(), "form": form}
        return render(request, "meetings/parts/note_saved.html", context)
    _tell(request, form)
    return redirect(item.get_absolute_url() + ("#stukken" if document else "#aantekening"))


def _tell(request: HttpRequest, form: NoteForm) -> None:
    if form.is_valid():
        messages.success(request, _("Your note is kept. Only you can read it."))
    else:
        messages.error(request, _("This note is too long. Shorten it, and keep it again."))
