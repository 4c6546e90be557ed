"""The session with partners, and which things its guests may read from which day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Person

from ..enums import Access, MeetingKind, PositionState
from ..models import AgendaItem, Decision, Meeting, Position, SharedPiece
from ..problems import MeetingProblem
from .sending import add_guest

Piece = AgendaItem | Position | Decision


@transaction.atomic
def plan_session_with_partners(
    prepared_in: Meeting, *, by: User | None, guests: Iterable[Person] = (), **values: Any
) -> Meeting:
    """On the dossier of the internal session, by the same body. Guests see it once its agenda is sent."""
    if prepared_in.kind != MeetingKind.INTERNAL:
        raise MeetingProblem(
            _("A session with partners follows on an internal session. Nothing was changed.")
        )
    session = Meeting.objects.create(
        collective_id=prepared_in.collective_id,
        body_id=prepared_in.body_id,
        dossier_id=prepared_in.dossier_id,
        prepared_in=prepared_in,
        kind=MeetingKind.EXTERNAL,
        access=Access.BODY,
        **values,
    )
    record(session, Verb.CREATED, by=by, changes=[("starts_at", None, session.starts_at)])
    for person in guests:
        add_guest(session, person, by=by)
    return session


@transaction.atomic
def share_pieces(
    session: Meeting, pieces: Iterable[Piece], *, by: User | None, not_before: date | None = None
) -> None:
    """All of them, or none."""
    for piece in pieces:
        share_piece(session, piece, not_before=not_before, by=by)


@transaction.atomic
def share_piece(
    session: Meeting, piece: Piece, *, by: User | None, not_before: date | None = None
) -> SharedPiece:
    """With who is invited to the session, from that day on."""
    _demand_external(session)
    if isinstance(piece, Position) and piece.state == PositionState.DRAFT:
        raise MeetingProblem(_("A draft is not shared. Agree on the position first."))
    named = {field_of(piece): piece}
    if SharedPiece.objects.filter(session=session, **named).exists():
        raise MeetingProblem(_("This is shared already. Nothing was changed."))
    shared = SharedPiece.objects.create(
        collective_id=session.collective_id, session=session, not_before=not_before, shared_by=by, **named
    )
    record(shared, Verb.CREATED, by=by, changes=[("not_before", None, not_before)])
    return shared


def change_embargo(shared: SharedPiece, *, not_before: date | None, by: User | None) -> None:
    save_changes(shared, by=by, not_before=not_before)


@transaction.atomic
def take_back_piece(shared: SharedPiece, *, by: User | None) -> None:
    """Guests do not read it any more; what they read, they read."""
    record(shared, Verb.DELETED, by=by)
    shared.delete()


def field_of(piece: Piece) -> str:
    """The field of a shared piece that holds such a thing."""
    return {AgendaItem: "item", Position: "position", Decision: "decision"}[type(piece)]


def _demand_external(session: Meeting) -> None:
    if session.kind != MeetingKind.EXTERNAL:
        raise MeetingProblem(_("This is no session with partners. Nothing was changed."))
