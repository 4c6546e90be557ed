"""Words of what one may not see: not in results, counts, suggestions, nor in what was meant."""

from urllib.parse import quote_plus

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import SearchWord
from speerpunt.core.services import add_comment
from speerpunt.core.services.search_index import index_marked, reindex
from speerpunt.members.enums import StandingKind
from speerpunt.priorities.services.projects import change_project
from tests.factories import (
    make_area,
    make_body,
    make_collective,
    make_edition,
    make_milestone,
    make_organisation,
    make_part,
    make_person,
    make_priority,
    make_project,
    make_result,
    make_visitor,
)

pytestmark = pytest.mark.django_db

# A word that stands nowhere else, its beginning, slips of it, and a compound with it.
CANARY = "kanariegeel"
ASKED = (
    "kanariegeel",
    "kanarie",
    "kanari",
    "kanareigeel",
    "kanariegel",
    "kanariegeelbrug",
    "kanariegeel brug",
)


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def priority(leiden):
    return make_priority(make_edition(leiden, status="current"), title="Mobiliteit")


def hide_canaries(priority, visibility):
    hidden = make_project(priority, title=f"Brug {CANARY}", summary=CANARY, visibility=visibility)
    make_milestone(hidden, title=f"Besluit {CANARY}")
    make_part(hidden, text=f"Deel {CANARY}")
    add_comment(hidden, text=f"Ik vind {CANARY} mooi", by=make_visitor(priority.collective))
    make_result(priority, title=f"Resultaat {CANARY}", visibility=visibility)
    sub = make_priority(priority.edition, title=f"Speerpunt {CANARY}", visibility=visibility)
    make_project(sub, title=f"Openbaar onder {CANARY}", visibility="public")


def answers(client, slug="leiden"):
    """Everything that is said to each question, but for the question itself."""
    for asked in ASKED:
        for path in ("zoeken/", "zoeken/voorstellen/"):
            response = client.get(f"/{slug}/{path}", {"q": asked})
            assert response.status_code == 200
            said = response.content.decode()
            for echo in (asked, quote_plus(asked), *asked.split()):
                said = said.replace(echo, "")
            yield asked, said


def assert_silent(client, slug="leiden"):
    for asked, said in answers(client, slug):
        assert "kanarie" not in said.lower(), asked
        assert "data-found" not in said, asked
        assert 'role="option"' not in said, asked


@pytest.mark.parametrize("visibility", ["members", "board", "closed"])
def test_a_stranger_hears_nothing_of_what_is_not_public(client, leiden, priority, visibility):
    hide_canaries(priority, visibility)
    reindex(leiden)
    assert_silent(client)


@pytest.mark.parametrize(
    ("kind", "visibility"),
    [
        (StandingKind.PARTNER, "members"),
        (StandingKind.MEMBER, "board"),
        (StandingKind.PARK_MANAGER, "board"),
        (StandingKind.BOARD, "closed"),
    ],
)
def test_nobody_hears_of_what_is_outside_his_circle(client, leiden, priority, kind, visibility):
    hide_canaries(priority, visibility)
    reindex(leiden)
    client.force_login(make_visitor(leiden, kind))
    assert_silent(client)


def test_the_office_does_find_it_so_the_questions_are_good(client, leiden, priority):
    hide_canaries(priority, "closed")
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))
    assert all("data-found" in said or 'role="option"' in said for _asked, said in answers(client))


def test_another_collective_says_nothing(client, leiden):
    delft = make_collective("delft")
    hide_canaries(make_priority(make_edition(delft, status="current")), "public")
    make_organisation(delft, kind="umbrella", name=f"Koepel {CANARY}")
    make_area(delft, name=f"Gebied {CANARY}")
    make_body(delft, name=f"Gremium {CANARY}")
    make_person(delft, family_name=CANARY)
    reindex(delft)
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))
    assert_silent(client)


def test_the_office_of_another_collective_is_a_stranger_here(client, leiden, priority):
    hide_canaries(priority, "members")
    reindex(leiden)
    client.force_login(make_visitor(make_collective("delft"), StandingKind.OFFICE))
    assert_silent(client)


