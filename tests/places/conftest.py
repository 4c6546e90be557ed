"""Imports stand inside the fixtures: pytest reads this file before Django is set up."""

import pytest


@pytest.fixture
def leiden():
    from tests.factories import make_collective

    return make_collective("leiden", map_bounds=[4.42, 52.11, 4.54, 52.19])


@pytest.fixture
def inside(leiden):
    """The scope of Leiden, open during the test."""
    from django_scopes import scope

    with scope(collective=leiden):
        yield leiden


@pytest.fixture
def visit(leiden):
    """A browser signed in as a visitor of the given kind; without a kind, as nobody."""
    from django.test import Client

    from tests.factories import make_visitor

    def sign_in(kind=""):
        client = Client()
        if kind:
            client.force_login(make_visitor(leiden, kind))
        return client

    return sign_in
