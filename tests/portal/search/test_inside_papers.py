"""A paper is found by what stands in it, an action by what it says; neither by who may not see it."""

import pytest

from speerpunt.core.services.search_index import index_marked, reindex
from speerpunt.documents.services.documents import trash_documents
from speerpunt.members.enums import StandingKind
from tests.factories import make_action, make_collective, make_document, make_folder, make_visitor

pytestmark = pytest.mark.django_db

CANARY = "kanariegeel"
TEXT = f"Het wegprofiel wordt smaller. De vrachtwagens rijden om over de {CANARY} brug."
# A word in it, one of its singulars, a part of a compound, slips, and a compound of which it has the parts.
ASKED = ("vrachtwagens", "vrachtwagen", "profiel", "vrachtwagnes", "kanarieghel", "wegprofielen")


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def folder(leiden):
    return make_folder(leiden, name="Wegen", visibility="members")


def make_paper(folder, **fields):
    return make_document(folder, "notitie-7.pdf", kind="pdf", text=TEXT, content=b"%PDF", **fields)


def found(client, asked):
    groups = client.get("/leiden/zoeken/", {"q": asked}).context["found"].groups
    return [(group.kind, hit.url) for group in groups for hit in group.hits]


def assert_silent(client):
    for asked in (*ASKED, CANARY, "kanarie"):
        assert found(client, asked) == [], asked
        said = client.get("/leiden/zoeken/voorstellen/", {"q": asked}).content.decode()
        assert 'role="option"' not in said, asked


@pytest.mark.parametrize("asked", ASKED)
def test_a_member_finds_a_paper_by_what_stands_in_it(client, leiden, folder, asked):
    paper = make_paper(folder)
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert found(client, asked) == [("document", f"/leiden/documenten/{paper.pk}/")]


def test_the_words_are_marked_where_they_stand(client, leiden, folder):
    make_paper(folder)
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    said = client.get("/leiden/zoeken/?q=vrachtwagen").content.decode()
    assert "De <mark>vrachtwagens</mark> rijden om" in said


def test_a_paper_is_found_within_a_round_of_the_worker(client, leiden, folder):
    reindex(leiden)
    make_paper(folder)
    index_marked()
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert len(found(client, "vrachtwagens")) == 1


@pytest.mark.parametrize("visibility", ["board", "closed"])
def test_a_member_does_not_find_a_closed_paper(client, leiden, folder, visibility):
    make_paper(folder, visibility=visibility)
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert_silent(client)


def test_a_member_does_not_find_a_paper_in_a_closed_folder(client, leiden):
    make_paper(make_folder(leiden, name=CANARY, visibility="closed"))
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert_silent(client)


def test_a_stranger_finds_no_paper_of_members(client, leiden, folder):
    make_paper(folder)
    reindex(leiden)
    assert_silent(client)


def test_the_office_does_not_find_what_is_in_the_trash(client, leiden, folder):
    office = make_visitor(leiden)
    paper = make_paper(folder)
    reindex(leiden)
    client.force_login(office)
    assert len(found(client, CANARY)) == 1
    trash_documents([paper], by=office)
    assert_silent(client)
    index_marked()
    assert_silent(client)


def test_the_office_finds_an_action_by_its_explanation(client, leiden):
    action = make_action(leiden, title="Bel de provincie", explanation="Over de vrachtwagens.")
    reindex(leiden)
    client.force_login(make_visitor(leiden))
    assert found(client, "vrachtwagen") == [("action", f"/leiden/acties/{action.pk}/")]


def test_a_member_does_not_find_an_action_of_the_board(client, leiden):
    make_action(leiden, title=f"Bel over {CANARY}", visibility="board")
    reindex(leiden)
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert_silent(client)
