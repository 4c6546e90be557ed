"""Several papers of a folder at once: first what would happen, then all of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.doors import demand, on

from ..forms.bulk import CHANGES, MOVE, TAKE, bulk_form
from ..models import Document, Folder
from ..queries import documents_visible_to
from ..queries.folders import for_archive
from ..queries.places import Places, places_to_move_to
from ..services.documents import move_documents, trash_documents
from ..services.problem import DocumentProblem
from . import access
from .access import CHANGE_DOCUMENT, CHANGE_FOLDER
from .archives import answer_with_archive

SHOWN_NAMES = 10


@on(access.folder, writes_only=True)
def bulk(request: HttpRequest, folder: Folder) -> HttpResponseBase:
    picked = _picked(request, folder)
    action = request.POST.get("actie", "")
    if not picked or action not in {TAKE, *CHANGES}:
        messages.warning(request, _("No document is picked yet. Nothing was changed."))
        return redirect(folder)
    if action == TAKE:
        return answer_with_archive(request, folder, picked)
    demand(request, CHANGE_FOLDER, folder)
    for document in picked:
        demand(request, CHANGE_DOCUMENT, document)
    return _change(request, folder, picked, action)


def _picked(request: HttpRequest, folder: Folder) -> list[Document]:
    keys = [int(key) for key in request.POST.getlist("rij") if _is_number(key)]
    rows = documents_visible_to(request.user).filter(folder=folder, pk__in=keys)
    return list(for_archive(rows))


def _is_number(key: str) -> bool:
    return key.isdecimal() and key.isascii() and len(key) < 19


def _change(request: HttpRequest, folder: Folder, picked: list[Document], action: str) -> HttpResponseBase:
    places = places_to_move_to(request.user, folder)
    is_confirmed = request.POST.get("aantal") == str(len(picked))
    form = bulk_form(action, request.POST if "aantal" in request.POST else None, places.choices())
    if is_confirmed and form.is_valid():
        try:
            messages.success(request, _carry_out(request, picked, form.cleaned_data, places))
            return redirect(folder)
        except DocumentProblem as problem:
            form.add_error(None, str(problem))
    context = {
        "folder": folder,
        "form": form,
        "title": CHANGES[action],
        "is_move": action == MOVE,
        "keys": [str(each.pk) for each in picked],
        "count": str(len(picked)),
        "names": [each.name for each in picked[:SHOWN_NAMES]],
        "more": len(picked) - SHOWN_NAMES,
        "has_moved": "aantal" in request.POST and not is_confirmed,
    }
    return render(request, "documents/bulk.html", context)


def _carry_out(request: HttpRequest, picked: list[Document], values: dict[str, Any], places: Places) -> str:
    by: Any = request.user
    if values["actie"] == MOVE:
        into = places.folders[values["into"]]
        demand(request, CHANGE_FOLDER, into)
        count = move_documents(picked, into=into, by=by)
        return ngettext("%(n)d document is moved.", "%(n)d documents are moved.", count) % {"n": count}
    count = trash_documents(picked, by=by)
    said = ngettext("%(n)d document is in the trash.", "%(n)d documents are in the trash.", count)
    return said % {"n": count}
