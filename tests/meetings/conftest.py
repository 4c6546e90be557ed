import pytest
from django_scopes import scope


@pytest.fixture
def leiden(db):
    """Its scope is open, as in a request."""
    from tests.factories import make_collective

    collective = make_collective("leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def body(leiden):
    from tests.factories import make_body

    return make_body(leiden)
