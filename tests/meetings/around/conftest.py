"""The same fixtures as the tests of actions have."""

from tests.actions.conftest import (  # noqa: F401
    inside,
    leiden,
    person_of,
    priority,
    project,
    signed_in,
    somebody,
)
