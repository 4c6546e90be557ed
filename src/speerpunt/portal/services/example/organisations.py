from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Membership, Organisation

from .identities import AreaReference, OrganisationId, OrganisationReference
from .loading import Loading


@dataclass(frozen=True)
class MembershipRow:
    umbrella: OrganisationReference
    since: date | None = None
    until: date | None = None
    assumed: bool = False


@dataclass(frozen=True)
class OrganisationRow:
    notes: ClassVar = (
        "named_in_plan",
        "invented",
        "short_name",
        "legal_form",
        "founded_year",
        "enterprises_count",
        "sport",
    )

    id: OrganisationId
    name: str
    kind: OrganisationKind
    summary: str = ""
    website: str = ""
    email: str = ""
    areas: tuple[AreaReference, ...] = ()
    memberships: tuple[MembershipRow, ...] = ()


def add_organisations(loading: Loading, rows: Sequence[OrganisationRow]) -> None:
    """Organisations by kind and name, and to which umbrellas each belongs."""
    wanted = [_organisation(loading, row) for row in rows]
    found = loading.add(Organisation, wanted, ("kind", "name"), is_told=True)
    loading.organisations |= {row.id: organisation for row, organisation in zip(rows, found, strict=True)}
    memberships = (
        Membership(
            organisation=loading.organisations[row.id],
            umbrella=loading.organisations[membership.umbrella],
            start=membership.since,
            end=membership.until,
            dates_assumed=membership.assumed,
        )
        for row in rows
        for membership in row.memberships
    )
    loading.add(Membership, memberships, ("organisation_id", "umbrella_id", "start"))


def _organisation(loading: Loading, row: OrganisationRow) -> Organisation:
    organisation = Organisation(
        kind=row.kind,
        name=row.name,
        description=row.summary,
        website=row.website,
        email=row.email,
        city=loading.collective.city if row.kind not in OUTSIDE else "",
    )
    organisation.search_text = organisation.as_searched()
    return organisation


OUTSIDE = frozenset({OrganisationKind.PARTNER, OrganisationKind.GOVERNMENT})
