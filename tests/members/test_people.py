"""People: known to boards and office, and to themselves."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from speerpunt.core.models import HistoryEvent, PersonalValue
from speerpunt.members.enums import RoleKind, StandingKind
from speerpunt.members.models import OrganisationRole, Person
from tests.factories import (
    make_body,
    make_collective,
    make_organisation,
    make_person,
    make_role,
    make_seat,
    make_user,
)

pytestmark = pytest.mark.django_db

PEOPLE = "/leiden/mensen/"


def names(response):
    return [str(person) for person in response.context["listing"].page]


@pytest.fixture
def zoe(leiden):
    zoe = make_person(leiden, given_name="Zoë", family_name="Brouwer", email="zoe@voorbeeld.example")
    make_role(zoe, make_organisation(leiden, name="Bedrijvig", kind="umbrella"), RoleKind.CHAIR)
    return zoe


@pytest.mark.parametrize("query", ["zoek=zoe", "zoek=BROUWER", "zoek=zoe%40voorbeeld", "rol=chair&zoek=zoe"])
def test_a_board_finds_a_person(sign_in, zoe, query):
    assert names(sign_in(StandingKind.BOARD).get(f"{PEOPLE}?{query}")) == ["Zoë Brouwer"]


@pytest.mark.parametrize(
    "query", ["zoek=piet", "rol=park_manager", "rol=onzin", "organisatie=onzin", "account=met&zoek=zoe"]
)
def test_a_board_finds_nobody(sign_in, zoe, query):
    assert names(sign_in(StandingKind.BOARD).get(f"{PEOPLE}?{query}")) == []


def test_a_board_narrows_people_to_an_organisation(sign_in, leiden, zoe):
    organisation = OrganisationRole._base_manager.get(person=zoe).organisation_id
    assert names(sign_in(StandingKind.BOARD).get(f"{PEOPLE}?organisatie={organisation}")) == ["Zoë Brouwer"]


@pytest.mark.parametrize(
    "kind", [StandingKind.PARK_MANAGER, StandingKind.MEMBER, StandingKind.PARTNER, StandingKind.PUBLIC]
)
def test_others_find_no_people(sign_in, zoe, kind):
    client = sign_in(kind)
    assert client.get(PEOPLE).status_code == 403
    assert client.get(f"{PEOPLE}{zoe.pk}/").status_code == 404
    assert client.post(f"{PEOPLE}{zoe.pk}/wijzigen/", {"family_name": "x"}).status_code == 404


def test_a_member_sees_and_changes_oneself(leiden):
    account, client = make_user(), Client()
    person = make_person(leiden, user=account, family_name="Zelf")
    client.force_login(account)
    assert client.get(f"{PEOPLE}{person.pk}/").status_code == 200
    assert client.post(f"{PEOPLE}{person.pk}/wijzigen/", {"family_name": "Zelfs"}).status_code == 302
    assert client.post(f"{PEOPLE}{person.pk}/rol/", {"kind": "office"}).status_code == 403


def test_a_person_of_another_collective_does_not_exist(office):
    theirs = make_person(make_collective("delft"))
    for ending in ("", "wijzigen/", "rol/"):
        assert office.get(f"{PEOPLE}{theirs.pk}/{ending}").status_code == 404


def test_the_office_adds_a_person(office, leiden):
    office.post(f"{PEOPLE}nieuw/", {"given_name": "Zoë", "family_name": "Brouwer"})
    with scope(collective=leiden):
        assert Person.objects.get(family_name="Brouwer").search_text == "zoe brouwer "


def test_names_stand_in_the_history_where_they_can_be_erased(office, leiden, zoe):
    office.post(f"{PEOPLE}{zoe.pk}/wijzigen/", {"given_name": "Zoë", "family_name": "De Brouwer"})
    with scope(collective=leiden):
        event = HistoryEvent.objects.get(target_model="members.person", verb="changed")
        assert "Brouwer" not in str(event.changes)
        assert "De Brouwer" in PersonalValue.objects.values_list("value", flat=True)
    assert "De Brouwer" in office.get(f"{PEOPLE}{zoe.pk}/").content.decode()


def test_the_office_gives_a_role_from_the_person(office, leiden, zoe):
    make_organisation(leiden, name="Café Één")
    assert (
        office.post(f"{PEOPLE}{zoe.pk}/rol/", {"organisation": "cafe een", "kind": "contact"}).status_code
        == 302
    )
    with scope(collective=leiden):
        assert OrganisationRole.objects.filter(person=zoe).count() == 2


@pytest.mark.parametrize("whose", ["list", "page"])
def test_people_cost_the_same_with_one_row_and_with_three(office, leiden, zoe, whose):
    path = PEOPLE if whose == "list" else f"{PEOPLE}{zoe.pk}/"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(path).status_code == 200
        return len(queries)

    def add():
        person = make_person(leiden) if whose == "list" else zoe
        make_role(person, make_organisation(leiden))
        make_seat(make_body(leiden), person)

    add()
    cost()
    first = cost()
    add()
    add()
    assert cost() == first
