from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope


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
def leiden(db: None) -> Iterator[Any]:
    from tests import factories as make

    collective = make.make_collective("leiden", name="Ondernemend Leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def desk(leiden: Any) -> Any:
    from .desk import set_up

    return set_up(leiden)
