"""The same fixtures as the tests of actions have, and a dossier with what is closed about it."""

import pytest
from django_scopes import scope

from tests.actions.conftest import (  # noqa: F401
    inside,
    leiden,
    person_of,
    priority,
    project,
    signed_in,
    somebody,
)


@pytest.fixture
def area(leiden):  # noqa: F811
    from tests.factories import make_area

    return make_area(leiden, name="De Waard", slug="de-waard")


@pytest.fixture
def dossier(priority, area):  # noqa: F811
    from tests.factories import make_project

    found = make_project(priority, title="Spanjaardsbrug", visibility="public")
    with scope(collective=found.collective):
        found.areas.add(area)
    return found


@pytest.fixture
def hidden(leiden, dossier, area):  # noqa: F811
    from .closed import hide

    return hide(leiden, dossier, area)
