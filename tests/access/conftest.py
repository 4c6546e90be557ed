import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet_refusals(caplog):
    """Refusals are what these tests ask for, by the thousand; a fault is still said."""
    caplog.set_level(logging.ERROR, logger="django.request")
