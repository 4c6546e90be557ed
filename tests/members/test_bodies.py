"""Bodies and seats: who represents us where, and where nobody does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from speerpunt.members.enums import BodyKind, StandingKind
from speerpunt.members.models import Body, Seat
from tests.factories import make_body, make_collective, make_organisation, make_person, make_seat

pytestmark = pytest.mark.django_db

BODIES = "/leiden/gremia/"


@pytest.fixture
def team(leiden):
    return make_body(leiden, name="Kernteam energie", planned_in_person=4, planned_online=2)


def test_a_member_sees_bodies_by_kind_with_their_seats(sign_in, leiden, team):
    umbrella = make_organisation(leiden, kind="umbrella", name="Bedrijvig")
    make_seat(team, make_person(leiden, family_name="Gewoon"), on_behalf_of=umbrella)
    make_seat(team, make_person(leiden, family_name="Voorzit"), kind="chair")
    make_seat(team, None, on_behalf_of=umbrella)
    make_seat(team, make_person(leiden, family_name="Vroeger"), end=date(2020, 1, 1))
    make_body(leiden, name="Economie", kind=BodyKind.OUTSIDE_BODY)
    response = sign_in(StandingKind.MEMBER).get(BODIES)
    groups = response.context["groups"]
    assert [group.kind for group in groups] == ["core_team", "outside_body"]
    line = groups[0].lines[0]
    assert [str(seat.person) for seat in line.seats] == ["Voorzit", "Gewoon", "None"]
    assert (line.held, line.vacant, response.context["vacant"]) == (2, 1, 1)


def test_the_picture_says_who_speaks_where_for_whom(sign_in, leiden, team):
    first, second = (make_organisation(leiden, kind="umbrella", name=name) for name in ("Aa", "Bé"))
    person = make_person(leiden, family_name="Spreker")
    make_seat(team, person, on_behalf_of=second)
    make_seat(make_body(leiden, name="Zaterdag"), person)
    picture = sign_in(StandingKind.MEMBER).get(f"{BODIES}wie-waar/").context["picture"]
    assert first not in picture.organisations
    assert picture.organisations == [second]
    cells = [
        (body.name, [[str(seat.person) for seat in cell.seats] for cell in cells])
        for body, cells in picture.rows
    ]
    assert cells == [("Kernteam energie", [["Spreker"], []]), ("Zaterdag", [[], ["Spreker"]])]


@pytest.mark.parametrize("kind", [StandingKind.PARTNER, StandingKind.PUBLIC])
def test_an_outsider_sees_no_bodies(sign_in, team, kind):
    client = sign_in(kind)
    assert client.get(BODIES).status_code == 403
    assert client.get(f"{BODIES}wie-waar/").status_code == 403
    assert client.get(f"{BODIES}{team.pk}/").status_code == 404


@pytest.mark.parametrize("kind", [StandingKind.MEMBER, StandingKind.BOARD])
def test_only_the_office_manages_bodies(sign_in, leiden, team, kind):
    seat, client = make_seat(team), sign_in(kind)
    for path in (f"{team.pk}/wijzigen/", f"{team.pk}/zetel/", "nieuw/"):
        assert client.post(f"{BODIES}{path}").status_code == 403
    for ending in ("wijzigen/", "einde/"):
        assert client.post(f"/leiden/zetels/{seat.pk}/{ending}").status_code == 403


def test_a_body_of_another_collective_does_not_exist(office):
    theirs = make_body(make_collective("delft"))
    seat = make_seat(theirs)
    for path in (
        f"gremia/{theirs.pk}/",
        f"gremia/{theirs.pk}/zetel/",
        f"zetels/{seat.pk}/wijzigen/",
        f"zetels/{seat.pk}/einde/",
    ):
        assert office.post(f"/leiden/{path}").status_code == 404


def test_the_office_adds_a_body_once(office, leiden):
    values = {
        "kind": "core_team",
        "name": "Kernteam",
        "level": "local",
        "planned_in_person": "4",
        "planned_online": "0",
    }
    assert office.post(f"{BODIES}nieuw/", values).status_code == 302
    assert "name" in office.post(f"{BODIES}nieuw/", values).context["form"].errors
    with scope(collective=leiden):
        assert Body.objects.filter(name="Kernteam").count() == 1


def test_the_office_changes_a_body_and_keeps_whose_it_is(office, leiden, team):
    organisation = make_organisation(leiden, name="Provincie", kind="government")
    values = {
        "kind": "core_team",
        "name": "Anders",
        "level": "regional",
        "planned_in_person": "1",
        "planned_online": "1",
    }
    office.post(f"{BODIES}{team.pk}/wijzigen/", {**values, "organisation": "provincie"})
    shown = office.get(f"{BODIES}{team.pk}/wijzigen/").context["form"]["organisation"].value()
    assert shown == f"Provincie #{organisation.pk}"
    team.refresh_from_db()
    assert (team.name, team.organisation_id) == ("Anders", organisation.pk)


def test_the_office_fills_a_vacant_seat_and_ends_it(office, leiden, team):
    person = make_person(leiden, family_name="Nieuw")
    office.post(f"{BODIES}{team.pk}/zetel/", {"kind": "member", "start": "2026-01-01"})
    with scope(collective=leiden):
        seat = Seat.objects.get(body=team)
    office.post(
        f"/leiden/zetels/{seat.pk}/wijzigen/", {"kind": "chair", "person": "nieuw", "start": "2026-01-01"}
    )
    seat.refresh_from_db()
    assert (seat.person_id, seat.kind) == (person.pk, "chair")
    assert "Nieuw" in office.get(f"{BODIES}{team.pk}/").content.decode()
    assert (
        "end" in office.post(f"/leiden/zetels/{seat.pk}/einde/", {"end": "2025-01-01"}).context["form"].errors
    )
    office.post(f"/leiden/zetels/{seat.pk}/einde/", {"end": "2026-11-30", "leave_vacant": "on"})
    with scope(collective=leiden):
        rows = list(
            Seat.objects.filter(body=team).order_by("pk").values_list("person_id", "kind", "start", "end")
        )
    assert rows == [
        (person.pk, "chair", date(2026, 1, 1), date(2026, 11, 30)),
        (None, "chair", date(2026, 12, 1), None),
    ]


@pytest.mark.parametrize("path", ["", "wie-waar/"])
def test_bodies_cost_the_same_with_one_row_and_with_three(office, leiden, path):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(f"{BODIES}{path}").status_code == 200
        return len(queries)

    def add():
        make_seat(make_body(leiden), make_person(leiden), on_behalf_of=make_organisation(leiden))

    add()
    cost()
    first = cost()
    add()
    add()
    assert cost() == first


def test_the_office_sets_a_quorum_that_everybody_inside_reads(sign_in, leiden, team):
    office = sign_in(StandingKind.OFFICE)
    values = {
        "kind": "core_team",
        "name": team.name,
        "level": "local",
        "planned_in_person": 4,
        "planned_online": 2,
    }
    page = f"{BODIES}{team.pk}/"
    assert "Quorum" not in sign_in(StandingKind.MEMBER).get(page).content.decode()
    assert office.post(f"{page}wijzigen/", {**values, "quorum": 7}).status_code == 302
    with scope(collective=leiden):
        assert Body.objects.get().quorum == 7
    assert "<dt>Quorum</dt><dd>7</dd>" in sign_in(StandingKind.MEMBER).get(page).content.decode()
