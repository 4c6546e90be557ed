from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope


@pytest.fixture
def leiden(db: None) -> Iterator[Any]:
    """A collective, in whose scope the test is."""
    from tests.factories import make_collective

    collective = make_collective("leiden")
    with scope(collective=collective):
        yield collective
