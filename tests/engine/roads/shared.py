"""Example files of others, which are not part of this repository."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def shared_file(name: str) -> Path:
    """The file, or a skipped test that says which one is missing."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the example file {name} is not beside this repository")
    return path
