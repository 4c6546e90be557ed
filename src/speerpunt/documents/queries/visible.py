"""What a visitor may read. Every page, count, panel, download and search starts from one of these."""

from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.subjects import hangs_in_sight, hangs_on
from speerpunt.members.rules import Standing, standing

from ..models import Document, DocumentVersion, Folder


def folders_visible_to(user: Any) -> QuerySet[Folder]:
    """Whoever sees what a folder hangs on sees the folder, as far as nobody narrowed it. Not what is in the trash."""
    return all_folders_visible_to(user).filter(trashed_at__isnull=True)


def all_folders_visible_to(user: Any) -> QuerySet[Folder]:
    at = standing(user)
    if at.is_office:
        return Folder.objects.all()
    return Folder.objects.filter(
        _within_circles(at, "circle"), Q(object_id__isnull=True) | hangs_in_sight(user)
    )


def documents_visible_to(user: Any) -> QuerySet[Document]:
    return all_documents_visible_to(user).filter(trashed_at__isnull=True)


def all_documents_visible_to(user: Any) -> QuerySet[Document]:
    """Also what is in the trash."""
    at = standing(user)
    if at.is_office:
        return Document.objects.all()
    return Document.objects.filter(_within_circles(at, "visibility"), folder__in=all_folders_visible_to(user))


def versions_visible_to(user: Any) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document__in=documents_visible_to(user))


def documents_on(target: CollectiveModel, user: Any) -> QuerySet[Document]:
    """Of a row that the visitor sees at this moment, in its folder and all below it."""
    at = standing(user)
    folders = Folder.objects.filter(hangs_on(target), trashed_at__isnull=True)
    rows = Document.objects.filter(trashed_at__isnull=True)
    if not at.is_office:
        folders = folders.filter(_within_circles(at, "circle"))
        rows = rows.filter(_within_circles(at, "visibility"))
    return rows.filter(folder__in=folders)


def _within_circles(at: Standing, field: str) -> Q:
    return Q(**{f"{field}__in": ("", *at.visibilities())})
