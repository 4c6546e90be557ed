"""All results on one list: each visitor reads, and takes along, what that visitor may see."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.members.enums import StandingKind
from tests.factories import (
    make_collective,
    make_edition,
    make_priority,
    make_project,
    make_result,
    make_visitor,
)

pytestmark = pytest.mark.django_db

LIST, FILE = "/leiden/resultaten/", "/leiden/resultaten/csv/"
CANARY = "kanarie-4711"


def names(client, query=""):
    return [result.title for result in client.get(f"{LIST}{query}").context["listing"].page]


def lines(client, query=""):
    content = client.get(f"{FILE}{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


@pytest.mark.parametrize("path", [LIST, FILE, f"{LIST}?zoek={CANARY[:7]}", "/leiden/"])
def test_a_stranger_reads_nothing_that_is_not_public(client, priority, path):
    make_result(priority, title=CANARY, visibility=Visibility.MEMBERS)
    make_result(priority, project=make_project(priority, title=CANARY, visibility=Visibility.BOARD))
    hidden = make_priority(priority.edition, title=CANARY, visibility=Visibility.BOARD)
    make_result(hidden)
    make_result(make_priority(make_edition(make_collective("delft")), title=CANARY), title=CANARY)
    make_result(priority, title="Openbaar")
    page = client.get(path).content.decode()
    assert "Openbaar" in page or "zoek" in path
    assert page.replace(f"zoek={CANARY[:7]}", "").count(CANARY) == 0


def test_a_member_reads_it_with_the_project(client, leiden, priority):
    project = make_project(priority, title="Kademuur", visibility=Visibility.MEMBERS)
    make_result(priority, title="Akkoord", project=project, visibility=Visibility.MEMBERS)
    assert names(client) == []
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))
    assert names(client) == ["Akkoord"]
    assert [(line["Resultaat"], line["Project"]) for line in lines(client)] == [("Akkoord", "Kademuur")]


def test_it_is_narrowed_and_sorted_by_the_address(client, edition, priority):
    part = make_priority(edition, parent=priority, title="Deel", slug="deel")
    other = make_priority(edition, number=2, title="Energie", slug="energie")
    make_result(priority, title="Oud", reached_on=date(2025, 3, 1))
    make_result(part, title="Café geopend", kind="practice", reached_on=date(2026, 5, 1))
    make_result(other, title="Nieuw", evidence="Raadsbesluit", reached_on=date(2026, 9, 1))
    assert names(client) == ["Nieuw", "Café geopend", "Oud"]
    assert names(client, "?jaar=2025") == ["Oud"]
    assert names(client, "?soort=practice") == ["Café geopend"]
    assert names(client, f"?speerpunt={priority.pk}") == ["Café geopend", "Oud"]
    assert names(client, "?zoek=CAFE+geopend") == ["Café geopend"]
    assert names(client, "?zoek=raadsbesluit") == ["Nieuw"]
    assert names(client, "?op=naam") == ["Café geopend", "Nieuw", "Oud"]
    assert names(client, "?jaar=1066") == []
    assert [line["Resultaat"] for line in lines(client, "?jaar=2025")] == ["Oud"]


def test_no_formula_leaves_in_the_file(client, priority):
    make_result(priority, title='=HYPERLINK("https://kwaad.example")')
    assert lines(client)[0]["Resultaat"].startswith("'=")


def test_three_results_cost_the_same_queries_as_one(client, leiden, priority):
    client.force_login(make_visitor(leiden, StandingKind.MEMBER))

    def cost(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    def add():
        project = make_project(priority, visibility=Visibility.PUBLIC)
        make_result(priority, project=project, visibility=Visibility.PUBLIC)

    add()
    cost(LIST)
    one = cost(LIST), cost(FILE)
    add()
    add()
    assert (cost(LIST), cost(FILE)) == one


def test_a_long_list_is_printed_as_a_whole(client, priority):
    for _number in range(51):
        make_result(priority)
    assert len(names(client)) == 50
    assert len(names(client, "?bladzijde=alles")) == 51
    assert "data-print" in client.get(f"{LIST}?bladzijde=alles").content.decode()


def test_city_leads_to_the_rest(client, priority):
    for _number in range(5):
        make_result(priority, reached_on=timezone.localdate())
    page = client.get("/leiden/").content.decode()
    assert f"/leiden/resultaten/?soort=process&amp;jaar={timezone.localdate().year}" in page
