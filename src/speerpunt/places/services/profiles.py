"""What an area wants: its sentence, ambitions and desired images."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..models import Ambition, Area


@transaction.atomic
def change_sentence(area: Area, *, summary: str, by: User | None) -> None:
    save_changes(area, by=by, summary=summary)


@transaction.atomic
def add_ambition(area: Area, *, by: User | None, **values: Any) -> Ambition:
    ambition = Ambition.objects.create(collective_id=area.collective_id, area=area, **values)
    record(ambition, Verb.CREATED, by=by)
    return ambition


@transaction.atomic
def change_ambition(ambition: Ambition, *, by: User | None, **values: Any) -> list[str]:
    return save_changes(ambition, by=by, **values)


@transaction.atomic
def remove_ambition(ambition: Ambition, *, by: User | None) -> None:
    """The area remembers what it wanted."""
    record(ambition.area, Verb.UNLINKED, by=by, note=ambition.text[:200])
    record(ambition, Verb.DELETED, by=by)
    ambition.delete()
