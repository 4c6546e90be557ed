import pytest
from django_scopes import scope


@pytest.fixture
def leiden(db):
    """Its scope is open, as in a request."""
    from tests.factories import make_collective

    collective = make_collective("leiden", city="Leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def office(leiden):
    from tests.factories import make_visitor

    return make_visitor(leiden, "office")
