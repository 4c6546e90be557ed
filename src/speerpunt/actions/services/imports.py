"""Actions from a file, written by the services that the pages use too."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective, User
from speerpunt.core.services import save_changes
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..enums import ActionState
from ..models import Action
from ..queries.exchange import COLUMNS
from ..queries.imports import plan_actions
from .actions import add_action, change_action, drop_action, finish_action, reopen_action

ENDS = ("state", "closed_on", "drop_reason")


@transaction.atomic
def write_actions(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    """A new one belongs to the collective as a whole."""
    for planned in plan.new:
        values = {name: new for name, _old, new in planned.changes}
        ending = {name: values.pop(name) for name in ENDS if name in values}
        action = add_action(collective, target=None, by=by, title=planned.name, **values)
        _end(action, ending, by=by)
        progress(1)
    for planned in plan.changed:
        _change(planned.target, {name: new for name, _old, new in planned.changes}, by=by)
        progress(1)


def _change(action: Action, values: dict[str, Any], *, by: User | None) -> None:
    """What is closed is changed too: a file may put right what stood in it."""
    ending = {name: values.pop(name) for name in ENDS if name in values}
    if values and action.is_open:
        change_action(action, by=by, **values)
    elif values:
        areas = values.pop("areas", None)
        save_changes(action, by=by, **values)
        if areas is not None:
            action.areas.set(areas)
    _end(action, ending, by=by)


def _end(action: Action, ending: dict[str, Any], *, by: User | None) -> None:
    state = ending.get("state")
    if state == ActionState.OPEN:
        reopen_action(action, by=by)
        return
    if state is not None and not action.is_open:
        reopen_action(action, by=by)
    if state == ActionState.DONE:
        finish_action(action, by=by, on=ending.get("closed_on") or timezone.localdate())
        return
    if state == ActionState.DROPPED:
        drop_action(action, reason=ending.pop("drop_reason", action.drop_reason), by=by)
    late = {name: value for name, value in ending.items() if name != "state"}
    if late:
        save_changes(Action.objects.get(pk=action.pk), by=by, **late)


ACTIONS = Sheet(
    name="actions.actions",
    columns=COLUMNS,
    permission="actions.import_actions",
    page="actions:action_import",
    home="actions:actions",
    home_title=_("Actions"),
    title=_("Import actions"),
    lead=_("An action list from a spreadsheet. First you see what would change."),
    row_word=_("Action"),
    advice=(
        _("We recognise an action by its Speerpunt number, or by what and who."),
        _("Who is a name or a mail address of somebody who stands here already."),
        _("A new action is seen by the boards; on its page you make that narrower or wider."),
        _("Write several areas with | between them."),
    ),
    plan=plan_actions,
    write=write_actions,
)
