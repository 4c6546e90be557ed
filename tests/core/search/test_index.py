"""The index follows the rows: within seconds after a change, at once when somebody is forgotten."""

import pytest
from django.db import connection
from django_scopes import scopes_disabled

from speerpunt.core import registry
from speerpunt.core.models import SearchEntry, SearchMark, SearchWord
from speerpunt.core.search.store import Lookup, holders_of
from speerpunt.core.services import add_comment, remove_comment
from speerpunt.core.services.search_index import (
    forget_everything,
    has_marks,
    index_marked,
    reindex,
)
from speerpunt.core.work import do_recurring_work
from speerpunt.members.models import Person
from speerpunt.members.services.erasure import erase_person
from speerpunt.members.services.organisations import change_organisation, trash_organisation
from speerpunt.priorities.models import ProjectPart
from speerpunt.priorities.services.pieces import add_piece
from speerpunt.priorities.services.projects import delete_project
from tests.factories import (
    make_collective,
    make_edition,
    make_organisation,
    make_person,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(leiden):
    return make_visitor(leiden)


@pytest.fixture
def project(leiden):
    return make_project(make_priority(make_edition(leiden)), title="Spanjaardsbrug")


def words():
    return set(SearchWord.objects.values_list("word", flat=True))


def entry_of(row):
    return SearchEntry.objects.filter(kind=row._meta.label_lower, object_id=row.pk).first()


def tokens_in_database():
    table = "core_searchtokens"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT group_concat(hex(block)) FROM core_searchtokens_data")
            return bytes.fromhex((cursor.fetchone()[0] or "").replace(",", "")).decode("latin-1")
        cursor.execute(f"SELECT coalesce(string_agg(tokens::text, ' '), '') FROM {table}")
        return cursor.fetchone()[0]


def test_a_change_is_read_within_a_round_of_the_worker(leiden, office):
    bakery = make_organisation(leiden, name="Bakkerij")
    reindex(leiden)
    change_organisation(bakery, by=office, name="Slagerij")
    assert (has_marks(), "slagerij" in words()) == (True, False)
    do_recurring_work()
    assert (has_marks(), "slagerij" in words(), "bakkerij" in words()) == (False, True, False)
    assert entry_of(bakery).title == "Slagerij"


def test_nothing_to_do_writes_nothing_down(leiden, django_assert_num_queries):
    do_recurring_work()
    # What is due, which row waits to be read anew; and of sources, followers and games, whether there are any.
    with django_assert_num_queries(7):
        do_recurring_work()


def test_what_stands_on_the_page_of_another_row_is_read_there(leiden, office, project):
    reindex(leiden)
    add_piece(ProjectPart(collective=leiden, project=project, text="Zijlroute"), by=office)
    index_marked()
    assert "zijlroute" in entry_of(project).words


def test_what_goes_into_the_trash_goes_out_of_the_index(leiden, office):
    bakery = make_organisation(leiden, name="Bakkerij")
    reindex(leiden)
    trash_organisation(bakery, by=office)
    index_marked()
    assert (entry_of(bakery), "bakkerij" in words()) == (None, False)


def test_what_is_deleted_is_gone_with_the_same_transaction(leiden, office, project):
    reindex(leiden)
    lookup = Lookup(f"{leiden.pk}:aspanjaardsbrug")
    assert holders_of([lookup])[lookup] != []
    delete_project(project, by=office)
    assert "spanjaardsbrug" not in words()
    assert holders_of([lookup])[lookup] == []


def test_a_word_stays_while_it_stands_in_another_row(leiden, office):
    first, _second = (make_organisation(leiden, name=f"Bakkerij {number}") for number in "AB")
    reindex(leiden)
    change_organisation(first, by=office, name="Slagerij")
    index_marked()
    assert SearchWord.objects.get(word="bakkerij").count == 1


def test_of_an_erased_person_nothing_is_left(leiden, office):
    person = make_person(leiden, given_name="Zonne", family_name="Schijnsel")
    reindex(leiden)
    assert "schijnsel" in tokens_in_database()
    erase_person(person, by=office)
    assert not {"zonne", "schijnsel"} & words()
    assert "schijnsel" not in tokens_in_database()
    index_marked()
    assert entry_of(person) is None


def test_a_comment_is_found_and_forgotten(leiden, office, project):
    comment = add_comment(project, text="Denk aan de vrachtwagens", by=office)
    index_marked()
    assert "vrachtwagens" in words()
    remove_comment(comment)
    assert "vrachtwagens" not in words()


def test_reading_it_all_again_changes_nothing(leiden, project):
    assert reindex(leiden) > 0
    before = list(SearchEntry.objects.values_list("pk", "digest"))
    assert reindex(leiden) == 0
    assert list(SearchEntry.objects.values_list("pk", "digest")) == before


def test_forgotten_and_read_anew_the_vocabulary_is_the_same(leiden, office, project):
    make_organisation(leiden, name="Bakkerij")
    reindex(leiden)
    before = sorted(SearchWord.objects.values_list("word", "count"))
    forget_everything(leiden)
    assert words() == set()
    reindex(leiden)
    assert sorted(SearchWord.objects.values_list("word", "count")) == before


def test_rows_that_went_with_another_go_out_of_the_index_too(leiden, project):
    reindex(leiden)
    type(project)._base_manager.filter(pk=project.pk).delete()
    assert "spanjaardsbrug" in words()
    reindex(leiden)
    assert "spanjaardsbrug" not in words()


def test_a_row_that_cannot_be_read_keeps_no_other_waiting(leiden, office, monkeypatch):
    def fail(rows):
        raise ZeroDivisionError

    people = next(each for each in registry.search_sources() if each.model is Person)
    broken = registry.SearchSource(Person, people.order, people.title, people.visible_to, fail)
    monkeypatch.setitem(registry._search_sources, Person, broken)
    person = make_person(leiden, family_name="Jansen")
    bakery = make_organisation(leiden, name="Bakkerij")
    for row in (person, bakery):
        SearchMark.objects.create(collective=leiden, kind=row._meta.label_lower, object_id=row.pk)
    index_marked()
    assert (entry_of(person), entry_of(bakery).title, has_marks()) == (None, "Bakkerij", False)


def test_collectives_count_their_own_words(leiden):
    delft = make_collective("delft")
    make_organisation(leiden, name="Bakkerij")
    make_organisation(delft, name="Slagerij")
    reindex(leiden)
    reindex(delft)
    with scopes_disabled():
        found = set(SearchWord.objects.values_list("collective_id", "word"))
    assert {(leiden.pk, "bakkerij"), (delft.pk, "slagerij")} <= found
    assert (leiden.pk, "slagerij") not in found
