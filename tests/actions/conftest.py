"""Imports stand inside the fixtures: pytest reads this file before Django is set up."""

import pytest


@pytest.fixture
def leiden():
    from tests.factories import make_collective

    return make_collective("leiden")


@pytest.fixture
def inside(leiden):
    """The scope of Leiden, open during the test."""
    from django_scopes import scope

    with scope(collective=leiden):
        yield leiden


@pytest.fixture
def priority(leiden):
    from tests.factories import make_edition, make_priority

    return make_priority(make_edition(leiden), title="Ruimte")


@pytest.fixture
def project(priority):
    from tests.factories import make_project

    return make_project(priority, title="Spanjaardsbrug")


@pytest.fixture
def somebody(leiden):
    """`somebody("member")`: an account of that kind, with its standing, as a request would have it."""
    from speerpunt.members.queries import attach_standing
    from tests.factories import make_visitor

    def make(kind):
        account = make_visitor(leiden, kind)
        attach_standing(account, leiden)
        return account

    return make


@pytest.fixture
def person_of(inside):
    from speerpunt.members.models import Person

    return lambda account: Person.objects.get(user=account)


@pytest.fixture
def signed_in():
    """A browser in which the account is signed in."""
    from django.test import Client

    def sign_in(account):
        client = Client()
        client.force_login(account)
        return client

    return sign_in
