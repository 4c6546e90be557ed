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
def year(leiden):
    from tests.factories import make_fund_year

    return make_fund_year(leiden)


@pytest.fixture
def account(leiden, year):
    """An area with a yield of a thousand euros."""
    from tests.factories import make_drawing_account, make_yield

    found = make_drawing_account(leiden, name="De Waard")
    make_yield(found, year)
    return found


@pytest.fixture
def other(leiden, year):
    from tests.factories import make_drawing_account, make_yield

    found = make_drawing_account(leiden, name="Trekvliet")
    make_yield(found, year)
    return found


@pytest.fixture
def decision(leiden):
    from tests.factories import make_meeting_decision

    return make_meeting_decision(leiden)
