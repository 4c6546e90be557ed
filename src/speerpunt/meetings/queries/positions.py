"""Everything on the page of one position, as far as this visitor may see it."""

from dataclasses import dataclass
from typing import Any

from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.members.rules import standing
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..models import Decision, Meeting, Position, SharedPiece
from ..rules import sits_near
from .visible import decisions_visible_to, meetings_visible_to, positions_visible_to


@dataclass(frozen=True)
class PositionPage:
    dossier: Project | None
    session: Meeting | None
    decision: Decision | None
    newer: Position | None
    older: list[Position]
    shared: list[SharedPiece]
    # How far we may go, the other side of the table does not learn: not with the position either.
    reads_mandate: bool
    history: list[SignedLine]


def position_page(position: Position, user: Any) -> PositionPage:
    mine = positions_visible_to(user)
    sessions = meetings_visible_to(user)
    shared = position.shared_as.filter(session__in=sessions).select_related("session")
    reads_history = user.has_perm("meetings.view_meeting_history", position)
    return PositionPage(
        dossier=projects_visible_to(user).filter(pk=position.dossier_id).first(),
        session=sessions.filter(pk=position.session_id).first(),
        decision=decisions_visible_to(user).filter(pk=position.decision_id).first(),
        newer=mine.filter(pk=position.replaced_by_id).first(),
        older=list(mine.filter(replaced_by=position)),
        shared=list(shared),
        reads_mandate=sits_near(standing(user), position.body_id, position.access),
        history=signed_history_of(position, reader=user) if reads_history else [],
    )
