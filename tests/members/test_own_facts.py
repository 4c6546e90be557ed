"""What somebody takes along of what stands under his name: all of it, and nothing of anybody else. Break-ins first."""

import json

import pytest
from django.apps import apps
from django.test import Client
from django_scopes import scope

from speerpunt.core.models import User
from speerpunt.core.services import add_comment
from speerpunt.members.enums import StandingKind
from speerpunt.members.exporters.own_facts import OWN_WORDS, own_facts, ties_to
from speerpunt.members.models import Person
from tests.factories import (
    make_action,
    make_attendance,
    make_body,
    make_called_meeting,
    make_collective,
    make_edition,
    make_item,
    make_person,
    make_priority,
    make_project,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db

CANARY = "Kanariegeel"


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def member(leiden):
    return make_visitor(leiden, StandingKind.MEMBER)


@pytest.fixture
def person(leiden, member):
    with scope(collective=leiden):
        return Person.objects.get(user=member)


def text_of(account):
    client = Client()
    client.force_login(account)
    answer = client.get("/account/gegevens/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    return answer.content.decode()


def test_nobody_gets_it_without_signing_in(client):
    assert client.get("/account/gegevens/").status_code == 302


def test_of_a_closed_item_that_he_may_no_longer_read_only_that_there_is_one(leiden, member, person):
    with scope(collective=leiden):
        body = make_body(leiden, name="Bestuur", kind="board")
        seat = make_seat(body, person, kind="member")
        meeting = make_called_meeting(body)
        make_item(meeting, title=CANARY, access="closed", introduced_by=person)
    assert CANARY in text_of(member)
    with scope(collective=leiden):
        seat.delete()
    found = text_of(member)
    (item,) = (
        each
        for each in json.loads(found)["collectives"][leiden.name]
        if "question" in each or each.get("access")
    )
    assert (CANARY in found, item["access"][:8], "title" in item) == (False, "Besloten", False)


def test_what_others_did_stays_out(leiden, member):
    with scope(collective=leiden):
        other = make_person(leiden, given_name="Iemand", family_name=CANARY)
        make_action(leiden, title=f"Van {CANARY}", owner=other)
    assert CANARY not in text_of(member)


def test_secrets_stay_out(member):
    client = Client()
    client.force_login(member)
    found = client.get("/account/gegevens/").content.decode()
    assert (member.password in found, client.session.session_key in found, "digest" in found) == (False,) * 3


def test_it_holds_what_he_is_said_and_promised_in_every_collective(leiden, member, person):
    elders = make_collective("elders", name="Ondernemend Elders")
    with scope(collective=elders):
        make_person(elders, user=member, given_name="Anna", family_name="Elders")
    with scope(collective=leiden):
        project = make_project(
            make_priority(make_edition(leiden, status="current")), title="Brug", visibility="members"
        )
        add_comment(project, text="Mijn eigen woorden", by=member)
        make_action(leiden, project, title="Bel de wethouder", owner=person)
        make_attendance(make_called_meeting(make_body(leiden), access="all", title="Ledenavond"), person)
    facts = own_facts(member)
    assert list(facts["collectives"]) == ["Ondernemend Elders", leiden.name]
    ours = json.dumps(facts["collectives"][leiden.name], ensure_ascii=False)
    for words in ("Mijn eigen woorden", "Bel de wethouder", "Ledenavond"):
        assert words in ours
    assert facts["account"]["email"] == member.email


def test_every_kind_that_points_to_somebody_is_in_it():
    labels = {tie.model._meta.label_lower for target in (User, Person) for tie in ties_to(target)}
    assert labels > {"actions.action", "meetings.attendance", "puzzle.worksplan", "documents.documentversion"}
    assert {model._meta.label_lower for model in apps.get_models()} >= OWN_WORDS
