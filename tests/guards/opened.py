"""For pytest: `-p tests.guards.opened --opened APP.RIGHT` gives a right to everybody, in every test."""

from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--opened", required=True, help="a right of some rules.py")


@pytest.fixture(autouse=True)
def _opened(request: pytest.FixtureRequest) -> Iterator[None]:
    """Imports stand inside: pytest reads this file before Django is set up."""
    import rules
    from rules.permissions import permissions

    right = request.config.getoption("--opened")
    held = permissions[right]
    permissions.set_rule(right, rules.always_allow)
    yield
    permissions.set_rule(right, held)
