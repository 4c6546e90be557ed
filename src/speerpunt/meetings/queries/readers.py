"""Somebody as a reader of what is mailed to him, with the rights that he has at this moment."""

from dataclasses import dataclass
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.members.enums import SeatKind
from speerpunt.members.models import Person, Seat
from speerpunt.members.queries import attach_standing
from speerpunt.members.rules import Standing

LEADING = (SeatKind.CHAIR, SeatKind.SECRETARY)


@dataclass
class SeatedReader:
    """Without an account: what he may read follows from his seats, and from what he is invited to."""

    standing: Standing
    is_authenticated: bool = False

    def has_perm(self, permission: str, target: Any = None) -> bool:
        return False


def reader_of(person: Person, collective: Collective) -> Any:
    if person.user is not None:
        attach_standing(person.user, collective)
        return person.user
    seats = list(Seat.objects.active().filter(person=person).values_list("body_id", "kind"))
    return SeatedReader(
        Standing(
            collective_id=collective.pk,
            person_id=person.pk,
            body_ids=frozenset(body for body, _kind in seats),
            deciding_body_ids=frozenset(body for body, kind in seats if kind != SeatKind.OBSERVER),
            led_body_ids=frozenset(body for body, kind in seats if kind in LEADING),
        )
    )
