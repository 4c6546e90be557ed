"""Keeping the index as the rows are: marked in the transaction of a change, read within seconds after it."""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import translation
from django_scopes import scope, scopes_disabled

from ..enums import Verb
from ..models import Collective, CollectiveModel, RecurringWork
from ..registry import SearchSource, SearchText, search_sources
from ..search.models import SearchEntry, SearchMark, SearchWord
from ..search.numbering import number_of, numbers_of
from ..search.store import keep_tokens, put_together
from ..search.tokens import digest_of, read_text
from ..search.vocabulary import count_words

logger = logging.getLogger(__name__)

AT_ONCE = 250
MOST_MARKS = 2000
REINDEX_ALL = "core.reindex_all"


def mark_for_search(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """Listens to what is recorded. Who is erased and what is deleted leaves the index with the same transaction."""
    for source in search_sources():
        if isinstance(targets[0], source.model):
            ids = [target.pk for target in targets]
        elif type(targets[0]) in source.parts:
            ids = list({getattr(target, source.parts[type(target)]) for target in targets} - {None})
        else:
            continue
        mark_rows(targets[0].collective_id, source.kind, ids)
        if verb in {Verb.ERASED, Verb.DELETED} and isinstance(targets[0], source.model):
            forget_rows(targets[0].collective_id, source.kind, ids)
        if verb == Verb.ERASED:
            # What is erased, is gone at once.
            put_together()


def mark_rows(collective_id: int, kind: str, ids: Iterable[int]) -> None:
    marks = (SearchMark(collective_id=collective_id, kind=kind, object_id=pk) for pk in ids)
    SearchMark._base_manager.bulk_create(marks, batch_size=AT_ONCE)


@transaction.atomic
def forget_rows(collective_id: int, kind: str, ids: Iterable[int]) -> None:
    """Out of the index, and out of the vocabulary what stood nowhere else."""
    _one_at_a_time(collective_id)
    entries = SearchEntry._base_manager.filter(
        collective_id=collective_id, kind=kind, object_id__in=list(ids)
    )
    _drop(collective_id, list(entries))


def has_marks() -> bool:
    with scopes_disabled():
        return SearchMark.objects.exists()


def index_marked() -> int:
    """Read what changed; how many rows. Runs behind the scenes, a limited number at once."""
    with scopes_disabled():
        marks = list(SearchMark.objects.order_by("pk")[:MOST_MARKS])
    marked: dict[tuple[int, str], set[int]] = defaultdict(set)
    for mark in marks:
        marked[mark.collective_id, mark.kind].add(mark.object_id)
    sources = {source.kind: source for source in search_sources()}
    for (collective_id, kind), ids in marked.items():
        _index_marked_rows(collective_id, sources.get(kind), kind, sorted(ids))
    with scopes_disabled():
        pks = [mark.pk for mark in marks]
        for start in range(0, len(pks), AT_ONCE):
            SearchMark.objects.filter(pk__in=pks[start : start + AT_ONCE]).delete()
    return sum(map(len, marked.values()))


def _index_marked_rows(collective_id: int, source: SearchSource | None, kind: str, ids: list[int]) -> None:
    """A row that cannot be read keeps no other waiting: it is not found until it changes again."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        try:
            if source is not None:
                index_rows(Collective.objects.get(pk=collective_id), source, some)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("Rows of %s could not be read for the index", kind)
            forget_rows(collective_id, kind, some)


@transaction.atomic
def index_rows(collective: Collective, source: SearchSource, ids: Sequence[int]) -> int:
    """Make the entries of these rows what their texts say now; how many were made anew."""
    _one_at_a_time(collective.pk)
    with scope(collective=collective), translation.override(settings.LANGUAGE_CODE):
        texts = {text.pk: text for text in source.texts(source.model._default_manager.filter(pk__in=ids))}
    present = SearchEntry._base_manager.filter(collective=collective, kind=source.kind, object_id__in=ids)
    digests = {pk: digest_of(text) for pk, text in texts.items()}
    outdated = [entry for entry in present if digests.get(entry.object_id) != entry.digest]
    kept = {entry.object_id for entry in present} - {entry.object_id for entry in outdated}
    _drop(collective.pk, outdated)
    fresh = [text for pk, text in texts.items() if pk not in kept]
    _add(collective.pk, source, fresh)
    return len(fresh)


def _add(collective_id: int, source: SearchSource, texts: Sequence[SearchText]) -> None:
    """In the order of their numbers, in which the index of SQLite takes them at once."""
    read = [(text, read_text(text, collective_id)) for text in texts]
    numbered = sorted(
        ((number_of(source, reading.rank, text.pk), text, reading) for text, reading in read),
        key=itemgetter(0),
    )
    entries = SearchEntry._base_manager.bulk_create(
        SearchEntry(
            id=number,
            collective_id=collective_id,
            kind=source.kind,
            object_id=text.pk,
            title=text.title,
            names=text.names,
            text=text.text,
            url=text.url,
            words=reading.words,
            digest=reading.digest,
        )
        for number, text, reading in numbered
    )
    keep_tokens((number, reading.tokens) for number, _text, reading in numbered)
    count_words(collective_id, Counter(word for entry in entries for word in entry.words.split()))


def _drop(collective_id: int, entries: Sequence[SearchEntry]) -> None:
    taken: Counter[str] = Counter()
    for entry in entries:
        taken.subtract(entry.words.split())
    SearchEntry._base_manager.filter(pk__in=[entry.pk for entry in entries]).delete()
    count_words(collective_id, taken)


def _one_at_a_time(collective_id: int) -> None:
    """Two that count the same words wait for each other here, not halfway."""
    list(Collective.objects.select_for_update(no_key=True).filter(pk=collective_id).values_list("pk"))


def reindex(collective: Collective, *, progress: Callable[[int], object] = lambda rows: None) -> int:
    """Read everything of a collective; how many rows were made anew. What is unchanged stays as it is."""
    SearchMark._base_manager.filter(collective=collective).delete()
    made = 0
    for source in search_sources():
        for ids in _in_batches(_rows(source).filter(collective=collective)):
            made += index_rows(collective, source, ids)
            progress(len(ids))
    _forget_what_is_gone(collective)
    put_together()
    return made


@transaction.atomic
def forget_everything(collective: Collective) -> None:
    _one_at_a_time(collective.pk)
    for model in (SearchEntry, SearchWord):
        model._base_manager.filter(collective=collective).delete()


def forget_misnumbered(**_kwargs: Any) -> None:
    """After every migrate: an index that was numbered in another way is made anew by the next round of the worker."""
    if SearchEntry._meta.db_table not in connection.introspection.table_names():
        return
    numbered = Q()
    for source in search_sources():
        numbers = numbers_of(source)
        numbered |= Q(kind=source.kind) & ~Q(pk__gte=numbers.start, pk__lt=numbers.stop)
    with scopes_disabled():
        outdated = Collective.objects.filter(pk__in=SearchEntry.objects.filter(numbered).values("collective"))
        for collective in outdated:
            forget_everything(collective)
            RecurringWork.objects.filter(name=REINDEX_ALL).delete()


def rows_to_index(collective: Collective) -> int:
    return sum(_rows(source).filter(collective=collective).count() for source in search_sources())


def _rows(source: SearchSource) -> Any:
    return source.model._base_manager


def _in_batches(rows: Any) -> Iterator[list[int]]:
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        yield pks[start : start + AT_ONCE]


@transaction.atomic
def _forget_what_is_gone(collective: Collective) -> None:
    """Entries of rows that went with another, and of kinds that are no longer entered."""
    sources = {source.kind: source for source in search_sources()}
    entries = SearchEntry._base_manager.filter(collective=collective)
    for kind in set(entries.order_by().values_list("kind", flat=True).distinct()):
        of_kind = entries.filter(kind=kind)
        if kind in sources:
            present = _rows(sources[kind]).filter(collective=collective).values("pk")
            of_kind = of_kind.exclude(object_id__in=present)
        gone = list(of_kind.values_list("object_id", flat=True))
        if gone:
            forget_rows(collective.pk, kind, gone)


def reindex_all() -> None:
    """Once a day: what no record told of, such as a role that ended or a name that changed elsewhere."""
    for collective in Collective.objects.order_by("pk"):
        reindex(collective)
