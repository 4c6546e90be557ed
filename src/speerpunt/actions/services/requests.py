"""Asked and answered: another day, or another person. What is agreed changes the action at the same moment."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Person
from speerpunt.members.queries.people import person_of

from ..enums import ActionState, RequestState
from ..models import Action, ActionRequest
from ..problems import ActionProblem
from .actions import locked, move


@transaction.atomic
def ask_another_day(action: Action, day: date, *, reason: str, by: User) -> ActionRequest:
    action = locked(action, ActionState.OPEN)
    if day < timezone.localdate():
        raise ActionProblem(_("This day has passed. Choose one that is still to come."))
    if day == action.due:
        raise ActionProblem(_("The action is due on that day already. Choose another one."))
    return _ask(ActionRequest(action=action, new_due=day, reason=reason), by=by)


@transaction.atomic
def ask_to_take_over(action: Action, person: Person, *, reason: str, by: User) -> ActionRequest:
    """The person asked takes it over, or sends it back."""
    action = locked(action, ActionState.OPEN)
    if person.pk == action.owner_id:
        raise ActionProblem(_("The action is with this person already. Choose somebody else."))
    return _ask(ActionRequest(action=action, new_owner=person, reason=reason), by=by)


def _ask(asked: ActionRequest, *, by: User) -> ActionRequest:
    if asked.action.requests.filter(state=RequestState.OPEN).exists():
        raise ActionProblem(
            _("Something is asked about this action already. Wait for the answer, or withdraw it.")
        )
    asked.collective_id = asked.action.collective_id
    asked.asked_by = person_of(by)
    asked.save()
    name = "new_owner" if asked.is_handover else "new_due"
    changes = [(name, None, getattr(asked, name)), ("reason", None, asked.reason)]
    record(asked, Verb.CREATED, by=by, changes=changes)
    return asked


@transaction.atomic
def agree_to_request(asked: ActionRequest, *, words: str, by: User) -> None:
    asked = _answer(asked, RequestState.AGREED, words=words, by=by)
    action = asked.action
    if not asked.is_handover:
        move(action, by=by, due=asked.new_due)
    elif asked.new_owner is not None:
        move(action, by=by, owner=asked.new_owner)


@transaction.atomic
def refuse_request(asked: ActionRequest, *, words: str, by: User) -> None:
    """Everything stays as it was."""
    _answer(asked, RequestState.REFUSED, words=words, by=by)


@transaction.atomic
def withdraw_request(asked: ActionRequest, *, by: User) -> None:
    _answer(asked, RequestState.WITHDRAWN, words="", by=by)


def _answer(asked: ActionRequest, state: RequestState, *, words: str, by: User) -> ActionRequest:
    action = locked(asked.action, ActionState.OPEN)
    now = ActionRequest.objects.select_for_update().get(pk=asked.pk)
    if not now.is_open:
        raise ActionProblem(_("This was answered in the meantime. Nothing was changed."))
    now.action, now.answered_by, now.answered_at = action, person_of(by), timezone.now()
    now.save(update_fields=["answered_by", "answered_at"])
    save_changes(now, by=by, state=state, answer=words)
    return now
