"""Whom somebody may give an action, and whose actions he sees on the list."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import Written
from speerpunt.members.models import OrganisationRole, Person, Seat, full_name
from speerpunt.members.queries.people import people_visible_to
from speerpunt.members.rules import standing

from ..models import IS_OPEN, Action

MOST_SUGGESTED = 40
# What it takes to name somebody.
NAMES = ("given_name", "family_name")
NAMED = ("collective", *NAMES)


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


def suggested(user: Any) -> dict[int, str]:
    """Names of those who are likely to act for him."""
    return {pk: full_name(given, family) for pk, given, family in _suggested(user).ask()}


def own_name(user: Any) -> dict[int, str]:
    """His own, where he is known here."""
    return {pk: full_name(given, family) for pk, given, family in _own(user).ask()}


@kept_for_standing
def _suggested(user: Any) -> Written:
    return Written(likely_to_act(people_to_act(user)).values_list("pk", *NAMES))


@kept_for_standing
def _own(user: Any) -> Written:
    return Written(Person.objects.filter(pk=standing(user).person_id or 0).values_list("pk", *NAMES))


def owners_of(actions: QuerySet[Action]) -> QuerySet[Any]:
    """Id and names of who has something open. Of each it is asked whether there is one; the list of all is long."""
    people = Person.objects.filter(Exists(actions.filter(IS_OPEN, owner=OuterRef("pk")).order_by()))
    return people.values_list("pk", *NAMES)
