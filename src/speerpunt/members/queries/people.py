"""Which people somebody may see, and what stands on the page of one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from speerpunt.core.models import Collective, CollectiveModel

from ..models import OrganisationRole, Person, Seat
from ..rules import standing
from .standing import standing_of


def collectives_of(user: Any) -> list[Collective]:
    """Where the account is more than a visitor today."""
    with scopes_disabled():
        people = Person.objects.filter(user=user, erased_at__isnull=True)
        known = list(Collective.objects.filter(pk__in=people.values("collective_id")).order_by("name"))
    return [collective for collective in known if standing_of(user, collective).is_signed_in]


def person_of(user: Any) -> Person | None:
    """Who is behind an account here."""
    return None if user is None else Person.objects.filter(user=user, erased_at__isnull=True).first()


def people_visible_to(user: Any) -> QuerySet[Person]:
    """Boards and office see everybody; others only themselves."""
    at = standing(user)
    if at.is_on_a_board:
        return Person.objects.all()
    return Person.objects.filter(pk=at.person_id) if at.person_id else Person.objects.none()


def with_present_roles(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Each row with `present_roles` and `present_seats`, in two queries more."""
    roles = OrganisationRole.objects.active().filter(organisation__trashed_at__isnull=True)
    seats = Seat.objects.active().select_related("body")
    return rows.prefetch_related(
        Prefetch("roles", queryset=roles.select_related("organisation"), to_attr="present_roles"),
        Prefetch("seats", queryset=seats, to_attr="present_seats"),
    )


@dataclass(frozen=True)
class PersonPage:
    roles: list[OrganisationRole]
    former_roles: list[OrganisationRole]
    seats: list[Seat]
    former_seats: list[Seat]

    def parts(self) -> list[CollectiveModel]:
        """Rows whose history is part of that of the person."""
        return [*self.roles, *self.former_roles, *self.seats, *self.former_seats]


def person_page(person: Person) -> PersonPage:
    today = timezone.localdate()
    roles = list(person.roles.filter(organisation__trashed_at__isnull=True).select_related("organisation"))
    seats = list(person.seats.select_related("body", "on_behalf_of"))
    return PersonPage(
        roles=[row for row in roles if not row.end or row.end >= today],
        former_roles=[row for row in roles if row.end and row.end < today],
        seats=[row for row in seats if not row.end or row.end >= today],
        former_seats=[row for row in seats if row.end and row.end < today],
    )
