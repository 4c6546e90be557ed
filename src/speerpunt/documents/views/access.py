"""Who gets through the door. What somebody may not see does not exist; what may not be changed is forbidden."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from ..models import Document, Folder, FolderImport
from ..queries.documents import for_page
from ..queries.visible import (
    all_documents_visible_to,
    all_folders_visible_to,
    documents_visible_to,
    folders_visible_to,
)

View = Callable[..., HttpResponseBase]
CHANGE_FOLDER = "documents.change_folder"
CHANGE_DOCUMENT = "documents.change_document"


def demand(request: HttpRequest, permission: str, target: Any = None) -> None:
    if not request.user.has_perm(permission, target):
        raise PermissionDenied


def for_those_who(permission: str) -> Callable[[View], View]:
    """A page without an object of its own."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def on(
    find: Callable[[HttpRequest, int], Any], permission: str = "", *, writes_only: bool = False
) -> Callable[[View], View]:
    """A page of one object: found, then the right on it asked, then the way it is called."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            target = find(request, pk)
            if permission:
                demand(request, permission, target)
            if writes_only and request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return view(request, target, **kwargs)

        return guarded

    return guard


def folder(request: HttpRequest, pk: int) -> Folder:
    return get_object_or_404(folders_visible_to(request.user), pk=pk)


def any_folder(request: HttpRequest, pk: int) -> Folder:
    """Also one in the trash."""
    return get_object_or_404(all_folders_visible_to(request.user), pk=pk)


def document(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(for_page(documents_visible_to(request.user)), pk=pk)


def trashed_document(request: HttpRequest, pk: int) -> Document:
    rows = all_documents_visible_to(request.user).filter(trashed_at__isnull=False)
    return get_object_or_404(rows.select_related("folder"), pk=pk)


def folder_import(request: HttpRequest, pk: int) -> FolderImport:
    """Where somebody may change the folder into which it goes."""
    rows = FolderImport.objects.select_related("folder", "requested_by")
    found = get_object_or_404(rows, pk=pk, folder__in=folders_visible_to(request.user))
    demand(request, CHANGE_FOLDER, found.folder)
    return found
