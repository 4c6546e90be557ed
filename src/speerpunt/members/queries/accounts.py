"""Who has an account, and what that account amounts to today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..enums import StandingKind
from ..models import Membership, OrganisationRole, Person, Seat
from .standing import kinds_of


@dataclass(frozen=True)
class AccountRow:
    person: Person
    kinds: tuple[str, ...]


def account_rows(on: date | None = None) -> list[AccountRow]:
    """Everybody with an account, in three queries."""
    day = on or timezone.localdate()
    people = list(Person.objects.filter(user__isnull=False, erased_at__isnull=True).select_related("user"))
    roles, seats = _roles_by_person(day), _seats_by_person(day)
    return [AccountRow(person, _labels(kinds_of(roles[person.pk], seats[person.pk]))) for person in people]


def _roles_by_person(day: date) -> dict[int, list[tuple[Any, ...]]]:
    held = Membership.objects.active(day).filter(
        organisation=OuterRef("organisation"), umbrella__trashed_at__isnull=True
    )
    rows = (
        OrganisationRole.objects.active(day)
        .filter(person__user__isnull=False, organisation__trashed_at__isnull=True)
        .annotate(is_affiliated=Exists(held))
        .values_list("person_id", "organisation_id", "kind", "organisation__kind", "is_affiliated")
    )
    return _grouped(rows)


def _seats_by_person(day: date) -> dict[int, list[tuple[Any, ...]]]:
    rows = (
        Seat.objects.active(day)
        .filter(person__user__isnull=False)
        .values_list("person_id", "body_id", "kind", "body__kind")
    )
    return _grouped(rows)


def _grouped(rows: Any) -> dict[int, list[tuple[Any, ...]]]:
    grouped: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for person_id, *rest in rows:
        grouped[person_id].append(tuple(rest))
    return grouped


def _labels(kinds: set[str]) -> tuple[str, ...]:
    order = list(StandingKind)
    held = sorted((StandingKind(kind) for kind in kinds), key=order.index)
    return tuple(str(kind.label) for kind in held if kind is not StandingKind.PUBLIC)
