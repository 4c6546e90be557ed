from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """Every test begins without a file."""
    place = tmp_path / "files"
    stored = settings.STORAGES["documents"]
    settings.STORAGES = settings.STORAGES | {
        "documents": {**stored, "OPTIONS": {**stored["OPTIONS"], "location": place}}
    }
    return place


@pytest.fixture
def house(db: None) -> Any:
    """A core team with a meeting in a week, and who sits in it; the scope stays open."""
    from django_scopes import scope

    from .house import set_up

    made = set_up()
    with scope(collective=made.collective):
        yield made
