"""The trash: what is in it, back, and gone for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on

from ..models import Document, Folder
from ..queries.folders import trail_of
from ..queries.trash import trash_of
from ..services.documents import restore_document
from ..services.folders import restore_folder
from ..services.removal import remove_for_good
from . import access
from .access import CHANGE_DOCUMENT, CHANGE_FOLDER


@for_those_who("documents.view_trash")
def trash(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@on(access.folder, CHANGE_FOLDER)
def folder_trash_bin(request: HttpRequest, folder: Folder) -> HttpResponse:
    """What was thrown away here and below, for whoever may put it back."""
    return _page(request, folder)


def _page(request: HttpRequest, within: Folder | None) -> HttpResponse:
    context = {
        "trash": trash_of(request.user, within),
        "folder": within,
        "trail": trail_of(within, request.user) if within else [],
        "may_remove": request.user.has_perm("documents.remove_document"),
    }
    return render(request, "documents/trash.html", context)


@on(access.trashed_document, CHANGE_DOCUMENT, writes_only=True)
def document_restore(request: HttpRequest, document: Document) -> HttpResponse:
    restore_document(document, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("“%(name)s” is back.") % {"name": document.name})
    return redirect(document)


@on(access.any_folder, CHANGE_FOLDER, writes_only=True)
def folder_restore(request: HttpRequest, folder: Folder) -> HttpResponse:
    restore_folder(folder, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("“%(name)s” is back, with all that was in it.") % {"name": folder})
    return redirect(folder)


@on(access.trashed_document, "documents.remove_document")
def document_remove(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method == "POST":
        remove_for_good(document, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%(name)s” is gone for good.") % {"name": document.name})
        return redirect(address("documents:trash"))
    context = {
        "title": _("Remove for good"),
        "question": _("Remove “%(name)s” with all its versions?") % {"name": document.name},
        "consequence": _("Nobody can bring it back, except from a backup."),
        "confirm_word": _("Remove for good"),
        "cancel_url": address("documents:trash"),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
