"""Fixtures import inside: pytest reads this before Django is set up."""

import pytest


@pytest.fixture
def leiden():
    from tests.factories import make_collective

    return make_collective("leiden", city="Leiden")


@pytest.fixture
def edition(leiden):
    from tests.factories import make_edition

    return make_edition(leiden, status="current")


@pytest.fixture
def priority(edition):
    from tests.factories import make_priority

    return make_priority(edition, number=1, title="Mobiliteit", health="stuck")


@pytest.fixture
def body_of(client):
    def read(path="/leiden/"):
        response = client.get(path)
        assert response.status_code == 200
        return response.content.decode()

    return read
