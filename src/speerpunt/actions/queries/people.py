"""Whom somebody may give an action, and whose actions he sees on the list."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from speerpunt.members.models import OrganisationRole, Person, Seat
from speerpunt.members.queries.people import people_visible_to
from speerpunt.members.rules import standing

from ..models import IS_OPEN, Action

MOST_SUGGESTED = 40
# What it takes to name somebody.
NAMED = ("collective", "given_name", "family_name")


def people_to_act(user: Any, action: Action | None = None) -> QuerySet[Person]:
    """Boards know everybody; others those with whom they share a body or an organisation, and who made the action."""
    kept = Person.objects.filter(erased_at__isnull=True)
    at = standing(user)
    if at.is_on_a_board:
        return kept.filter(pk__in=people_visible_to(user).order_by().values("pk"))
    seats = Seat.objects.active().filter(body_id__in=at.body_ids)
    roles = OrganisationRole.objects.active().filter(organisation_id__in=at.organisation_ids)
    known = Q(pk=at.person_id) | Q(pk__in=seats.values("person_id")) | Q(pk__in=roles.values("person_id"))
    if action is not None:
        known |= Q(pk=action.made_by_id)
    return kept.filter(known)


def own_person(user: Any) -> Person | None:
    """Who the visitor is here."""
    return Person.objects.filter(pk=standing(user).person_id or 0).only(*NAMED).first()


def likely_to_act(people: QuerySet[Person]) -> QuerySet[Person]:
    """Who can sign in is suggested; anybody else can be typed."""
    return people.filter(user__isnull=False).only(*NAMED)[:MOST_SUGGESTED]


def owners_of(actions: QuerySet[Action]) -> dict[int, str]:
    """Names of who has something open. Of each it is asked whether there is one; the list of all is long."""
    people = Person.objects.filter(Exists(actions.filter(IS_OPEN, owner=OuterRef("pk")).order_by()))
    names = people.values_list("pk", "given_name", "family_name")
    return {pk: f"{given} {family}".strip() for pk, given, family in names}
