"""The same change on many open actions at once: all of it, or nothing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record_many
from speerpunt.members.models import Person

from ..models import Action
from .closing import overtake_requests

BATCH = 500


@transaction.atomic
def move_all(actions: Iterable[Action], due: date, *, by: User) -> int:
    """Returns how many got another day; what is closed, or due then already, stays as it is."""
    moved = [action for action in actions if action.is_open and action.due != due]
    for keys in _batches(moved):
        overtake_requests(keys, by=by)
        Action.objects.filter(pk__in=keys).update(
            first_due=Coalesce("first_due", "due"),
            times_moved=F("times_moved") + 1,
            due=due,
            updated_at=timezone.now(),
        )
    record_many(((action, [("due", action.due, due)]) for action in moved), Verb.CHANGED, by=by)
    return len(moved)


@transaction.atomic
def hand_over_all(actions: Iterable[Action], owner: Person, *, by: User) -> int:
    given = [action for action in actions if action.is_open and action.owner_id != owner.pk]
    for keys in _batches(given):
        overtake_requests(keys, by=by)
        Action.objects.filter(pk__in=keys).update(owner=owner, updated_at=timezone.now())
    record_many(((action, [("owner", action.owner, owner)]) for action in given), Verb.CHANGED, by=by)
    return len(given)


def _batches(actions: list[Action]) -> Iterable[list[int]]:
    for start in range(0, len(actions), BATCH):
        yield [action.pk for action in actions[start : start + BATCH]]
