"""Which column of the file is which of ours: guessed from the headings, decided by the person."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils import translation

from ..sheets import OWN_ID, Column
from ..texts import folded

NO_WORD = re.compile(r"[^a-z0-9]+")
LANGUAGES = ("nl", "en")


def guessed_matching(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Place in the row for each column of ours that a heading names; the first such heading counts."""
    places: dict[str, int] = {}
    names = {_plain(name): column.name for column in columns for name in _names_of(column)}
    for place, heading in enumerate(headings):
        column = names.get(_plain(heading))
        if column is not None and column not in places:
            places[column] = place
    return places


def is_called(column: Column, heading: str) -> bool:
    return _plain(heading) in {_plain(name) for name in _names_of(column)}


def _names_of(column: Column) -> Iterator[str]:
    yield from column.also_called
    if column.name != OWN_ID:
        yield column.name
    for language in LANGUAGES:
        with translation.override(language):
            yield str(column.title)


def _plain(heading: str) -> str:
    return NO_WORD.sub(" ", folded(heading)).strip()


def cells_of(row: Sequence[str], matching: Mapping[str, int]) -> dict[str, str]:
    """The cells that are matched, by the name of our column; a row that is too short has empty ones."""
    return {name: row[place] if place < len(row) else "" for name, place in matching.items()}
