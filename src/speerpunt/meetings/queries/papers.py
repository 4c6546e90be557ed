"""Papers with an item, as far as the visitor may read each of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from speerpunt.core.queries.once import kept_for_collective
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.queries.written import Written
from speerpunt.documents.models import Document, DocumentVersion
from speerpunt.documents.queries import documents_visible_to
from speerpunt.documents.queries.visible import seen_among, seen_of

from ..enums import Access
from ..models import AgendaItem, Paper, PaperBundle
from .visible import items_visible_to

AS_ITEM = (
    (Access.ALL, gettext_lazy("Who sees the item")),
    (Access.BODY, gettext_lazy("Who sits in the body")),
    (Access.CLOSED, gettext_lazy("Only who decides")),
)


def circles_of_papers(item: Any) -> list[tuple[str, Any]]:
    """As the item, or narrower; what is as wide as the item itself is said once."""
    narrower = [
        (value, word)
        for value, word in AS_ITEM[1:]
        if Access.values.index(value) > Access.values.index(item.access)
    ]
    return [AS_ITEM[0], *narrower]


@dataclass(frozen=True)
class PaperLine:
    paper: Paper
    document: Document
    version: DocumentVersion
    # Came after the agenda was sent.
    is_late: bool
    # Its circle within this item; nothing for one that hangs elsewhere and keeps its own readers.
    access: str

    @property
    def is_own(self) -> bool:
        return bool(self.access)

    @property
    def is_narrower(self) -> bool:
        return self.access in {Access.BODY, Access.CLOSED}

    @property
    def access_word(self) -> str:
        """In few words: it stands beside a name."""
        words = {Access.BODY: _("this body only"), Access.CLOSED: pgettext("paper", "closed")}
        return words.get(Access(self.access), "") if self.access else ""

    @property
    def is_renewed(self) -> bool:
        """There is a newer version than who got the agenda may have read."""
        called_at = self.paper.item.meeting.called_at if self.paper.item.meeting else None
        if called_at is None or self.is_late or self.version.number == 1:
            return False
        return self.version.uploaded_at > called_at

    @property
    def pages(self) -> range:
        return range(1, self.version.stored.preview_count + 1)


def papers_visible_to(user: Any) -> QuerySet[Paper]:
    """Of items that the visitor sees; a paper that he may not read has no line."""
    return Paper.objects.filter(item__in=items_visible_to(user), document__in=documents_visible_to(user))


def papers_of_items(items: Iterable[AgendaItem], user: Any) -> dict[int, list[PaperLine]]:
    """Of items that the visitor sees at this moment, in order."""
    seen = {item.pk: item for item in items}
    found: dict[int, list[PaperLine]] = defaultdict(list)
    if not seen:
        return found
    papers = _read(Paper.objects.filter(item__in=seen), user)
    circles = _circles(papers)
    for paper in papers:
        item, version = seen[paper.item_id], paper.document.current
        if version is not None:
            paper.item = item
            found[item.pk].append(_line(paper, item, version, circles))
    return found


def _read(rows: QuerySet[Paper], user: Any) -> list[Paper]:
    """First which there are, for many an item has none; then which of them the visitor may read."""
    papers = list(
        rows.select_related("document__folder", "document__current__stored").defer(
            "document__current__stored__text"
        )
    )
    seen = seen_among([paper.document for paper in papers], user)
    return [paper for paper in papers if paper.document_id in seen]


def readable_papers(meeting_ids: Collection[int], user: Any) -> Counter[int]:
    """How many papers each of these meetings has for the visitor."""
    papers = _papers_of(tuple(meeting_ids)).ask()
    if not papers:
        return Counter()
    items = items_visible_to(user).filter(pk__in={item for _meeting, item, *_rest in papers}).order_by()
    seen_items = set(items.values_list("pk", flat=True))
    seen = seen_of({document: kind for *_rest, document, kind in papers}, user)
    return Counter(
        meeting for meeting, item, document, _kind in papers if item in seen_items and document in seen
    )


@kept_for_collective
def _papers_of(meeting_ids: tuple[int, ...]) -> Written:
    """Meeting, item, document, and the kind of what its folder hangs on."""
    rows = Paper.objects.filter(item__meeting__in=meeting_ids).order_by()
    folder = "document__folder__content_type_id"
    return Written(rows.values_list("item__meeting_id", "item_id", "document_id", folder))


def _line(
    paper: Paper, item: AgendaItem, version: DocumentVersion, circles: dict[int, tuple[int, str]]
) -> PaperLine:
    folder = paper.document.folder
    hangs_here = folder.content_type_id == kind_of(PaperBundle).pk
    item_id, access = circles.get(folder.object_id or 0, (0, "")) if hangs_here else (0, "")
    return PaperLine(
        paper=paper,
        document=paper.document,
        version=version,
        is_late=is_late(paper, item),
        access=access if item_id == item.pk else "",
    )


def is_late(paper: Paper, item: AgendaItem) -> bool:
    called_at = item.meeting.called_at if item.meeting is not None else None
    return called_at is not None and paper.added_at > called_at


def _circles(papers: Iterable[Paper]) -> dict[int, tuple[int, str]]:
    """Of each bundle in which one of these lies: its item and its circle."""
    kind = kind_of(PaperBundle).pk
    wanted = {
        each.document.folder.object_id for each in papers if each.document.folder.content_type_id == kind
    }
    if not wanted:
        return {}
    rows = PaperBundle.objects.filter(pk__in=wanted).values_list("pk", "item_id", "access")
    return {pk: (item_id, access) for pk, item_id, access in rows}


def bundle_of(paper: Paper) -> PaperBundle | None:
    """The bundle of its own item in which it lies."""
    folder = paper.document.folder
    if folder.content_type_id != kind_of(PaperBundle).pk:
        return None
    return PaperBundle.objects.filter(pk=folder.object_id, item=paper.item_id).first()
