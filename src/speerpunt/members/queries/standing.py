"""What somebody is to a collective, derived from dated roles and seats."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import Collective

from ..enums import BodyKind, OrganisationKind, RoleKind, SeatKind, StandingKind
from ..models import Membership, OrganisationRole, Person, Seat
from ..rules import NOBODY, Standing

UMBRELLAS = (OrganisationKind.UMBRELLA, OrganisationKind.ASSOCIATION)
OUTSIDERS = (OrganisationKind.PARTNER, OrganisationKind.GOVERNMENT)
LEADS = (RoleKind.CHAIR, RoleKind.BOARD_MEMBER)


def standing_of(user: Any, collective: Collective, on: date | None = None) -> Standing:
    """The standing of an account on a day. Three queries; none for somebody not signed in."""
    nobody = replace(NOBODY, collective_id=collective.pk)
    if not user.is_authenticated or not user.is_active:
        return nobody
    day = on or timezone.localdate()
    with scope(collective=collective):
        person = Person.objects.filter(user=user, erased_at__isnull=True).first()
        if person is None:
            return nobody
        return _standing_of_person(person, day)


def _standing_of_person(person: Person, day: date) -> Standing:
    umbrella = Membership.objects.active(day).filter(organisation=OuterRef("organisation"))
    roles = list(
        OrganisationRole.objects.active(day)
        .filter(person=person, organisation__trashed_at__isnull=True)
        .annotate(is_affiliated=Exists(umbrella))
        .values_list("kind", "organisation_id", "organisation__kind", "is_affiliated")
    )
    seats = list(Seat.objects.active(day).filter(person=person).values_list("body_id", "body__kind", "kind"))
    return Standing(
        collective_id=person.collective_id,
        person_id=person.pk,
        kinds=frozenset(kinds_of(roles, seats)),
        organisation_ids=frozenset(row[1] for row in roles),
        board_ids=frozenset(row[1] for row in roles if row[0] in LEADS),
        managed_ids=frozenset(row[1] for row in roles if row[0] == RoleKind.PARK_MANAGER),
        body_ids=frozenset(row[0] for row in seats),
    )


def kinds_of(roles: list[tuple[Any, ...]], seats: list[tuple[Any, ...]]) -> set[str]:
    kinds: set[str] = {StandingKind.PUBLIC}
    for role, _organisation, organisation_kind, is_affiliated in roles:
        kinds |= _kinds_of_role(role, organisation_kind, is_affiliated)
    for _body, body_kind, seat in seats:
        if body_kind == BodyKind.BOARD and seat != SeatKind.OBSERVER:
            kinds.add(StandingKind.BOARD)
    return kinds


def _kinds_of_role(role: str, organisation_kind: str, is_affiliated: bool) -> set[str]:
    if organisation_kind == OrganisationKind.COLLECTIVE:
        return {StandingKind.OFFICE} if role == RoleKind.OFFICE else set()
    if organisation_kind in OUTSIDERS:
        return {StandingKind.PARTNER}
    if organisation_kind in UMBRELLAS:
        found = {StandingKind.MEMBER}
        if role in LEADS:
            found.add(StandingKind.UMBRELLA_BOARD)
        if role == RoleKind.PARK_MANAGER:
            found.add(StandingKind.PARK_MANAGER)
        return found
    return {StandingKind.MEMBER} if is_affiliated else set()


def attach_standing(
    user: Any, collective: Collective, *, as_kind: str = "", on: date | None = None
) -> Standing:
    """Put the standing on the user, where the predicates read it. The office may look as another kind."""
    found = standing_of(user, collective, on)
    if as_kind and found.is_office:
        found = _seen_as(found, as_kind)
    user.standing = found
    return found


def _seen_as(real: Standing, kind: str) -> Standing:
    kinds = frozenset({StandingKind.PUBLIC, kind})
    return Standing(
        collective_id=real.collective_id,
        person_id=real.person_id,
        kinds=kinds,
        viewing_as=kind,
        real_kinds=real.kinds,
    )
