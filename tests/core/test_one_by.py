"""What is asked at every request is answered as Django answers it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from speerpunt.core.models import Collective, User
from speerpunt.core.queries.one_by import OneBy
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make.make_collective("leiden", city="Leiden", map_bounds=[4.4, 52.1, 4.6, 52.2])


@pytest.fixture
def client(leiden):
    client = Client()
    client.force_login(make.make_visitor(leiden, "member"))
    return client


@pytest.mark.parametrize(
    ("model", "field"), [(Collective, "slug"), (User, "pk"), (User, "email"), (Session, "session_key")]
)
def test_each_value_is_the_one_that_django_gives(client, model, field):
    find = OneBy(model, field).find
    for expected in model.objects.all():
        found = find(getattr(expected, field))
        assert found == expected
        for each in model._meta.concrete_fields:
            assert getattr(found, each.attname) == getattr(expected, each.attname)
        assert not found._state.adding


def test_what_is_not_there_is_nothing(client):
    assert OneBy(Collective, "slug").find("elders") is None
    assert OneBy(User, "pk").find(10**9) is None


def test_what_was_found_can_be_changed(leiden):
    find = OneBy(Collective, "slug").find
    found = find("leiden")
    found.name = "Een andere naam"
    found.save()
    assert find("leiden").name == "Een andere naam"


def test_each_question_is_one_query(leiden, django_assert_num_queries):
    find = OneBy(Collective, "slug").find
    for _again in range(2):
        with django_assert_num_queries(1):
            find("leiden")


def test_a_session_that_ended_signs_in_nobody(client):
    assert client.get("/leiden/vandaag/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/leiden/vandaag/").status_code in (302, 403)


def test_an_account_that_is_not_active_is_nobody(client):
    User.objects.update(is_active=False)
    assert client.get("/leiden/vandaag/").status_code in (302, 403)
