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
def body(inside):
    """A core team, which nobody but the office leads until somebody sits in it."""
    from tests.factories import make_body

    return make_body(inside, name="Kernteam mobiliteit", kind="core_team")


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
def seated(inside, somebody, person_of):
    """`seated(body, "secretary")`: an account of a member who sits there."""
    from speerpunt.members.queries import attach_standing
    from tests.factories import make_seat

    def make(body, kind="member"):
        account = somebody("member")
        make_seat(body, person_of(account), kind=kind)
        attach_standing(account, inside)
        return account

    return make


@pytest.fixture
def signed_in():
    """A browser in which the account is signed in."""
    from django.test import Client

    def sign_in(account):
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def connection_queries():
    """How many queries something costs, once what is kept in memory is there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(do):
        do()
        with CaptureQueriesContext(connection) as queries:
            do()
        return len(queries)

    return count
