"""A folder as its page shows it, and all folders together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.queries.names import Link, Named, links_of, named

from ..models import Document, DocumentVersion, Folder
from .circles import Circle, mark_of
from .visible import documents_visible_to, first_folders, folders_below


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
    """Right below a folder that the visitor sees, with how many papers lie right in each."""
    rows = folders_below(folder, user).order_by("name", "pk")
    return [_folder_line(row, str(row), row.paper_count, around=folder.circle) for row in rows]


def _folder_line(row: Folder, title: str, count: int, around: str = "") -> FolderLine:
    return FolderLine(row, title, mark_of(row.circle) if row.circle != around else None, count)


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
    """Whoever sees a paper sees what it hangs on."""
    found = list(rows)
    targets = named(links_of(each.folder for each in found)) if with_place else {}
    return [_document_line(each, _place_of(each.folder, targets) if with_place else "") for each in found]


def _place_of(folder: Folder, targets: Mapping[Link, Named]) -> str:
    target = targets.get((folder.content_type_id or 0, folder.object_id or 0))
    said = [target.name if target is not None else "", folder.name]
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
    by_kind: list[tuple[str, list[FolderLine]]]
    # All papers that the visitor may see.
    count: int


MOST_OF_A_KIND = 60


def shelves_for(user: Any) -> Shelves:
    """Every first folder with papers anywhere in it that the visitor may see, and all of the collective itself."""
    counts = _counts_in_first(user)
    first = list(first_folders(counts, user).order_by("name", "pk"))
    targets = named(links_of(first))
    own = [_folder_line(row, str(row), counts[row.pk]) for row in first if row.object_id is None]
    by_kind: dict[str, list[FolderLine]] = defaultdict(list)
    for row in first:
        target = targets.get((row.content_type_id or 0, row.object_id or 0))
        if target is not None:
            by_kind[target.kind].append(_folder_line(row, target.name, counts[row.pk]))
    ordered = [
        (kind, sorted(lines, key=lambda line: line.title.casefold())[:MOST_OF_A_KIND])
        for kind, lines in sorted(by_kind.items())
    ]
    return Shelves(own, ordered, count=counts.total())


def _counts_in_first(user: Any) -> Counter[int]:
    """Papers in each first folder and all below it."""
    rows = documents_visible_to(user).order_by().values_list("folder__path").annotate(Count("pk"))
    found: Counter[int] = Counter()
    for path, count in rows:
        found[int(path.split("/")[1])] += count
    return found


def document_named(folder: Folder, user: Any) -> list[Document]:
    """The papers in a folder that a new file of the same name would be a version of."""
    return list(documents_visible_to(user).filter(folder=folder).select_related("current"))
