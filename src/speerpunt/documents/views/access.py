"""What the address names, as far as the visitor may see it; 404 otherwise."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from speerpunt.core.doors import demand

from ..models import Document, Folder, FolderImport
from ..queries.documents import for_page
from ..queries.visible import (
    all_documents_visible_to,
    all_folders_visible_to,
    documents_visible_to,
    folders_visible_to,
)

CHANGE_FOLDER = "documents.change_folder"
CHANGE_DOCUMENT = "documents.change_document"


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
