"""Which column of the file is which of ours: guessed from the headings, decided by the person."""

import re
from collections.abc import Mapping, Sequence

from django.utils import translation

from ..models import folded
from ..queries.exchange import COLUMNS, Column

NO_WORD = re.compile(r"[^a-z0-9]+")
LANGUAGES = ("nl", "en")


def guessed_matching(headings: Sequence[str]) -> dict[str, int]:
    """Place in the row for each column of ours that a heading names; the first such heading counts."""
    places: dict[str, int] = {}
    names = _names()
    for place, heading in enumerate(headings):
        column = names.get(_plain(heading))
        if column is not None and column not in places:
            places[column] = place
    return places


def _names() -> dict[str, str]:
    return {
        _plain(name): column.name for column in COLUMNS for name in (*column.also_called, *_own_names(column))
    }


def _own_names(column: Column) -> list[str]:
    names = [column.name] if column.name != "id" else []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(column.title))
    return names


def _plain(heading: str) -> str:
    return NO_WORD.sub(" ", folded(heading)).strip()


def cells_of(row: Sequence[str], matching: Mapping[str, int]) -> dict[str, str]:
    """The cells that are matched, by the name of our column; a row that is too short has empty ones."""
    return {name: row[place] if place < len(row) else "" for name, place in matching.items()}
