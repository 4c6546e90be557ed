"""A paper as its page shows it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.enums import Visibility
from speerpunt.members.queries.history import names_of_accounts

from ..enums import FileKind, TextState
from ..models import Document, DocumentVersion, StoredFile
from ..rules import circle_of_document
from .circles import Circle, circle_said
from .folders import Step, trail_of

SHOWN_TEXT = 6000


def for_page(rows: QuerySet[Document]) -> QuerySet[Document]:
    return rows.select_related("folder", "current__stored").defer("current__stored__text")


@dataclass(frozen=True)
class VersionLine:
    version: DocumentVersion
    who: str
    kind_word: str
    size: int
    holds: bool


@dataclass(frozen=True)
class Paper:
    """All that the page of a document says."""

    document: Document
    version: DocumentVersion
    stored: StoredFile
    trail: list[Step]
    circle: Circle
    versions: list[VersionLine]
    # The beginning of the text, where there is no picture of the page.
    text: str
    is_text_longer: bool

    @property
    def is_being_read(self) -> bool:
        return self.stored.text_state == TextState.WAITING

    @property
    def pages(self) -> range:
        return range(1, self.stored.preview_count + 1)

    @property
    def is_picture(self) -> bool:
        return self.stored.kind == FileKind.PICTURE


def paper_of(document: Document, user: Any, *, signs: bool) -> Paper:
    """`signs`: with the names of who brought each version."""
    version = document.current
    assert version is not None
    text = _beginning_of(version.stored) if not version.stored.preview_count else ""
    return Paper(
        document=document,
        version=version,
        stored=version.stored,
        trail=trail_of(document.folder, user),
        circle=circle_said(document.folder, document),
        versions=_versions_of(document, signs=signs),
        text=text[:SHOWN_TEXT],
        is_text_longer=len(text) > SHOWN_TEXT,
    )


def _beginning_of(stored: StoredFile) -> str:
    from django.db.models.functions import Left

    found = StoredFile.objects.filter(pk=stored.pk).annotate(begin=Left("text", SHOWN_TEXT + 1))
    return str(found.values_list("begin", flat=True).first() or "")


def _versions_of(document: Document, *, signs: bool) -> list[VersionLine]:
    rows = list(document.versions.select_related("stored").defer("stored__text"))
    names = names_of_accounts(row.uploaded_by_id for row in rows) if signs else {}
    return [
        VersionLine(
            version=row,
            who=names.get(row.uploaded_by_id or 0, ""),
            kind_word=row.stored.get_kind_display(),
            size=row.stored.size,
            holds=row.pk == document.current_id,
        )
        for row in rows
    ]


def is_published(document: Document) -> bool:
    """A stranger may fetch it."""
    return circle_of_document(document) == Visibility.PUBLIC