def test_a_count_tells_nothing_of_what_is_hidden(client, leiden, priority):
    make_project(priority, title="Brug open", visibility="public")
    make_project(priority, title="Brug dicht", visibility="closed")
    reindex(leiden)
    found = client.get("/leiden/zoeken/?q=brug").context["found"]
    assert (found.count, found.kinds) == (1, [("project", "Projecten", 1, False)])


def test_what_was_just_closed_is_found_no_more(client, leiden, priority):
    """Even before the index hears of it."""
    project = make_project(priority, title=f"Brug {CANARY}", visibility="public")
    reindex(leiden)
    assert "data-found" in client.get("/leiden/zoeken/?q=kanariegeel").content.decode()
    project.visibility = "closed"
    project.save()
    assert_silent(client)


def test_a_word_that_was_taken_out_is_not_shown_while_the_index_is_behind(client, leiden, priority):
    office = make_visitor(leiden)
    with scope(collective=leiden):
        project = make_project(priority, title="Weg", summary=f"Prijs: {CANARY}", visibility="public")
        reindex(leiden)
        change_project(project, by=office, summary="Prijs volgt")
    said = client.get("/leiden/zoeken/?q=weg").content.decode()
    assert ("data-found" in said, CANARY in said) == (True, False)
    index_marked()
    assert_silent(client)


def test_a_stranger_does_not_find_an_umbrella_by_its_number(client, leiden):
    make_organisation(leiden, kind="umbrella", name="Koepel", kvk_number="12345678", postcode="2312AB")
    reindex(leiden)
    assert client.get("/leiden/zoeken/?q=12345678").context["found"].count == 0
    assert client.get("/leiden/zoeken/?q=koepel").context["found"].count == 1


def test_ways_to_reach_somebody_are_not_in_the_index(client, leiden):
    make_organisation(leiden, name="Bakker", email=f"{CANARY}@bakker.example", phone="0715551234")
    make_person(leiden, family_name="Jansen", email=f"{CANARY}@jansen.example", phone="0715554321")
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))
    for asked in (CANARY, "0715551234", "0715554321", "bakker", "jansen"):
        said = client.get("/leiden/zoeken/", {"q": asked}).content.decode().replace(asked, "")
        assert not {CANARY, "0715551234", "0715554321"} & set(said.replace("@", " ").split()), asked


@pytest.mark.parametrize("kind", [StandingKind.MEMBER, StandingKind.PARK_MANAGER, StandingKind.PARTNER, None])
def test_who_may_not_know_people_finds_none(client, leiden, kind):
    make_person(leiden, given_name="Kim", family_name=CANARY)
    reindex(leiden)
    if kind:
        client.force_login(make_visitor(leiden, kind))
    assert_silent(client)


def test_the_trash_is_not_searched_not_even_by_the_office(client, leiden):
    make_organisation(leiden, name=CANARY, trashed_at=timezone.now())
    make_area(leiden, name=f"Gebied {CANARY}", trashed_at=timezone.now())
    reindex(leiden)
    with scope(collective=leiden):
        assert not SearchWord.objects.filter(word=CANARY).exists()
    client.force_login(make_visitor(leiden, StandingKind.OFFICE))
    assert_silent(client)


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "'",
        "*",
        "brug*",
        "a:b",
        "NEAR(a b)",
        "tokens:brug",
        "-brug",
        "(",
        "%",
        "_",
        "\\",
        "🚲",
        "ــ",
        "a" * 5000,
        "\x00",
    ],
)
def test_signs_of_a_query_language_are_signs(client, leiden, priority, asked):
    make_project(priority, title="Brug", visibility="public")
    reindex(leiden)
    for path in ("zoeken/", "zoeken/voorstellen/"):
        assert client.get(f"/leiden/{path}", {"q": asked}).status_code == 200


def test_a_script_in_a_title_is_text(client, leiden, priority):
    make_project(priority, title="<script>alert(1)</script> brug", summary="<i>brug</i>", visibility="public")
    reindex(leiden)
    said = client.get("/leiden/zoeken/", {"q": "brug <script>alert(1)</script>"}).content.decode()
    assert ("<script>alert" in said, "<i>brug</i>" in said, "<mark>brug</mark>" in said) == (
        False,
        False,
        True,
    )
