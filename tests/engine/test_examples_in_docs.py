"""Examples in docstrings and in docs/engine run, and print what they say."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import speerpunt.engine

PAGES = sorted((Path(__file__).parents[2] / "docs" / "engine").glob("*.md"))
MODULES = sorted(
    name
    for _, name, _ in pkgutil.walk_packages(speerpunt.engine.__path__, "speerpunt.engine.")
    if not name.endswith("__main__")
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", MODULES)
def test_a_docstring_shows_what_happens(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=OPTIONS).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_happens(page):
    result = doctest.testfile(str(page), module_relative=False, optionflags=OPTIONS)
    assert (result.failed, result.attempted > 0) == (0, True)
