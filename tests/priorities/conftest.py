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
def edition(leiden):
    from tests.factories import make_edition

    return make_edition(leiden, title="Plan 2026-2027")


@pytest.fixture
def priority(edition):
    from tests.factories import make_priority

    return make_priority(edition, number=1, title="Ruimte", slug="ruimte")


@pytest.fixture
def present(leiden):
    """Give an account its standing, as a request would."""
    from speerpunt.members.queries import attach_standing

    def attach(user):
        attach_standing(user, leiden)
        return user

    return attach
