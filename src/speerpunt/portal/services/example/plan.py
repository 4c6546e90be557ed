"""Editions, priorities, aims and challenges of an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.core.enums import Health, Visibility
from speerpunt.priorities.enums import EditionStatus
from speerpunt.priorities.models import Aim, Challenge, PlanEdition, Priority

from .identities import (
    ChallengeId,
    EditionId,
    EditionReference,
    PriorityId,
    PriorityReference,
)
from .loading import Loading


@dataclass(frozen=True)
class EditionRow:
    notes: ClassVar = ("assumed",)

    id: EditionId
    title: str
    start: date
    end: date
    status: EditionStatus = EditionStatus.DRAFT
    summary: str = ""


@dataclass(frozen=True)
class PriorityRow:
    notes: ClassVar = ("topics",)

    id: PriorityId
    edition: EditionReference
    title: str
    number: int = 0
    parent: PriorityReference | None = None
    summary: str = ""
    health: Health = Health.NOT_STARTED
    health_reason: str = ""
    assumed: bool = False
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True)
class AimRow:
    notes: ClassVar = ("id",)

    priority: PriorityReference
    title: str
    text: str = ""
    position: int = 0


@dataclass(frozen=True)
class ChallengeRow:
    id: ChallengeId
    priority: PriorityReference
    title: str
    text: str = ""


@dataclass(frozen=True)
class PlanRows:
    editions: Sequence[EditionRow] = ()
    priorities: Sequence[PriorityRow] = ()
    aims: Sequence[AimRow] = ()
    challenges: Sequence[ChallengeRow] = ()


def add_plan(loading: Loading, rows: PlanRows) -> None:
    wanted = [
        PlanEdition(title=row.title, start=row.start, end=row.end, status=row.status, summary=row.summary)
        for row in rows.editions
    ]
    found = loading.add(PlanEdition, wanted, ("title",), is_told=True)
    loading.editions |= {row.id: edition for row, edition in zip(rows.editions, found, strict=True)}
    for part in (False, True):
        _add_priorities(loading, [row for row in rows.priorities if bool(row.parent) is part])
    _add_aims(loading, rows.aims)
    _add_challenges(loading, rows.challenges)


def _add_priorities(loading: Loading, rows: Sequence[PriorityRow]) -> None:
    wanted = [
        Priority(
            edition=loading.editions[row.edition],
            parent=loading.priorities[row.parent] if row.parent else None,
            number=row.number,
            title=row.title,
            slug=row.id,
            summary=row.summary,
            health=row.health,
            health_reason=row.health_reason,
            is_assumed=row.assumed,
            visibility=row.visibility,
        )
        for row in rows
    ]
    found = loading.add(Priority, wanted, ("edition_id", "slug"), is_told=True)
    loading.priorities |= {row.id: priority for row, priority in zip(rows, found, strict=True)}


def _add_aims(loading: Loading, rows: Sequence[AimRow]) -> None:
    aims = (
        Aim(priority=loading.priorities[row.priority], title=row.title, text=row.text, position=row.position)
        for row in rows
    )
    loading.add(Aim, aims, ("priority_id", "title"))


def _add_challenges(loading: Loading, rows: Sequence[ChallengeRow]) -> None:
    wanted = [
        Challenge(
            priority=loading.priorities[row.priority], title=row.title, text=row.text, position=position
        )
        for position, row in enumerate(rows, start=1)
    ]
    found = loading.add(Challenge, wanted, ("priority_id", "title"))
    loading.challenges |= {row.id: challenge for row, challenge in zip(rows, found, strict=True)}
