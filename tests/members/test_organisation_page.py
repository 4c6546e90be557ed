"""The page of an organisation: what each reader sees, and what the office does there."""

from collections import defaultdict
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from speerpunt.core import registry
from speerpunt.core.models import HistoryEvent
from speerpunt.members.enums import OrganisationKind, StandingKind
from speerpunt.members.models import Membership, Organisation, OrganisationRole
from tests.factories import (
    make_collective,
    make_membership,
    make_organisation,
    make_person,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db

CANARY = ("kanarie@geheim.example", "071-4711", "persoon@geheim.example")


def page(organisation, ending=""):
    return f"/leiden/organisaties/{organisation.pk}/{ending}"


@pytest.fixture
def baker(leiden):
    baker = make_organisation(leiden, name="Bakker", email=CANARY[0], phone=CANARY[1], kvk_number="01234567")
    make_role(make_person(leiden, family_name="Jansen", email=CANARY[2]), baker, "contact")
    make_role(make_person(leiden, family_name="Pieters"), baker, "employee")
    return baker


@pytest.fixture
def umbrella(leiden):
    return make_organisation(leiden, kind=OrganisationKind.UMBRELLA, name="Bedrijvig", email=CANARY[0])


def test_a_member_sees_the_card_but_no_way_to_reach_anybody(sign_in, baker):
    text = sign_in(StandingKind.MEMBER).get(page(baker)).content.decode()
    assert [canary for canary in CANARY if canary in text] == []
    assert "Jansen" in text
    assert "Pieters" not in text


@pytest.mark.parametrize("kind", [StandingKind.OFFICE, StandingKind.BOARD, StandingKind.UMBRELLA_BOARD])
def test_boards_see_how_to_reach_everybody(sign_in, baker, kind):
    text = sign_in(kind).get(page(baker)).content.decode()
    assert [canary for canary in CANARY if canary not in text] == []


@pytest.mark.parametrize("kind", [StandingKind.PARTNER, StandingKind.PUBLIC])
def test_an_outsider_finds_umbrellas_only(sign_in, baker, umbrella, kind):
    client = sign_in(kind)
    assert client.get(page(baker)).status_code == 404
    text = client.get(page(umbrella)).content.decode()
    assert CANARY[0] not in text
    assert "Bedrijvig" in text


def test_a_stranger_sees_no_people(leiden, umbrella):
    make_role(make_person(leiden, family_name="Voorzittersma"), umbrella, "chair")
    text = Client().get(page(umbrella)).content.decode()
    assert "Bedrijvig" in text
    assert "Voorzittersma" not in text


def test_a_row_of_another_collective_does_not_exist(office):
    theirs = make_organisation(make_collective("delft"))
    for ending in ("", "wijzigen/", "prullenbak/", "terugzetten/", "koepel/", "rol/"):
        assert office.get(page(theirs, ending)).status_code == 404
        assert office.post(page(theirs, ending)).status_code == 404


def test_the_office_adds_an_organisation(office, leiden):
    values = {
        "kind": "enterprise",
        "name": "Bakker",
        "postcode": "2312 ab",
        "kvk_number": "01234567",
        "jobs": "12",
    }
    assert office.post("/leiden/organisaties/nieuw/", values).status_code == 302
    with scope(collective=leiden):
        added = Organisation.objects.get(name="Bakker")
        assert (added.postcode, added.size_class, added.search_text) == (
            "2312AB",
            "10-49",
            "bakker 01234567 2312ab",
        )
        assert HistoryEvent.objects.filter(target_id=added.pk, verb="created").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kvk_number", "1234567"),
        ("branch_number", "000012345678"),
        ("postcode", "0000AA"),
        ("sbi_code", "56101"),
        ("latitude", "52.1"),
        ("name", "bel\x07letje"),
        ("website", "javascript:alert(1)"),
    ],
)
def test_a_wrong_card_is_explained_and_kept(office, field, value):
    values = {"kind": "enterprise", "name": "Bakker", field: value}
    response = office.post("/leiden/organisaties/nieuw/", values)
    assert response.status_code == 200
    assert response.context["form"].errors != {}


def test_a_number_that_is_taken_is_explained(office, baker):
    response = office.post(
        "/leiden/organisaties/nieuw/", {"kind": "enterprise", "name": "B", "kvk_number": "01234567"}
    )
    assert "Bakker" in response.context["form"].errors["kvk_number"][0]


def test_the_office_changes_a_card_and_the_history_says_so(office, leiden, baker):
    values = {
        "kind": "enterprise",
        "name": "Bakker Bé",
        "kvk_number": "01234567",
        "latitude": "52.1",
        "longitude": "4.5",
    }
    assert office.post(page(baker, "wijzigen/"), values).status_code == 302
    baker.refresh_from_db()
    assert (baker.search_text, baker.location_source) == ("bakker be 01234567", "pin")
    assert "Bakker Bé" in office.get(page(baker)).content.decode()
    with scope(collective=leiden):
        event = HistoryEvent.objects.get(
            target_model="members.organisation", target_id=baker.pk, verb="changed"
        )
    assert {"field": "name", "from": "Bakker", "to": "Bakker Bé"} in event.changes


def test_other_apps_hear_where_it_lies_now(office, baker, monkeypatch):
    heard = []
    listener = lambda organisations: heard.extend(each.pk for each in organisations)  # noqa: E731
    monkeypatch.setitem(registry._listeners, "members.organisations_located", [listener])
    values = {"kind": "enterprise", "name": "Bakker", "latitude": "52.1", "longitude": "4.5"}
    office.post(page(baker, "wijzigen/"), values)
    office.post(page(baker, "wijzigen/"), {**values, "name": "Bakker 2"})
    assert heard == [baker.pk]


