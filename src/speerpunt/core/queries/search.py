"""A page of results: by kind, with what the visitor may see of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..models import SearchEntry, SearchMark
from ..registry import SearchSource, SearchText
from ..search.matching import MOST_COUNTED, Answer, KindFound, answer
from ..search.showing import Marker, Shown

PER_KIND = 5
PER_PAGE = 20
MOST_SUGGESTED = 8


@dataclass(frozen=True)
class Hit:
    url: str
    kind: Any
    shown: Shown


@dataclass(frozen=True)
class Group:
    """Hits of one kind: those on this page, of all that are counted."""

    kind: str
    title: Any
    count: int
    hits: list[Hit]
    # Than are counted.
    has_more: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.hits)


@dataclass(frozen=True)
class SearchPage:
    answer: Answer
    groups: list[Group]
    # The one kind that is asked for, and which page of it.
    kind: str = ""
    page: int = 1
    pages: int = 1
    most_counted: int = MOST_COUNTED

    @property
    def count(self) -> int:
        return self.answer.count

    @property
    def has_more(self) -> bool:
        """Than are counted."""
        return self.answer.has_more

    @property
    def previous(self) -> int:
        """0 on the first page."""
        return self.page - 1

    @property
    def next(self) -> int:
        """0 on the last page."""
        return self.page + 1 if self.page < self.pages else 0

    @property
    def kinds(self) -> list[tuple[str, Any, int, bool]]:
        """Every kind that has hits, how many are counted, and whether there are more; in the order of the sources:
        the choice stands still while one chooses."""
        found = sorted(self.answer.kinds, key=lambda each: each.source.order)
        return [(name_of(each.source), each.source.title, len(each.ids), each.has_more) for each in found]


def name_of(source: SearchSource) -> str:
    """Of a kind, in an address."""
    return source.kind.partition(".")[2]


def search_page(user: Any, text: str, *, kind: str = "", page: int = 1) -> SearchPage:
    """Of one kind a page, of all kinds the best few."""
    found = answer(user, text)
    chosen = next((each for each in found.kinds if name_of(each.source) == kind), None)
    if chosen is None:
        return SearchPage(found, _groups(user, found, [(each, each.ids[:PER_KIND]) for each in found.kinds]))
    pages = max(-(-len(chosen.ids) // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    ids = chosen.ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    return SearchPage(found, _groups(user, found, [(chosen, ids)]), kind, page, pages)


def suggestions(user: Any, text: str) -> list[Hit]:
    """The best few while somebody types, by kind."""
    found = answer(user, text, is_typing=True)
    shares = zip(found.kinds, _shares(found.kinds), strict=True)
    groups = _groups(user, found, [(each, each.ids[:share]) for each, share in shares])
    return [hit for group in groups for hit in group.hits]


def _shares(kinds: tuple[KindFound, ...]) -> list[int]:
    """Of each kind one in turn, until all places are given."""
    shares = [0] * len(kinds)
    left = MOST_SUGGESTED
    while left and any(share < len(kind.ids) for share, kind in zip(shares, kinds, strict=True)):
        for place, kind in enumerate(kinds):
            if left and shares[place] < len(kind.ids):
                shares[place] += 1
                left -= 1
    return shares


def _groups(user: Any, found: Answer, wanted: list[tuple[KindFound, list[int]]]) -> list[Group]:
    marker = Marker(found.terms)
    entries = SearchEntry.objects.defer("words").in_bulk([pk for _kind, ids in wanted for pk in ids])
    ids_of_rows = [entry.object_id for entry in entries.values()]
    marks = SearchMark.objects.filter(object_id__in=ids_of_rows).values_list("kind", "object_id")
    changed = set(marks) if ids_of_rows else set()
    groups = []
    for kind, ids in wanted:
        # An entry that is numbered as another kind was seen with the rights of another row.
        of_kind = [entries[pk] for pk in ids if pk in entries and entries[pk].kind == kind.source.kind]
        shown = list(_hits(user, marker, kind.source, of_kind, changed))
        if shown:
            name, title = name_of(kind.source), kind.source.title
            groups.append(Group(name, title, len(kind.ids), shown, kind.has_more))
    return groups


def _hits(
    user: Any, marker: Marker, source: SearchSource, entries: list[SearchEntry], changed: set[tuple[str, int]]
) -> Iterator[Hit]:
    """In the given order, from what the index read; a row that changed since then is read anew."""
    texts = {each.object_id: _text_of(each) for each in entries}
    stale = [pk for pk in texts if (source.kind, pk) in changed]
    if stale:
        fresh = source.texts(source.model._default_manager.filter(pk__in=stale))
        texts = {pk: text for pk, text in texts.items() if pk not in stale} | {
            text.pk: text for text in fresh
        }
    asked = [pk for pk, text in texts.items() if not text.url]
    rows = {row.pk: row for row in source.visible_to(user).filter(pk__in=asked)} if asked else {}
    for entry in entries:
        text = texts.get(entry.object_id)
        row = rows.get(entry.object_id)
        if text is not None and (text.url or row is not None):
            yield Hit(text.url or source.url(row), source.title, marker.show(text))


def _text_of(entry: SearchEntry) -> SearchText:
    return SearchText(entry.object_id, entry.title, entry.names, entry.text, url=entry.url)
