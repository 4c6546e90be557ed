"""A folder as its page shows it, and all folders together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.queries.subjects import targets_of

from ..models import Document, DocumentVersion, Folder
from .circles import Circle, mark_of
from .visible import documents_visible_to, folders_visible_to


@dataclass(frozen=True)
class Step:
    """One of the words over a page that lead to where it lies."""

    name: str
    url: str


def trail_of(folder: Folder, user: Any) -> list[Step]:
    """From the row on which it hangs down to the folder itself; folders above are seen by who sees this one."""
    steps = []
    if folder.target is not None:
        steps.append(Step(str(folder.target), folder.target.get_absolute_url()))
    by_id = {each.pk: each for each in Folder.objects.filter(pk__in=folder.ids_on_path)}
    return steps + [
        Step(str(by_id[pk]), by_id[pk].get_absolute_url()) for pk in folder.ids_on_path if pk in by_id
    ]


def title_of(folder: Folder) -> str:
    """The first folder of a row is called after it."""
    if folder.name or folder.target is None:
        return str(folder)
    return _("Documents of %(name)s") % {"name": folder.target}


@dataclass(frozen=True)
class FolderLine:
    folder: Folder
    title: str
    mark: Circle | None
    count: int
    changed_at: datetime | None
    # The row on which it hangs, where that is worth saying.
    where: str = ""


@dataclass(frozen=True)
class DocumentLine:
    key: str
    document: Document
    url: str
    kind: str
    kind_word: str
    size: int
    number: int
    mark: Circle | None
    # The text that says in which folder it lies, where that is worth saying.
    where: str = ""


def folders_in(folder: Folder, user: Any) -> list[FolderLine]:
    rows = _counted(folders_visible_to(user).filter(parent=folder), user).order_by("name", "pk")
    return [_folder_line(row, folder.circle) for row in rows]


def _counted(folders: QuerySet[Folder], user: Any) -> QuerySet[Folder]:
    """With how many papers lie right in each, and since when."""
    seen = Q(documents__in=documents_visible_to(user))
    return folders.annotate(
        paper_count=Count("documents", filter=seen),
        papers_changed_at=Max("documents__changed_at", filter=seen),
    )


def _folder_line(row: Any, around: str = "", where: str = "", title: str = "") -> FolderLine:
    mark = mark_of(row.circle) if row.circle != around else None
    return FolderLine(row, title or str(row), mark, row.paper_count, row.papers_changed_at, where)


def for_list(rows: QuerySet[Document], *fields: str) -> QuerySet[Document]:
    """Only what a line shows, and the given fields; the text of a file can be long."""
    return rows.select_related("current__stored", "folder").only(
        *fields,
        "name",
        "visibility",
        "changed_at",
        "collective_id",
        "folder_id",
        "folder__name",
        "folder__circle",
        "folder__path",
        "folder__content_type_id",
        "folder__object_id",
        "folder__parent_id",
        "folder__collective_id",
        "current__number",
        "current__collective_id",
        "current__stored__kind",
        "current__stored__size",
        "current__stored__collective_id",
    )


def for_archive(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Everything about the bytes, and nothing of what was read in them."""
    return rows.select_related("folder", "current__stored").defer("current__stored__text")


def document_lines(rows: Iterable[Document], *, with_place: bool = False) -> list[DocumentLine]:
    found = list(rows)
    targets = targets_of(each.folder for each in found) if with_place else {}
    return [_document_line(each, _place_of(each.folder, targets) if with_place else "") for each in found]


def _place_of(folder: Folder, targets: dict[tuple[int, int], Any]) -> str:
    target = targets.get((folder.content_type_id or 0, folder.object_id or 0))
    said = [str(target) if target is not None else "", folder.name]
    return " / ".join(word for word in said if word)


def _document_line(document: Document, where: str) -> DocumentLine:
    version: DocumentVersion | None = document.current
    assert version is not None
    return DocumentLine(
        key=str(document.pk),
        document=document,
        url=document.get_absolute_url(),
        kind=version.stored.kind,
        kind_word=version.stored.get_kind_display(),
        size=version.stored.size,
        number=version.number,
        mark=mark_of(document.visibility),
        where=where,
    )


@dataclass(frozen=True)
class Shelves:
    """Where papers lie: in folders of the collective itself, and with rows of each kind."""

    own: list[FolderLine]
    by_kind: list[tuple[str, list[FolderLine]]] = field(default_factory=list)


MOST_OF_A_KIND = 60


def shelves_for(user: Any) -> Shelves:
    """Every first folder with papers anywhere in it that the visitor may see."""
    first = list(_counted(folders_visible_to(user).filter(parent__isnull=True), user).order_by("name", "pk"))
    below = _below_each(user)
    targets = targets_of(first)
    own, by_kind = [], {}
    for row in first:
        row.paper_count, row.papers_changed_at = below.get(row.pk, (0, None))
        target = targets.get((row.content_type_id or 0, row.object_id or 0))
        if target is None:
            if row.object_id is None:
                own.append(_folder_line(row))
        elif row.paper_count:
            line = _folder_line(row, title=str(target))
            by_kind.setdefault(str(target._meta.verbose_name_plural), []).append(line)
    ordered = [
        (kind, sorted(lines, key=lambda line: line.title.casefold())[:MOST_OF_A_KIND])
        for kind, lines in sorted(by_kind.items())
    ]
    return Shelves(own, ordered)


def _below_each(user: Any) -> dict[int, tuple[int, datetime | None]]:
    """Papers in each first folder and all below it."""
    rows = (
        documents_visible_to(user)
        .order_by()
        .values("folder__path")
        .annotate(count=Count("pk"), last=Max("changed_at"))
    )
    found: dict[int, tuple[int, datetime | None]] = {}
    for row in rows:
        first = int(row["folder__path"].split("/")[1])
        count, last = found.get(first, (0, None))
        found[first] = (count + row["count"], max(filter(None, (last, row["last"]))))
    return found


def document_named(folder: Folder, user: Any) -> list[Document]:
    """The papers in a folder that a new file of the same name would be a version of."""
    return list(documents_visible_to(user).filter(folder=folder).select_related("current"))
