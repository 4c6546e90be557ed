"""The number of an entry: kind by kind, the shortest title first, then the newest, then the oldest row."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core import registry
from speerpunt.core.models import RecurringWork, SearchEntry, SearchWord
from speerpunt.core.registry import SearchText
from speerpunt.core.search.numbering import number_of, numbers_of, row_of, title_words_of
from speerpunt.core.search.tokens import read_text
from speerpunt.core.services.search_index import REINDEX_ALL, forget_misnumbered, reindex
from speerpunt.core.work import do_recurring_work
from speerpunt.members.models import Organisation, Person
from tests.factories import make_collective, make_organisation

ORGANISATIONS, PEOPLE = (
    next(source for source in registry.search_sources() if source.model is model)
    for model in (Organisation, Person)
)


def number(source, pk, title, day=None):
    return number_of(source, read_text(SearchText(pk, title, day=day), 1).rank, pk)


def test_numbers_of_one_kind_come_in_the_order_of_equals():
    in_order = [
        number(ORGANISATIONS, 9, "Brug", date(2026, 5, 1)),
        number(ORGANISATIONS, 1, "Brug", date(2025, 5, 1)),
        number(ORGANISATIONS, 2, "Brug", date(2025, 5, 1)),
        number(ORGANISATIONS, 3, "Brug"),
        number(ORGANISATIONS, 4, "Lange brug", date(2026, 5, 1)),
        number(ORGANISATIONS, 5, " ".join(f"woord{each}" for each in range(500))),
    ]
    assert sorted(in_order) == in_order
    assert [row_of(each) for each in in_order] == [9, 1, 2, 3, 4, 5]
    assert [title_words_of(each) for each in in_order] == [1, 1, 1, 1, 2, 99]


def test_numbers_of_two_kinds_do_not_meet_and_fit_in_both_databases():
    last = number(ORGANISATIONS, 2**29 - 1, " ".join(f"woord{each}" for each in range(500)))
    assert last in numbers_of(ORGANISATIONS)
    assert numbers_of(ORGANISATIONS).stop <= numbers_of(PEOPLE).start
    assert all(numbers_of(source).stop <= 2**63 for source in registry.search_sources())


@pytest.mark.parametrize("pk", [0, 2**29])
def test_a_row_that_has_no_number_is_refused(pk):
    with pytest.raises(ValueError, match="no number for row"):
        number(ORGANISATIONS, pk, "Brug")


def test_two_kinds_cannot_stand_at_the_same_place():
    same = registry.SearchSource(RecurringWork, PEOPLE.order, PEOPLE.title, PEOPLE.visible_to, PEOPLE.texts)
    with pytest.raises(ValueError, match="already stands at"):
        registry.add_search_source(same)
    assert same not in registry.search_sources()


@pytest.mark.django_db
def test_an_index_that_was_numbered_otherwise_is_made_anew_by_the_worker():
    leiden, delft = make_collective("leiden"), make_collective("delft")
    for collective in (leiden, delft):
        make_organisation(collective, name="Bakkerij")
        reindex(collective)
    RecurringWork.objects.create(name=REINDEX_ALL, next_at=timezone.now() + timedelta(days=1))
    with scope(collective=leiden):
        before = list(SearchEntry.objects.values_list("pk", "title"))
        entry = SearchEntry.objects.get(title="Bakkerij")
        SearchEntry.objects.filter(pk=entry.pk).delete()
        entry.pk = 7
        entry.save(force_insert=True)
        forget_misnumbered()
        assert (SearchEntry.objects.count(), SearchWord.objects.count()) == (0, 0)
    with scope(collective=delft):
        assert SearchEntry.objects.count() == 1
    do_recurring_work()
    with scope(collective=leiden):
        assert list(SearchEntry.objects.values_list("pk", "title")) == before


@pytest.mark.django_db
def test_an_index_that_is_numbered_well_stays():
    leiden = make_collective("leiden")
    make_organisation(leiden, name="Bakkerij")
    reindex(leiden)
    RecurringWork.objects.create(name=REINDEX_ALL, next_at=timezone.now())
    forget_misnumbered()
    with scope(collective=leiden):
        assert SearchEntry.objects.count() == 1
    assert RecurringWork.objects.filter(name=REINDEX_ALL).exists()
