"""What a reading would change: each work of the file beside the one that we have.

The database compares, by digests of what the source says now and said last; works are read only where they are shown.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ..models import StagedWork, Work, WorkSource, WorksReading

# What a source says of a work itself; phases and lines besides.
FIELDS = (
    "name",
    "kind",
    "status",
    "description",
    "hindrance",
    "geometry",
    "road",
    "authority",
    "url",
)
PARTS = ("phases", "lines")


@dataclass(frozen=True)
class Compared:
    """One work of the file; `work` is ours, and `changed` names what the source says otherwise than last time."""

    said: dict[str, Any]
    digest: str
    work: Work | None
    changed: tuple[str, ...] = ()


def digest_of_said(said: dict[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def new_in(reading: WorksReading) -> QuerySet[StagedWork]:
    return reading.staged.filter(~Exists(_ours(reading)))


def changed_in(reading: WorksReading) -> QuerySet[StagedWork]:
    """Works that we have, of which the source says something else, or that came back."""
    return to_take(reading).filter(Exists(_ours(reading)))


def to_take(reading: WorksReading) -> QuerySet[StagedWork]:
    """All that would change anything."""
    same = _ours(reading).filter(source_digest=OuterRef("digest"), vanished_at=None)
    return reading.staged.filter(~Exists(same))


def vanished_from(reading: WorksReading) -> QuerySet[Work]:
    """Ours that the file does not name any more."""
    named = StagedWork._base_manager.filter(reading=reading, outside_id=OuterRef("outside_id"))
    return works_of(reading.source).filter(~Exists(named), vanished_at=None)


def counts_of(reading: WorksReading) -> dict[str, int]:
    new, changed = new_in(reading).count(), changed_in(reading).count()
    same = reading.staged.count() - new - changed
    return {"new": new, "changed": changed, "same": same, "vanished": vanished_from(reading).count()}


def compare(staged: Iterable[StagedWork], source: WorkSource) -> list[Compared]:
    """Some works of a file, in one query."""
    rows = list(staged)
    found = Work._base_manager.filter(source=source, outside_id__in=[row.outside_id for row in rows])
    ours = {work.outside_id: work for work in found}
    return [_compared(row, ours.get(row.outside_id)) for row in rows]


def works_of(source: WorkSource) -> QuerySet[Work]:
    return Work.objects.filter(source=source).exclude(outside_id="")


def _ours(reading: WorksReading) -> QuerySet[Work]:
    """By source and number only: told the collective too, SQLite looks through all works of it for each row.

    A source and its works are of one collective; the database guards that.
    """
    return Work._base_manager.filter(source=reading.source_id, outside_id=OuterRef("outside_id"))


def _compared(row: StagedWork, work: Work | None) -> Compared:
    if work is None:
        return Compared(row.said, row.digest, None)
    before = work.source_values
    changed = tuple(name for name in (*FIELDS, *PARTS) if row.said[name] != before.get(name))
    return Compared(row.said, row.digest, work, changed)
