"""What we want on a dossier: written in an internal session, agreed, and replaced by what we want later."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..enums import MeetingKind, PositionState
from ..models import Decision, Meeting, Position
from ..problems import MeetingProblem


@transaction.atomic
def add_position(session: Meeting, *, by: User | None, **values: Any) -> Position:
    """As a draft, of the body that met."""
    if session.kind != MeetingKind.INTERNAL:
        raise MeetingProblem(_("A position is made in an internal session. Nothing was changed."))
    position = Position.objects.create(
        collective_id=session.collective_id, session=session, body_id=session.body_id, **values
    )
    record(position, Verb.CREATED, by=by, changes=[("title", None, position.title)])
    return position


@transaction.atomic
def change_position(position: Position, *, by: User | None, **values: Any) -> None:
    save_changes(_locked(position, PositionState.DRAFT), by=by, **values)


@transaction.atomic
def agree_position(
    position: Position,
    *,
    by: User | None,
    on: date | None = None,
    decision: Decision | None = None,
    replaces: Position | None = None,
) -> None:
    """From here on it stays as it is. The one that it replaces can still be read."""
    position = _locked(position, PositionState.DRAFT)
    if replaces is not None:
        _replace(replaces, position, by=by)
    agreed_on = decision.decided_on if decision is not None else on or timezone.localdate()
    save_changes(position, by=by, state=PositionState.AGREED, agreed_on=agreed_on, decision=decision)


def _replace(older: Position, newer: Position, *, by: User | None) -> None:
    older = _locked(older, PositionState.AGREED)
    if (older.dossier_id, older.body_id) != (newer.dossier_id, newer.body_id):
        raise MeetingProblem(_("That position is about something else. Nothing was changed."))
    save_changes(older, by=by, state=PositionState.REPLACED, replaced_by=newer)


def _locked(position: Position, state: PositionState) -> Position:
    """The row as it is now, held until the transaction ends."""
    now = Position.objects.select_for_update().get(pk=position.pk)
    if now.state != state:
        said = _("This position is no longer %(state)s. Nothing was changed.")
        raise MeetingProblem(said % {"state": state.label})
    return now
