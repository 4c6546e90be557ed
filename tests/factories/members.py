from typing import Any

from speerpunt.core.models import Collective, User
from speerpunt.members.enums import BodyKind, OrganisationKind, RoleKind, SeatKind, StandingKind
from speerpunt.members.models import Body, Membership, Organisation, OrganisationRole, Person, Seat

from .core import make_user, next_number


def make_organisation(collective: Collective, **fields: Any) -> Organisation:
    fields.setdefault("kind", OrganisationKind.ENTERPRISE)
    fields.setdefault("name", f"Bedrijf {next_number()}")
    return Organisation.objects.create(collective=collective, **fields)


def make_membership(organisation: Organisation, umbrella: Organisation, **fields: Any) -> Membership:
    return Membership.objects.create(
        collective_id=organisation.collective_id, organisation=organisation, umbrella=umbrella, **fields
    )


def make_person(collective: Collective, **fields: Any) -> Person:
    fields.setdefault("family_name", f"Persoon {next_number()}")
    return Person.objects.create(collective=collective, **fields)


def make_role(
    person: Person, organisation: Organisation, kind: str = RoleKind.EMPLOYEE, **fields: Any
) -> OrganisationRole:
    return OrganisationRole.objects.create(
        collective_id=person.collective_id, person=person, organisation=organisation, kind=kind, **fields
    )


def make_body(collective: Collective, **fields: Any) -> Body:
    fields.setdefault("kind", BodyKind.CORE_TEAM)
    fields.setdefault("name", f"Kernteam {next_number()}")
    return Body.objects.create(collective=collective, **fields)


def make_seat(body: Body, person: Person | None = None, **fields: Any) -> Seat:
    fields.setdefault("kind", SeatKind.MEMBER)
    return Seat.objects.create(collective_id=body.collective_id, body=body, person=person, **fields)


def make_member(collective: Collective, umbrella: Organisation | None = None, **fields: Any) -> Organisation:
    """An enterprise that belongs to an umbrella."""
    umbrella = umbrella or make_organisation(collective, kind=OrganisationKind.UMBRELLA)
    enterprise = make_organisation(collective, **fields)
    make_membership(enterprise, umbrella)
    return enterprise


def make_visitor(collective: Collective, kind: str = StandingKind.OFFICE, **fields: Any) -> User:
    """An account whose roles and seats make it the given kind of visitor of the collective."""
    user = make_user(**fields)
    person = make_person(collective, user=user, email=user.email)
    _GIVE[kind](collective, person)
    return user


def _as_office(collective: Collective, person: Person) -> None:
    make_role(person, make_organisation(collective, kind=OrganisationKind.COLLECTIVE), RoleKind.OFFICE)


def _as_board(collective: Collective, person: Person) -> None:
    make_seat(make_body(collective, kind=BodyKind.BOARD), person)


def _as_umbrella_board(collective: Collective, person: Person) -> None:
    make_role(person, make_organisation(collective, kind=OrganisationKind.UMBRELLA), RoleKind.CHAIR)


def _as_park_manager(collective: Collective, person: Person) -> None:
    make_role(person, make_organisation(collective, kind=OrganisationKind.ASSOCIATION), RoleKind.PARK_MANAGER)


def _as_member(collective: Collective, person: Person) -> None:
    make_role(person, make_member(collective))


def _as_partner(collective: Collective, person: Person) -> None:
    make_role(person, make_organisation(collective, kind=OrganisationKind.PARTNER))


_GIVE = {
    StandingKind.OFFICE: _as_office,
    StandingKind.BOARD: _as_board,
    StandingKind.UMBRELLA_BOARD: _as_umbrella_board,
    StandingKind.PARK_MANAGER: _as_park_manager,
    StandingKind.MEMBER: _as_member,
    StandingKind.PARTNER: _as_partner,
    StandingKind.PUBLIC: lambda collective, person: None,
}
