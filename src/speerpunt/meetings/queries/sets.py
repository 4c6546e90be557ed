"""All papers of a meeting as one reader has them: what goes into his one PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from speerpunt.documents.enums import FileKind

from ..models import Meeting
from .agenda import Agenda, AgendaLine, agenda_of
from .papers import PaperLine

# The kind of job that makes a large one.
SET_JOB = "meetings.bind_set"
# What is made while somebody waits; more is made behind the scenes.
MOST_AT_ONCE, MOST_BYTES_AT_ONCE = 6, 5_000_000
MOST_PAPERS, MOST_BYTES, MOST_BYTES_AWAITED = 300, 250_000_000, 40_000_000


@dataclass(frozen=True)
class PaperSet:
    agenda: Agenda

    @property
    def papers(self) -> Iterator[tuple[AgendaLine, PaperLine]]:
        for line in self.agenda.lines:
            for paper in line.papers:
                yield line, paper

    @property
    def count(self) -> int:
        return sum(1 for _each in self.papers)

    @property
    def size(self) -> int:
        """Bytes of what is bound in as it is."""
        return sum(
            paper.version.stored.size
            for _line, paper in self.papers
            if paper.version.stored.kind == FileKind.PDF
        )

    @property
    def is_small(self) -> bool:
        return self.count <= MOST_AT_ONCE and self.size <= MOST_BYTES_AT_ONCE

    @property
    def is_heavy(self) -> bool:
        """More than somebody can wait for."""
        return self.size > MOST_BYTES_AWAITED

    @property
    def is_too_large(self) -> bool:
        return self.count > MOST_PAPERS or self.size > MOST_BYTES

    @property
    def digest(self) -> str:
        """Of what stands in it: another item, text or version makes another one."""
        meeting = self.agenda.meeting
        said: list[Any] = [
            meeting.pk,
            meeting.title,
            meeting.starts_at,
            meeting.ends_at,
            self.agenda.is_whole,
        ]
        for line in self.agenda.lines:
            item = line.item
            said += [item.pk, item.title, item.question, item.minutes, item.kind, str(item.introduced_by)]
            said += [(paper.document.name, paper.version.pk) for paper in line.papers]
        return sha256(repr(said).encode()).hexdigest()


def set_of(meeting: Meeting, user: Any) -> PaperSet:
    return PaperSet(agenda_of(meeting, user))
