"""Which entries a visitor may see, as each source says at this moment. Every kind at once in one query."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from ..queries.once import kept_for_standing
from ..registry import SearchSource
from .numbering import row_of

# Most are seen: so many more are looked at than are needed, and each time that was not enough, so many times more.
ROOM, WIDER = 1.5, 4
FEWEST_LOOKED_AT = 40

# How a kind is asked, and with which values; None where nothing of it can be seen.
Question = tuple[str, tuple[Any, ...]] | None


@dataclass
class Line:
    """Entries of one kind, best first, and those of them that are seen."""

    kind: str
    entries: Iterator[int]
    seen: list[int] = field(default_factory=list)
    is_over: bool = False


class Sight:
    """Of one visitor, for one question: what was looked at once is not asked again."""

    def __init__(self, user: Any, sources: Mapping[str, SearchSource]) -> None:
        self._user = user
        self._sources = sources
        self._questions: dict[str, Question] = {}
        self._looked_at: set[int] = set()
        self._seen: set[int] = set()

    def look_for(self, lines: Sequence[Line], most: int) -> None:
        """See so many on each line, or all there are."""
        share = max(int(most * ROOM), FEWEST_LOOKED_AT)
        while lines:
            self._look_further(lines, share)
            lines = [line for line in lines if not line.is_over and len(line.seen) < most]
            share *= WIDER

    def look_for_any(self, groups: Sequence[Sequence[Line]]) -> None:
        """See something on one line of each group, or find that there is nothing to be seen on any."""
        share = FEWEST_LOOKED_AT
        while groups:
            self._look_further([line for group in groups for line in group if not line.is_over], share)
            groups = [
                group
                for group in groups
                if not any(line.seen for line in group) and not all(line.is_over for line in group)
            ]
            share *= WIDER

    def _look_further(self, lines: Sequence[Line], share: int) -> None:
        looked_at = [(line, list(islice(line.entries, share))) for line in lines]
        wanted: dict[str, set[int]] = defaultdict(set)
        for line, entries in looked_at:
            wanted[line.kind].update(entries)
        self._ask({kind: entries - self._looked_at for kind, entries in wanted.items()})
        for line, entries in looked_at:
            line.seen += [entry for entry in entries if entry in self._seen]
            line.is_over = len(entries) < share

    def _ask(self, new: Mapping[str, set[int]]) -> None:
        """Each kind of which there is something new, all of them in one query."""
        asked, values = [], []
        entries: dict[tuple[str, int], int] = {}
        for kind, some in new.items():
            question = self._question(kind) if some else None
            if question is not None:
                rows = {row_of(entry): entry for entry in some}
                asked.append(question[0])
                values += [kind, *question[1], _listed(list(rows))]
                entries.update({(kind, row): entry for row, entry in rows.items()})
            self._looked_at |= some
        if asked:
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join(asked), values)
                seen = cursor.fetchall()
            self._seen.update(entries[kind, row] for kind, rows in seen for row in json.loads(rows or "[]"))

    def _question(self, kind: str) -> Question:
        if kind not in self._questions:
            self._questions[kind] = question_of(self._user, self._sources[kind])
        return self._questions[kind]


def question_of(user: Any, source: SearchSource) -> Question:
    return _kept_question(user, source.visible_to)


@kept_for_standing
def _kept_question(user: Any, visible_to: Callable[[Any], Any]) -> Question:
    return _written(visible_to(user))


def _written(visible: Any) -> Question:
    """All ids as one value: a row of Python for each would cost more than the query."""
    try:
        rows, values = visible.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    if connection.vendor == "postgresql":
        ids, named = "json_agg(pk)::text", "= ANY(%s::bigint[])"
    else:
        ids, named = "json_group_array(pk)", "IN (SELECT value FROM json_each(%s))"
    return f"SELECT %s, {ids} FROM ({rows}) AS seen WHERE pk {named}", values  # noqa: S608 - Django's own SQL


def _listed(ids: list[int]) -> str | list[int]:
    return ids if connection.vendor == "postgresql" else json.dumps(ids)
