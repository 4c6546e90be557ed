"""An action from its birth to its end. What it was and became stands in its history."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import Collective, CollectiveModel, User
from speerpunt.core.queries.subjects import circle_of, kind_of
from speerpunt.core.services import record, save_changes
from speerpunt.members.queries.people import person_of
from speerpunt.places.models import Area

from ..enums import ActionState
from ..models import Action
from ..problems import ActionProblem
from .closing import overtake_requests


def usual_circle(target: CollectiveModel | None) -> str:
    """What the world may see has work behind it that it need not: that stays among members."""
    if target is None:
        return Visibility.BOARD
    return Visibility.MEMBERS if circle_of(target) == Visibility.PUBLIC else ""


@transaction.atomic
def add_action(
    collective: Collective,
    *,
    target: CollectiveModel | None,
    by: User | None,
    areas: Iterable[Area] = (),
    visibility: str | None = None,
    **values: Any,
) -> Action:
    """Hanging on `target`, or on nothing."""
    action = Action.objects.create(
        collective=collective,
        content_type=kind_of(type(target)) if target is not None else None,
        object_id=target.pk if target is not None else None,
        visibility=usual_circle(target) if visibility is None else visibility,
        made_by=person_of(by),
        **values,
    )
    action.areas.set(areas)
    born = [("owner", None, action.owner), ("due", None, action.due)]
    record(action, Verb.CREATED, by=by, changes=born)
    return action


@transaction.atomic
def change_action(
    action: Action, *, by: User | None, areas: Iterable[Area] | None = None, **values: Any
) -> None:
    """A new day or owner answers what was asked about it."""
    action = locked(action, ActionState.OPEN)
    if move(action, by=by, **values) & {"due", "owner"}:
        overtake_requests([action.pk], by=by)
    if areas is not None:
        _set_areas(action, areas, by=by)


def move(action: Action, *, by: User | None, note: str = "", **values: Any) -> set[str]:
    """Change a locked action. Another day is counted, and the first one kept. Returns what changed."""
    if values.get("due", action.due) != action.due:
        action.first_due = action.first_due or action.due
        action.times_moved += 1
    return set(save_changes(action, by=by, note=note, **values))


def _set_areas(action: Action, areas: Iterable[Area], *, by: User | None) -> None:
    before = sorted(area.name for area in action.areas.all())
    action.areas.set(areas)
    after = sorted(area.name for area in action.areas.all())
    if before != after:
        change = ("areas", ", ".join(before), ", ".join(after))
        record(action, Verb.CHANGED, by=by, changes=[change])


@transaction.atomic
def finish_action(action: Action, *, by: User | None, on: date | None = None) -> None:
    _close(action, by=by, state=ActionState.DONE, closed_on=on or timezone.localdate())


@transaction.atomic
def drop_action(action: Action, *, reason: str, by: User | None) -> None:
    """It will not be done any more."""
    _close(action, by=by, state=ActionState.DROPPED, closed_on=timezone.localdate(), drop_reason=reason)


def _close(action: Action, *, by: User | None, **values: Any) -> None:
    action = locked(action, ActionState.OPEN)
    save_changes(action, by=by, **values)
    overtake_requests([action.pk], by=by)


@transaction.atomic
def reopen_action(action: Action, *, by: User | None) -> None:
    """Its history goes on where it stopped."""
    action = locked(action, ActionState.DONE, ActionState.DROPPED)
    save_changes(action, by=by, state=ActionState.OPEN, closed_on=None, drop_reason="")


def locked(action: Action, *states: ActionState) -> Action:
    """The row as it is now, held until the transaction ends; it must be in one of these states."""
    now = Action.objects.select_for_update().get(pk=action.pk)
    if now.state in states:
        return now
    if now.is_open:
        raise ActionProblem(_("This action is open already. Nothing was changed."))
    raise ActionProblem(_("This action is closed already. Nothing was changed. You can reopen it."))