def test_a_chair_keeps_the_own_card_but_not_who_it_is(leiden, umbrella):
    account, client = make_user(), Client()
    make_role(make_person(leiden, user=account), umbrella, "chair")
    client.force_login(account)
    assert (
        client.post(
            page(umbrella, "wijzigen/"), {"city": "Leiden", "name": "Gekaapt", "kind": "collective"}
        ).status_code
        == 302
    )
    umbrella.refresh_from_db()
    assert (umbrella.city, umbrella.name, umbrella.kind) == ("Leiden", "Bedrijvig", "umbrella")


def test_a_member_changes_nothing(sign_in, leiden, baker, umbrella):
    membership = make_membership(baker, umbrella)
    member = sign_in(StandingKind.MEMBER)
    for ending in ("wijzigen/", "prullenbak/", "terugzetten/", "koepel/", "rol/"):
        assert member.post(page(baker, ending)).status_code == 403
    assert member.post(f"/leiden/lidmaatschappen/{membership.pk}/einde/").status_code == 403


def test_the_trash_hides_from_all_but_the_office(office, sign_in, baker):
    office.post(page(baker, "prullenbak/"))
    assert sign_in(StandingKind.BOARD).get(page(baker)).status_code == 404
    assert office.get(page(baker)).status_code == 200
    office.post(page(baker, "terugzetten/"))
    assert sign_in(StandingKind.BOARD).get(page(baker)).status_code == 200


def test_what_comes_back_may_not_be_there_twice(office, leiden, baker):
    double = make_organisation(leiden, name="Dubbel", kvk_number="01234567", trashed_at=timezone.now())
    office.post(page(double, "terugzetten/"))
    double.refresh_from_db()
    assert double.trashed_at is not None


def test_the_office_writes_down_a_membership_and_its_end(office, leiden, baker, umbrella):
    office.post(page(baker, "koepel/"), {"umbrella": umbrella.pk, "start": "2026-01-01"})
    again = office.post(page(baker, "koepel/"), {"umbrella": umbrella.pk, "start": "2026-06-01"})
    assert again.context["form"].errors != {}
    with scope(collective=leiden):
        membership = Membership.objects.get()
    end = f"/leiden/lidmaatschappen/{membership.pk}/einde/"
    assert office.post(end, {"end": "2025-12-31"}).context["form"].errors != {}
    office.post(end, {"end": "2026-06-30"})
    membership.refresh_from_db()
    assert (membership.start, membership.end) == (date(2026, 1, 1), date(2026, 6, 30))
    text = office.get(page(baker)).content.decode()
    assert "Bedrijvig" in text


def test_the_office_gives_a_role_by_name(office, leiden, baker):
    person = make_person(leiden, given_name="Zoë", family_name="Brouwer")
    assert office.post(page(baker, "rol/"), {"person": "zoe brou", "kind": "chair"}).status_code == 302
    with scope(collective=leiden):
        assert OrganisationRole.objects.get(kind="chair").person_id == person.pk


@pytest.mark.parametrize("typed", ["niemand", "Jansen", "#999999", "#0"])
def test_a_name_that_is_not_one_person_is_explained(office, leiden, baker, typed):
    make_person(leiden, family_name="Jansen")
    response = office.post(page(baker, "rol/"), {"person": typed, "kind": "chair"})
    assert list(response.context["form"].errors) == ["person"]


def test_names_that_occur_twice_are_told_apart_by_number(office, leiden, baker):
    person = make_person(leiden, family_name="Jansen")
    assert (
        office.post(page(baker, "rol/"), {"person": f"Jansen #{person.pk}", "kind": "chair"}).status_code
        == 302
    )


def test_a_person_of_another_collective_gets_no_role(office, leiden, baker):
    theirs = make_person(make_collective("delft"), family_name="Vreemd")
    for typed in ("Vreemd", f"#{theirs.pk}"):
        assert (
            office.post(page(baker, "rol/"), {"person": typed, "kind": "chair"}).context["form"].errors != {}
        )


def test_only_the_collective_has_an_office(office, leiden, baker):
    person = make_person(leiden, family_name="Slim")
    response = office.post(page(baker, "rol/"), {"person": f"#{person.pk}", "kind": "office"})
    assert "kind" in response.context["form"].errors


def test_the_last_of_the_office_cannot_leave(office, leiden):
    with scope(collective=leiden):
        role = OrganisationRole.objects.get(kind="office")
    response = office.post(f"/leiden/rollen/{role.pk}/einde/", {"end": "2026-11-30"})
    assert "end" in response.context["form"].errors


def test_a_higher_app_adds_a_panel(office, baker, monkeypatch):
    panel = registry.Panel("members:organisation", 1, "members/_planned.html", lambda request, subject: None)
    monkeypatch.setattr(registry, "_panels", defaultdict(list, {"members:organisation": [panel]}))
    assert office.get(page(baker)).context["panels"] == []


def test_a_page_costs_the_same_with_one_membership_and_with_three(office, leiden, baker):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            office.get(page(baker))
        return len(queries)

    def join():
        umbrella = make_organisation(leiden, kind=OrganisationKind.UMBRELLA)
        make_membership(baker, umbrella)
        make_role(make_person(leiden), baker)

    join()
    cost()
    first = cost()
    join()
    join()
    assert cost() == first
