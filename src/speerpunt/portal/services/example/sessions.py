"""Positions of an example, and what of them and of agendas is shared with partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.meetings.enums import Access, PositionState
from speerpunt.meetings.models import Decision, Position, SharedPiece

from .identities import (
    DecisionReference,
    ItemReference,
    MeetingReference,
    PositionId,
    PositionReference,
    ProjectReference,
)
from .loading import Loading
from .meetings import Agendas


@dataclass(frozen=True)
class PositionRow:
    notes: ClassVar = ("assumed",)

    id: PositionId
    session: MeetingReference
    dossier: ProjectReference
    title: str
    text: str
    mandate: str = ""
    access: Access = Access.BODY
    state: PositionState = PositionState.DRAFT
    agreed_on: date | None = None
    decision: DecisionReference | None = None
    replaced_by: PositionReference | None = None


@dataclass(frozen=True)
class SharedRow:
    """One of item, position and decision."""

    notes: ClassVar = ("assumed",)

    session: MeetingReference
    item: ItemReference | None = None
    position: PositionReference | None = None
    decision: DecisionReference | None = None
    not_before: date | None = None


def add_sessions(
    loading: Loading,
    agendas: Agendas,
    decisions: dict[str, Decision],
    positions: Sequence[PositionRow],
    shared: Sequence[SharedRow],
) -> None:
    wanted = [_position(loading, row, agendas, decisions) for row in positions]
    found = loading.add(Position, wanted, ("session_id", "title"), is_told=True)
    by_id = {row.id: position for row, position in zip(positions, found, strict=True)}
    _replace(loading, positions, by_id)
    pieces = (
        SharedPiece(
            session=agendas.meetings[row.session],
            item=agendas.items[row.item] if row.item else None,
            position=by_id[row.position] if row.position else None,
            decision=decisions[row.decision] if row.decision else None,
            not_before=row.not_before,
        )
        for row in shared
    )
    loading.add(SharedPiece, pieces, ("session_id", "item_id", "position_id", "decision_id"))


def _position(
    loading: Loading, row: PositionRow, agendas: Agendas, decisions: dict[str, Decision]
) -> Position:
    session = agendas.meetings[row.session]
    return Position(
        session=session,
        body_id=session.body_id,
        dossier=loading.projects[row.dossier],
        title=row.title,
        text=row.text,
        mandate=row.mandate,
        access=row.access,
        state=row.state,
        agreed_on=row.agreed_on,
        decision=decisions[row.decision] if row.decision else None,
    )


def _replace(loading: Loading, rows: Sequence[PositionRow], by_id: dict[str, Position]) -> None:
    fresh = {position.pk for position in loading.fresh[Position]}
    for row in rows:
        if row.replaced_by and by_id[row.id].pk in fresh:
            by_id[row.id].replaced_by = by_id[row.replaced_by]
            by_id[row.id].save(update_fields=["replaced_by"])
