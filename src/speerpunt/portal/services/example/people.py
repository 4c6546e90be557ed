from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.core.texts import folded
from speerpunt.members.enums import RoleKind, StandingKind
from speerpunt.members.models import OrganisationRole, Person

from .identities import OrganisationReference, PersonId
from .loading import Loading


@dataclass(frozen=True)
class RoleRow:
    notes: ClassVar = ("assumed",)

    organisation: OrganisationReference
    kind: RoleKind
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PersonRow:
    id: PersonId
    name: str
    email: str = ""
    demo_account: bool = False
    demo_role: StandingKind | None = None
    roles: tuple[RoleRow, ...] = ()


def add_people(loading: Loading, rows: Sequence[PersonRow]) -> None:
    """Roles stand here for people: each is called after what it does, so the name is one field."""
    wanted = [
        Person(family_name=row.name, email=row.email, search_text=folded(f"{row.name} {row.email}"))
        for row in rows
    ]
    found = loading.add(Person, wanted, ("family_name", "email"), is_told=True)
    loading.people |= {row.id: person for row, person in zip(rows, found, strict=True)}
    roles = (
        OrganisationRole(
            person=loading.people[row.id],
            organisation=loading.organisations[role.organisation],
            kind=role.kind,
            start=role.since,
            end=role.until,
        )
        for row in rows
        for role in row.roles
    )
    loading.add(OrganisationRole, roles, ("person_id", "organisation_id", "kind", "start"))
