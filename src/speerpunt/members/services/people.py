"""The people whom the collective knows."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Person
from .invitations import withdraw_invitations


@transaction.atomic
def add_person(collective: Collective, *, by: User | None, **values: Any) -> Person:
    person = Person.objects.create(collective=collective, **values)
    record(person, Verb.CREATED, by=by)
    return person


@transaction.atomic
def change_person(person: Person, *, by: User | None, **values: Any) -> list[str]:
    """Returns the names of the fields that changed. Names and ways to reach them can be erased later.

    An invitation to the address of before would let its owner in, so that one goes.
    """
    changed = save_changes(person, by=by, **values)
    if "email" in changed:
        withdraw_invitations(person)
    return changed
