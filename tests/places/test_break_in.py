"""Who tries to get in where they may not. The access matrix walks the same addresses with every visitor."""

import pytest
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.members.enums import StandingKind
from speerpunt.places.models import Area, AreaAssociation, Measurement
from tests.factories import (
    make_ambition,
    make_area,
    make_collective,
    make_indicator,
    make_measurement,
    make_organisation,
    make_person,
    make_role,
    make_square,
    make_user,
)

pytestmark = pytest.mark.django_db

NUMBER = {"measured_on": "2026-11-01", "value": "7,2"}


@pytest.mark.parametrize(
    "page", ["", "wijzigen/", "profiel/", "weggooien/", "terugzetten/", "ambities/nieuw/"]
)
def test_the_office_finds_no_area_of_another_collective(visit, page):
    make_area(make_collective("delft"), slug="schie")
    assert visit(StandingKind.OFFICE).get(f"/leiden/gebieden/schie/{page}").status_code == 404


def test_the_office_of_another_collective_is_a_stranger_here(leiden, visit):
    make_area(leiden, slug="de-waard")
    client = visit()
    delft = make_collective("delft")
    office = make_organisation(delft, kind="collective")
    user = make_user()
    make_role(make_person(delft, user=user), office, "office")
    client.force_login(user)
    assert client.get("/leiden/gebieden/de-waard/wijzigen/").status_code == 403


@pytest.mark.parametrize("kind", [StandingKind.MEMBER, StandingKind.BOARD, StandingKind.PARTNER])
@pytest.mark.parametrize("page", ["wijzigen", "weggooien", "profiel", "ambities/nieuw", "metingen/nieuw"])
def test_who_may_only_look_cannot_write(leiden, visit, kind, page):
    make_area(leiden, slug="de-waard", name="De Waard")
    response = visit(kind).post(f"/leiden/gebieden/de-waard/{page}/", {"name": "Anders"})
    assert response.status_code == 403
    with scope(collective=leiden):
        assert Area.objects.get().name == "De Waard"
        assert HistoryEvent.objects.filter(target_model="places.area").count() == 0


def test_nobody_but_the_office_sees_an_area_in_the_trash(leiden, visit):
    with scope(collective=leiden):
        area = make_area(leiden, slug="de-waard", geometry=make_square())
        area.trashed_at = "2026-11-01T12:00Z"
        area.save()
    assert visit().get("/leiden/gebieden/de-waard/").status_code == 404
    assert visit(StandingKind.BOARD).get("/leiden/gebieden/de-waard/").status_code == 404
    assert visit(StandingKind.OFFICE).get("/leiden/gebieden/de-waard/").status_code == 200
    assert visit(StandingKind.OFFICE).get("/leiden/kaart/gebieden.json").json()["features"] == []


def test_a_park_manager_keeps_the_profile_of_his_own_area_only(leiden, visit):
    client, association = visit(), make_organisation(leiden, kind="association")
    user = make_user()
    make_role(make_person(leiden, user=user), association, "park_manager")
    client.force_login(user)
    own, other = make_area(leiden, slug="eigen"), make_area(leiden, slug="ander")
    AreaAssociation.objects.create(collective=leiden, area=own, organisation=association)
    indicator = make_indicator(leiden)
    facts = {**NUMBER, "indicator": indicator.pk}
    statuses = [
        client.post(f"/leiden/gebieden/{slug}/{page}/", facts).status_code
        for slug in ("eigen", "ander")
        for page in ("profiel", "metingen/nieuw", "wijzigen")
    ]
    assert statuses == [302, 302, 403, 403, 403, 403]
    with scope(collective=leiden):
        assert [row.area for row in Measurement.objects.all()] == [own]
        foreign = make_measurement(indicator, other), make_ambition(other)
    assert client.post(f"/leiden/indicatoren/metingen/{foreign[0].pk}/weggooien/").status_code == 403
    assert client.post(f"/leiden/gebieden/ambities/{foreign[1].pk}/wijzigen/").status_code == 403


def test_a_park_manager_of_before_keeps_nothing(leiden, visit):
    client, association = visit(), make_organisation(leiden, kind="association")
    user = make_user()
    make_role(make_person(leiden, user=user), association, "park_manager")
    client.force_login(user)
    area = make_area(leiden, slug="eigen")
    AreaAssociation.objects.create(collective=leiden, area=area, organisation=association, end="2025-12-31")
    assert client.get("/leiden/gebieden/eigen/profiel/").status_code == 403


def test_the_public_meets_no_person_on_the_page_of_an_area(leiden, visit):
    association = make_organisation(leiden, kind="association", name="OV De Waard")
    person = make_person(leiden, family_name="Zonderling", email="zonderling@voorbeeld.example")
    make_role(person, association, "park_manager")
    area = make_area(leiden, slug="de-waard")
    AreaAssociation.objects.create(collective=leiden, area=area, organisation=association)
    pages = {
        kind: visit(kind).get("/leiden/gebieden/de-waard/").content.decode()
        for kind in ("", StandingKind.PARTNER, StandingKind.MEMBER, StandingKind.BOARD)
    }
    assert ["Zonderling" in page for page in pages.values()] == [False, False, True, True]
    assert ["zonderling@" in page for page in pages.values()] == [False, False, False, True]
    assert all("OV De Waard" in page for page in pages.values())


def test_the_history_of_an_area_is_for_the_boards(leiden, visit):
    make_area(leiden, slug="de-waard")
    seen = [
        'class="history"' in page or 'id="history"' in page
        for kind in ("", StandingKind.MEMBER, StandingKind.BOARD)
        for page in [visit(kind).get("/leiden/gebieden/de-waard/").content.decode()]
    ]
    assert seen == [False, False, True]


def test_a_measurement_cannot_be_hung_on_an_area_of_another_collective(leiden, visit):
    foreign, indicator = make_area(make_collective("delft")), make_indicator(leiden, slug="leegstand")
    response = visit(StandingKind.OFFICE).post(
        f"/leiden/indicatoren/{indicator.slug}/metingen/nieuw/", {**NUMBER, "area": foreign.pk}
    )
    assert response.status_code == 200
    with scope(collective=leiden):
        assert Measurement.objects.count() == 0


def test_an_area_cannot_become_part_of_one_of_another_collective(leiden, visit):
    foreign = make_area(make_collective("delft"))
    facts = {"name": "Nieuw", "kind": "other", "certainty": "high", "parent": foreign.pk}
    visit(StandingKind.OFFICE).post("/leiden/gebieden/nieuw/", facts)
    with scope(collective=leiden):
        assert Area.objects.count() == 0


def test_looking_for_an_area_is_no_way_into_the_register(leiden, visit):
    """A name full of signs of the address, the page or the database is only a name that is not there."""
    make_area(leiden)
    for search in ("' OR 1=1 --", "<script>", "%", "\x00", "a" * 5000):
        page = visit().get("/leiden/gebieden/", {"zoek": search})
        assert page.status_code == 200
        assert "<script>" not in page.content.decode().split("<main", 1)[1]
