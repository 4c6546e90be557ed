"""The page of results: by kind, a few of each, more on pages; and what it says when it had to guess."""

import pytest
from django.test import Client

from speerpunt.core.services.search_index import reindex
from speerpunt.members.enums import StandingKind
from tests.factories import (
    make_area,
    make_collective,
    make_edition,
    make_organisation,
    make_priority,
    make_project,
    make_result,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def priority(leiden):
    return make_priority(
        make_edition(leiden, status="current"), title="Mobiliteit", summary="Altijd bereikbaar."
    )


@pytest.fixture
def search(client, leiden):
    reindex(leiden)

    def ask(text, **more):
        response = client.get("/leiden/zoeken/", {"q": text, **more})
        assert response.status_code == 200
        return response

    return ask


def titles(group):
    return ["".join(piece for piece, _is_marked in hit.shown.title) for hit in group.hits]


def test_results_stand_by_kind_the_best_kind_first(leiden, priority, search):
    make_project(priority, title="Werk aan de weg", summary="De brug gaat dicht.", visibility="public")
    make_result(priority, title="Brug weer open")
    reindex(leiden)
    groups = search("brug").context["found"].groups
    assert [(str(group.title), titles(group)) for group in groups] == [
        ("Resultaten", ["Brug weer open"]),
        ("Projecten", ["Werk aan de weg"]),
    ]


def test_a_title_goes_before_a_text_and_a_short_title_before_a_long_one(leiden, priority, search):
    make_project(priority, title="Omleiding", summary="Vanwege de brug.", visibility="public")
    make_project(priority, title="Brug naar de overkant van het kanaal", visibility="public")
    make_project(priority, title="De brug", visibility="public")
    make_project(priority, title="Bruggen", visibility="public")
    make_project(priority, title="Zijlbrug", visibility="public")
    reindex(leiden)
    (group,) = search("brug").context["found"].groups
    assert titles(group) == [
        "De brug",
        "Brug naar de overkant van het kanaal",
        "Bruggen",
        "Zijlbrug",
        "Omleiding",
    ]


def test_found_words_are_marked_and_told(leiden, priority, search):
    make_project(priority, title="Hinder", summary="Alle bruggen gaan dicht.", visibility="public")
    reindex(leiden)
    said = search("brug").content.decode()
    assert "Alle <mark>bruggen</mark> gaan dicht." in said
    assert "Gevonden op <b>bruggen</b> in de tekst" in " ".join(said.split())


def test_more_of_a_kind_stand_on_pages(leiden, priority, search):
    for number in range(27):
        make_project(priority, title=f"Brug {number:02}", visibility="public")
    reindex(leiden)
    everything = search("brug").context["found"]
    assert (len(everything.groups[0].hits), everything.groups[0].count) == (5, 27)
    first = search("brug", soort="project").context["found"]
    second = search("brug", soort="project", bladzijde="2").context["found"]
    assert (len(first.groups[0].hits), len(second.groups[0].hits), second.pages) == (20, 7, 2)
    assert set(titles(first.groups[0])) & set(titles(second.groups[0])) == set()


@pytest.mark.parametrize("page", ["0", "-1", "999999999", "x", "", "²"])
def test_a_page_that_does_not_exist_is_a_page_that_does(leiden, priority, search, page):
    make_project(priority, title="Brug", visibility="public")
    reindex(leiden)
    assert len(search("brug", soort="project", bladzijde=page).context["found"].groups[0].hits) == 1


def test_a_kind_that_does_not_exist_is_everything(leiden, priority, search):
    make_project(priority, title="Brug", visibility="public")
    reindex(leiden)
    assert search("brug", soort="onzin").context["found"].count == 1


def test_a_slip_of_the_pen_is_told(leiden, priority, search):
    response = search("mobilitiet")
    assert [str(group.title) for group in response.context["found"].groups] == ["Speerpunten"]
    assert "“mobilitiet” staat nergens. Bedoelde u dit? Ook gezocht op:" in response.content.decode()


def test_a_word_that_is_left_out_is_told(leiden, priority, search):
    response = search("mobiliteit zonnestelsel")
    assert response.context["found"].answer.dropped == ("zonnestelsel",)
    assert "<s>zonnestelsel</s>" in response.content.decode()


def test_a_word_that_begins_so_is_found_at_once(leiden, priority, search):
    found = search("mobil").context["found"]
    assert (found.count, found.answer.also[0].words, found.answer.also[0].is_begun) == (
        1,
        ("mobiliteit",),
        True,
    )


def test_nothing_found_gets_advice(search):
    said = search("zonnestelsel").content.decode()
    assert "Niets gevonden voor “zonnestelsel”" in said
    assert "Leden vinden meer als zij inloggen." in said


def test_an_empty_question_gets_an_explanation(search):
    assert "Eén veld voor alles wat u mag zien." in search("").content.decode()


def test_suggestions_come_while_typing(client, leiden, priority):
    make_area(leiden, name="Mobiele Waard")
    reindex(leiden)
    said = client.get("/leiden/zoeken/voorstellen/?q=mob").content.decode()
    assert said.count('role="option"') == 2
    assert client.get("/leiden/zoeken/voorstellen/?q=m").content.decode().strip() == ""


def test_the_field_stands_in_the_header_of_every_page_but_its_own(client, leiden):
    assert 'id="zoek-overal"' in client.get("/leiden/").content.decode()
    assert 'id="zoek-overal"' not in client.get("/leiden/zoeken/").content.decode()


def test_it_is_for_reading_only(leiden):
    client = Client()
    assert client.post("/leiden/zoeken/").status_code == 405
    assert client.post("/leiden/zoeken/voorstellen/").status_code == 405


def test_a_page_costs_the_same_with_one_row_and_with_three(
    client, leiden, priority, django_assert_max_num_queries
):
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))

    def add_one_of_everything():
        project = make_project(priority, title="Brug", visibility="public")
        make_result(priority, title="Brug open", project=project)
        make_organisation(leiden, name="Brug bv")
        make_area(leiden, name="Brug en omgeving")
        reindex(leiden)

    add_one_of_everything()
    client.get("/leiden/zoeken/?q=brug")
    with django_assert_max_num_queries(40) as one:
        client.get("/leiden/zoeken/?q=brug")
    add_one_of_everything()
    add_one_of_everything()
    with django_assert_max_num_queries(40) as three:
        client.get("/leiden/zoeken/?q=brug")
    assert len(three.captured_queries) == len(one.captured_queries)
