import logging

import pytest

from .turns import Turns


def pytest_configure(config: pytest.Config) -> None:
    Turns.are_taken = config.getoption("in_turns")


@pytest.fixture(autouse=True)
def _quiet_refusals(caplog):
    """Refusals are what these tests ask for, by the thousand; a fault is still said."""
    caplog.set_level(logging.ERROR, logger="django.request")
