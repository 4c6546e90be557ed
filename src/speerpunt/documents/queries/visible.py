"""What a visitor may read. Every page, count, panel, download and search starts from one of these."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.subjects import hangs_in_sight, hangs_on
from speerpunt.members.rules import Standing, standing

from ..models import Document, DocumentVersion, Folder


def folders_visible_to(user: Any) -> QuerySet[Folder]:
    """Whoever sees what a folder hangs on sees the folder, as far as nobody narrowed it. Not what is in the trash."""
    return all_folders_visible_to(user).filter(trashed_at__isnull=True)


def all_folders_visible_to(user: Any) -> QuerySet[Folder]:
    return _folders(user, None).all()


@kept_for_standing
def _folders(user: Any, kinds: frozenset[int] | None) -> QuerySet[Folder]:
    at = standing(user)
    if at.is_office:
        return Folder.objects.all()
    return Folder.objects.filter(
        _within_circles(at, "circle"), Q(object_id__isnull=True) | hangs_in_sight(user, kinds)
    )


def documents_visible_to(user: Any) -> QuerySet[Document]:
    return all_documents_visible_to(user).filter(trashed_at__isnull=True)


def all_documents_visible_to(user: Any) -> QuerySet[Document]:
    """Also what is in the trash."""
    return _documents(user, None).all()


@kept_for_standing
def _documents(user: Any, kinds: frozenset[int] | None) -> QuerySet[Document]:
    at = standing(user)
    if at.is_office:
        return Document.objects.all()
    return Document.objects.filter(_within_circles(at, "visibility"), folder__in=_folders(user, kinds))


def seen_among(papers: Collection[Document], user: Any) -> set[int]:
    """Which of these, each read with its folder, the visitor may see: no kind is asked but what they hang on."""
    return seen_of({paper.pk: paper.folder.content_type_id for paper in papers}, user)


def seen_of(kinds_of: Mapping[int, int | None], user: Any) -> set[int]:
    """The same of papers by id, with the kind of what the folder of each hangs on."""
    if not kinds_of:
        return set()
    kinds = frozenset(kind for kind in kinds_of.values() if kind is not None)
    rows = _documents(user, kinds).filter(trashed_at__isnull=True, pk__in=list(kinds_of))
    return set(rows.order_by().values_list("pk", flat=True))


def documents_in(folder: Folder, user: Any) -> QuerySet[Document]:
    """Of a folder that the visitor sees at this moment: only the circle of each paper is still asked."""
    return Document.objects.filter(_is_shown(standing(user)), folder=folder)


def folders_below(folder: Folder, user: Any) -> QuerySet[Any]:
    """Right in a folder that the visitor sees at this moment, each with its `paper_count`; they hang where it hangs."""
    at = standing(user)
    rows = Folder.objects.filter(parent=folder, trashed_at__isnull=True)
    if not at.is_office:
        rows = rows.filter(_within_circles(at, "circle"))
    return rows.annotate(paper_count=Count("documents", filter=_is_shown(at, "documents__")))


def _is_shown(at: Standing, path: str = "") -> Q:
    """Asked of papers in a folder in sight."""
    kept = Q(**{f"{path}trashed_at__isnull": True})
    return kept if at.is_office else kept & _within_circles(at, f"{path}visibility")


def first_folders(with_papers: Iterable[int], user: Any) -> QuerySet[Folder]:
    """Those in which lie papers that the visitor sees at this moment, and all of the collective itself."""
    of_collective = Q(_within_circles(standing(user), "circle"), object_id__isnull=True)
    rows = Folder.objects.filter(parent__isnull=True, trashed_at__isnull=True)
    return rows.filter(Q(pk__in=with_papers, object_id__isnull=False) | of_collective)


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
