"""The front door of the installation: who belongs somewhere begins there."""

import pytest
from django.test import Client

from speerpunt.members.enums import StandingKind
from tests.factories import make_collective, make_member, make_person, make_role, make_user, make_visitor

pytestmark = pytest.mark.django_db


def test_a_visitor_comes_at_the_only_collective(leiden):
    assert Client().get("/").headers["Location"] == "/leiden/"


@pytest.mark.parametrize("kind", [kind for kind in StandingKind if kind != StandingKind.PUBLIC])
def test_whoever_belongs_to_the_collective_begins_with_today(sign_in, kind):
    response = sign_in(kind).get("/", follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/leiden/vandaag/")


def test_signing_in_leads_to_today(leiden):
    make_visitor(leiden, StandingKind.MEMBER, email="lid@leiden.example", password="een lange zin")
    answer = Client().post(
        "/account/aanmelden/", {"login": "lid@leiden.example", "password": "een lange zin"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/leiden/vandaag/"


def test_an_account_without_a_role_is_a_visitor(leiden):
    client, user = Client(), make_user()
    make_person(leiden, user=user)
    client.force_login(user)
    assert client.get("/").headers["Location"] == "/leiden/"


def test_a_member_of_one_collective_begins_there_though_there_are_more(sign_in):
    make_collective("elders")
    assert sign_in(StandingKind.MEMBER).get("/").headers["Location"] == "/leiden/vandaag/"


def test_a_member_of_two_collectives_chooses(leiden):
    elsewhere = make_collective("elders")
    user = make_visitor(leiden, StandingKind.MEMBER)
    make_role(make_person(elsewhere, user=user), make_member(elsewhere))
    make_collective("verderop")
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert [(each.slug, url) for each, url in answer.context["own"]] == [
        ("elders", "/elders/vandaag/"),
        ("leiden", "/leiden/vandaag/"),
    ]
    assert [each.slug for each, _url in answer.context["others"]] == ["verderop"]


def test_a_visitor_chooses_among_several(leiden):
    make_collective("elders")
    answer = Client().get("/")
    assert [each.slug for each, _url in answer.context["others"]] == ["elders", "leiden"]
    assert answer.context["own"] == []
