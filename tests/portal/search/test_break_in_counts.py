"""A count stops at five hundred, and tells nothing of what one may not see: neither does that it stops."""

import pytest
from django_scopes import scope

from speerpunt.core.models import SearchEntry
from speerpunt.core.registry import search_sources
from speerpunt.core.search import matching, sight
from speerpunt.core.search.numbering import number_of
from speerpunt.core.search.store import keep_tokens
from speerpunt.core.services.search_index import reindex
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Organisation
from tests.factories import (
    make_collective,
    make_edition,
    make_organisation,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    """As with hundreds, so that a handful of rows is many."""
    monkeypatch.setattr(matching, "MOST_COUNTED", 3)
    monkeypatch.setattr(sight, "FEWEST_LOOKED_AT", 2)


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def priority(leiden):
    return make_priority(make_edition(leiden, status="current"), title="Mobiliteit")


def add_projects(priority, count, title, visibility):
    for number in range(count):
        make_project(priority, title=f"{title} {number}", visibility=visibility)


def said_to(client, text, **more):
    response = client.get("/leiden/zoeken/", {"q": text, **more})
    assert response.status_code == 200
    found = response.context["found"]
    return found, " ".join(response.content.decode().split())


def titles(found):
    return [
        "".join(piece for piece, _is_marked in hit.shown.title)
        for group in found.groups
        for hit in group.hits
    ]


def test_more_than_are_counted_is_said_in_words(client, leiden, priority):
    add_projects(priority, 5, "Brug", "public")
    make_organisation(leiden, name="Brug bv", kind="association")
    reindex(leiden)
    found, said = said_to(client, "brug")
    assert (found.count, found.has_more) == (4, True)
    assert found.kinds == [("project", "Projecten", 3, True), ("organisation", "Organisaties", 1, False)]
    assert "Meer dan 4 treffers voor “brug”" in said
    assert 'Projecten <small class="n">meer dan 3</small>' in said
    assert 'Organisaties <small class="n">1</small>' in said


def test_of_one_kind_no_more_are_shown_than_are_counted(client, leiden, priority):
    add_projects(priority, 5, "Brug", "public")
    reindex(leiden)
    found, said = said_to(client, "brug", soort="project", bladzijde="99")
    assert (len(titles(found)), found.pages) == (3, 1)
    assert "Van elke soort worden de beste" in said


def test_exactly_so_many_is_not_more(client, leiden, priority):
    add_projects(priority, 3, "Brug", "public")
    reindex(leiden)
    found, said = said_to(client, "brug")
    assert (found.count, found.has_more, "eer dan" in said) == (3, False, False)


@pytest.mark.parametrize("visibility", ["members", "board", "closed"])
def test_what_is_hidden_makes_no_more_of_what_is_counted(client, leiden, priority, visibility):
    """It matches better, so it is looked at first; and there is far more of it."""
    add_projects(priority, 25, "Brug", visibility)
    add_projects(priority, 3, "Het werk aan de lange brug", "public")
    reindex(leiden)
    found, said = said_to(client, "brug")
    assert (found.count, found.has_more, "eer dan" in said) == (3, False, False)
    assert titles(found) == [f"Het werk aan de lange brug {number}" for number in range(3)]


def test_where_all_is_hidden_nothing_is_said(client, leiden, priority):
    add_projects(priority, 25, "Brug", "closed")
    reindex(leiden)
    found, said = said_to(client, "brug")
    assert (found.count, found.kinds, "Niets gevonden" in said) == (0, [], True)


@pytest.mark.parametrize(
    ("kind", "count", "has_more"),
    [
        (None, 2, False),
        (StandingKind.PARTNER, 2, False),
        (StandingKind.MEMBER, 3, False),
        (StandingKind.BOARD, 3, True),
        (StandingKind.OFFICE, 3, True),
    ],
)
def test_each_visitor_counts_what_he_sees(client, leiden, priority, kind, count, has_more):
    for visibility, many in (("closed", 30), ("board", 1), ("members", 1), ("public", 2)):
        add_projects(priority, many, f"Brug {visibility}", visibility)
    reindex(leiden)
    if kind:
        client.force_login(make_visitor(leiden, kind))
    found, _said = said_to(client, "brug")
    assert (found.count, found.has_more) == (count, has_more)


def test_which_word_is_left_out_says_nothing_of_what_is_hidden(client, leiden, priority):
    """Of two words that are nowhere together, the one that tells least is left out, counted in what is seen."""
    add_projects(priority, 2, "Brug", "public")
    add_projects(priority, 1, "Kade", "public")
    reindex(leiden)
    before, _said = said_to(client, "brug kade")
    add_projects(priority, 25, "Kade", "closed")
    reindex(leiden)
    after, _said = said_to(client, "brug kade")
    assert (before.answer.dropped, titles(before)) == (("brug",), ["Kade 0"])
    assert (after.answer.dropped, titles(after)) == (before.answer.dropped, titles(before))


def test_a_slip_is_not_repaired_to_a_word_that_only_stands_in_what_is_hidden(client, leiden, priority):
    add_projects(priority, 25, "Kanariegeel", "closed")
    add_projects(priority, 1, "Kanariegeul", "public")
    reindex(leiden)
    found, said = said_to(client, "kanariegeil")
    assert (titles(found), "kanariegeel" in said.lower()) == (["Kanariegeul 0"], False)


def test_an_entry_that_is_numbered_as_another_kind_is_not_shown(client, leiden, priority):
    """Then the rights of another row are asked."""
    make_project(priority, title="Brug", visibility="closed", pk=77)
    make_organisation(leiden, name="Koepel", kind="association", pk=77)
    organisations = next(source for source in search_sources() if source.model is Organisation)
    number = number_of(organisations, 100_000, 77)
    said_of_it = {"names": "", "text": "", "url": "/leiden/projecten/77/", "words": "brug", "digest": ""}
    with scope(collective=leiden):
        SearchEntry.objects.create(
            id=number,
            collective=leiden,
            kind="priorities.project",
            object_id=77,
            title="Brug",
            **said_of_it,
        )
    keep_tokens([(number, f"{leiden.pk}:abrug")])
    found, said = said_to(client, "brug")
    assert (titles(found), "/leiden/projecten/77/" in said) == ([], False)
