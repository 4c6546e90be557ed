"""The list and the map of organisations: one selection, the same for the file and for changing many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from speerpunt.core import registry
from speerpunt.members.enums import OrganisationKind, StandingKind
from speerpunt.members.models import Organisation
from tests.factories import make_collective, make_membership, make_organisation

pytestmark = pytest.mark.django_db

REGISTER = "/leiden/organisaties/"


def names(response):
    return [line.name for line in response.context["lines"]]


@pytest.fixture
def three(leiden):
    umbrella = make_organisation(leiden, kind=OrganisationKind.UMBRELLA, name="Bedrijvig")
    cafe = make_organisation(
        leiden, name="Café Zürich", postcode="2312AB", branch="hospitality", jobs=4, street="Rijn"
    )
    baker = make_organisation(
        leiden, name="bakker", postcode="2313XY", branch="retail", jobs=12, size_class="10-49"
    )
    make_membership(cafe, umbrella)
    return umbrella, cafe, baker


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soort=umbrella", ["Bedrijvig"]),
        ("branche=retail", ["bakker"]),
        ("omvang=10-49", ["bakker"]),
        ("postcode=2312+a", ["Café Zürich"]),
        ("postcode=23&soort=enterprise", ["bakker", "Café Zürich"]),
        ("postcode=9", []),
        ("postcode=2312Z", []),
        ("postcode=2313XZ", []),
        ("postcode=%C3%A9", []),
        ("zoek=CAFE", ["Café Zürich"]),
        ("zoek=zurich+caf%C3%A9", ["Café Zürich"]),
        ("zoek=rijn+2312ab", ["Café Zürich"]),
        ("zoek=cafe+bakker", []),
        ("zoek=%25", []),
        ("zoek=%00", ["bakker", "Bedrijvig", "Café Zürich"]),
        ("soort=onzin", []),
        ("koepel=onzin", []),
        ("koepel=99999999999999999999999", []),
    ],
)
def test_a_reader_narrows_the_register(office, three, query, expected):
    response = office.get(f"{REGISTER}?{query}")
    assert [name for name in names(response) if name in {"bakker", "Bedrijvig", "Café Zürich"}] == expected


def test_a_reader_narrows_the_register_to_an_umbrella(office, three):
    umbrella, cafe, _baker = three
    assert names(office.get(f"{REGISTER}?koepel={umbrella.pk}")) == [cafe.name]


def test_a_former_member_is_not_in_the_umbrella(office, leiden, three):
    umbrella, _cafe, baker = three
    make_membership(baker, umbrella, end=timezone.localdate() - timedelta(days=1))
    assert names(office.get(f"{REGISTER}?koepel={umbrella.pk}")) == ["Café Zürich"]


def test_a_reader_sorts_the_register_without_regard_to_case(office, three):
    shown = [name for name in names(office.get(f"{REGISTER}?op=-naam")) if not name.startswith("Bedrijf ")]
    assert shown == ["Café Zürich", "Bedrijvig", "bakker"]


def test_a_reader_sorts_by_nothing_that_is_not_shown(office, three):
    assert office.get(f"{REGISTER}?op=email").context["listing"].sorts["naam"].state == "ascending"


def test_a_higher_app_adds_a_filter(office, three, monkeypatch):
    entered = registry.ListFilter(
        page="members:organisations",
        name="gebied",
        label="gebied",
        choices=lambda: [("1", "De Waard")],
        apply=lambda rows, value: rows.filter(name="bakker"),
    )
    monkeypatch.setitem(registry._filters, "members:organisations", [entered])
    assert names(office.get(f"{REGISTER}?gebied=1")) == ["bakker"]
    assert names(office.get(f"{REGISTER}?gebied=2")) == []


def test_the_trash_is_for_the_office_only(office, sign_in, leiden):
    make_organisation(leiden, name="Weggegooid", trashed_at=timezone.now())
    assert names(office.get(f"{REGISTER}?prullenbak=1")) == ["Weggegooid"]
    assert "Weggegooid" not in names(office.get(REGISTER))
    assert "Weggegooid" not in names(sign_in(StandingKind.BOARD).get(f"{REGISTER}?prullenbak=1"))


@pytest.mark.parametrize("path", ["", "kaart/", "punten/"])
@pytest.mark.parametrize("kind", [StandingKind.PARTNER, StandingKind.PUBLIC])
def test_an_outsider_does_not_see_the_register(sign_in, path, kind):
    assert sign_in(kind).get(f"{REGISTER}{path}").status_code == 403


@pytest.mark.parametrize("path", ["uitvoer/csv/", "uitvoer/xlsx/", "invoer/", "nieuw/", "samen/"])
@pytest.mark.parametrize("kind", [kind for kind in StandingKind if kind != StandingKind.OFFICE])
def test_only_the_office_takes_the_register_along_or_changes_it(sign_in, path, kind):
    client = sign_in(kind)
    assert client.get(f"{REGISTER}{path}").status_code == 403
    assert client.post(f"{REGISTER}{path}", {"actie": "trash", "alle": "1"}).status_code == 403


def test_a_stranger_sees_nothing_of_the_register(leiden):
    assert Client().get(REGISTER).status_code == 403


def test_the_register_holds_nothing_of_another_collective(office):
    make_organisation(make_collective("delft"), name="Kanarie", latitude=52.0, longitude=4.3)
    for path in ("", "punten/", "kaart/", "uitvoer/csv/", "?zoek=kanarie"):
        assert "Kanarie" not in office.get(f"{REGISTER}{path}").content.decode()


def test_a_member_finds_no_way_to_reach_anybody_in_the_register(sign_in, leiden):
    make_organisation(
        leiden, name="Kanarie", email="kanarie@geheim.example", phone="071-4711", latitude=52.1, longitude=4.5
    )
    member = sign_in(StandingKind.MEMBER)
    for path in ("", "?zoek=kanarie", "kaart/", "punten/"):
        text = member.get(f"{REGISTER}{path}").content.decode()
        assert "geheim.example" not in text
        assert "071-4711" not in text
    assert names(member.get(f"{REGISTER}?zoek=geheim")) == []


def test_the_map_holds_the_same_selection(office, three):
    _umbrella, cafe, baker = three
    for each in (cafe, baker):
        Organisation._base_manager.filter(pk=each.pk).update(latitude=52.123456, longitude=4.5)
    assert office.get(f"{REGISTER}punten/?branche=retail").json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [4.5, 52.12346]},
                "properties": {"id": baker.pk, "name": "bakker", "url": f"/leiden/organisaties/{baker.pk}/"},
            }
        ],
    }


def test_the_map_has_a_list_by_postcode_beside_it(office, three):
    groups = office.get(f"{REGISTER}kaart/?soort=enterprise").context["groups"]
    assert {(group.postcode, group.count): query for group, query in groups} == {
        ("2312", 1): "postcode=2312&soort=enterprise",
        ("2313", 1): "postcode=2313&soort=enterprise",
    }


@pytest.mark.parametrize("path", ["", "kaart/", "punten/"])
def test_the_register_costs_the_same_with_one_row_and_with_three(office, leiden, path):
    umbrella = make_organisation(leiden, kind=OrganisationKind.UMBRELLA)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(f"{REGISTER}{path}").status_code == 200
        return len(queries)

    cost()
    make_membership(make_organisation(leiden), umbrella)
    first = cost()
    for _ in range(2):
        make_membership(make_organisation(leiden), umbrella)
    assert cost() == first


def test_the_empty_register_gives_advice(office, leiden):
    with scope(collective=leiden):
        Organisation.objects.filter(kind="enterprise").delete()
    response = office.get(f"{REGISTER}?soort=enterprise")
    assert response.context["lines"] == []
    assert 'class="empty"' in response.content.decode()
