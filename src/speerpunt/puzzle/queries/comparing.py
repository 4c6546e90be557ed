"""What a reading would change: each work of the file beside the one that we have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..models import Work, WorkSource, WorksReading

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
    work: Work | None
    changed: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.work is None

    @property
    def is_back(self) -> bool:
        return self.work is not None and self.work.vanished_at is not None

    @property
    def is_same(self) -> bool:
        return self.work is not None and not self.changed and not self.is_back


@dataclass
class Comparison:
    compared: list[Compared] = field(default_factory=list)
    # Ours that the file does not name any more.
    vanished: list[Work] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        new = sum(each.is_new for each in self.compared)
        same = sum(each.is_same for each in self.compared)
        return {
            "new": new,
            "changed": len(self.compared) - new - same,
            "same": same,
            "vanished": len(self.vanished),
        }


def compare(reading: WorksReading) -> Comparison:
    """In two queries, however many works there are."""
    ours = {work.outside_id: work for work in works_of(reading.source)}
    compared = [_compared(said, ours.get(said["outside_id"])) for said in reading.works]
    named = {each.said["outside_id"] for each in compared}
    gone = [work for number, work in ours.items() if number not in named and work.vanished_at is None]
    return Comparison(compared, gone)


def works_of(source: WorkSource) -> Iterable[Work]:
    return Work.objects.filter(source=source).exclude(outside_id="")


def _compared(said: dict[str, Any], work: Work | None) -> Compared:
    if work is None:
        return Compared(said, None)
    before = work.source_values
    changed = tuple(name for name in (*FIELDS, *PARTS) if said[name] != before.get(name))
    return Compared(said, work, changed)
