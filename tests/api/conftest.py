import pytest
from django_scopes import scope


@pytest.fixture(autouse=True)
def nothing_granted():
    """Keys of another test have the same numbers."""
    from speerpunt.api.services.limits import forget_grants

    forget_grants()


@pytest.fixture
def leiden(db):
    """Its scope is open, as in a request."""
    from tests.factories import make_collective

    collective = make_collective("leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def office_user(leiden):
    from tests.factories import make_visitor

    return make_visitor(leiden, "office")


@pytest.fixture
def office(leiden, office_user):
    """Another system, with the rights of the office."""
    from .asking import asker_of

    return asker_of(leiden, office_user)
