"""The words of a collective: counted, so that one which stands nowhere any more is forgotten."""

import json
from collections import Counter
from typing import Any

from django.db import connection

from ..addresses import current_collective
from ..dutch.edits import allowed, nearest, piece_keys, pieces, swapped
from ..models import SearchWord

AT_ONCE = 500
MOST_COMPLETIONS = 24
MOST_MEANT = 12
COLUMNS = ("collective_id", "word", "count", "start", "head", "middle", "tail")


def count_words(collective_id: int, changes: Counter[str]) -> None:
    """Add to, or take from, the rows in which each word stands."""
    rows = [
        (collective_id, word, change, *_columns(word)) for word, change in sorted(changes.items()) if change
    ]
    statement = (
        f"INSERT INTO core_searchword ({', '.join(COLUMNS)}) "  # noqa: S608 - names of our own
        f"VALUES ({', '.join(['%s'] * len(COLUMNS))}) "
        "ON CONFLICT (collective_id, word) DO UPDATE SET count = core_searchword.count + excluded.count"
    )
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
    taken = [word for word, change in changes.items() if change < 0]
    for start in range(0, len(taken), AT_ONCE):
        gone = SearchWord._base_manager.filter(collective_id=collective_id, count__lte=0)
        gone.filter(word__in=taken[start : start + AT_ONCE]).delete()


def _columns(word: str) -> tuple[str, str, str, str]:
    """Only a word that may be a slip of another has pieces."""
    return word[:3], *(pieces(word) if allowed(word) else ("", "", ""))


def completions(word: str) -> list[str]:
    """Words that begin so, the most used first. Whether the visitor sees where they stand, is asked afterwards."""
    if len(word) < 3:
        return []
    begun = SearchWord.objects.filter(start=word[:3], word__startswith=word).exclude(word=word)
    return list(begun.order_by("-count", "word").values_list("word", flat=True)[:MOST_COMPLETIONS])


def meant_by(word: str) -> list[str]:
    """Words of which this one may be a slip, nearest first."""
    if not allowed(word):
        return []
    heads, middles, tails = piece_keys(word)
    alike = {"head": heads, "middle": middles, "tail": tails, "word": swapped(word)}
    return nearest(word, _words_with(alike))[:MOST_MEANT]


def _words_with(pieces_by_column: dict[str, set[str]]) -> set[str]:
    """Each piece is looked up in the index of its column; of a list of them SQLite would read the whole vocabulary."""
    is_sqlite = connection.vendor == "sqlite"
    listed = "json_each(%s) AS piece" if is_sqlite else "unnest(%s::text[]) AS piece(value)"
    asked = [
        f"SELECT word FROM {listed} CROSS JOIN core_searchword "  # noqa: S608 - names of our own
        f"WHERE collective_id = %s AND {column} = piece.value"
        for column in pieces_by_column
    ]
    values: list[Any] = []
    for found in pieces_by_column.values():
        values += [json.dumps(sorted(found)) if is_sqlite else sorted(found), current_collective().pk]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(asked), values)
        return {word for (word,) in cursor.fetchall()}
