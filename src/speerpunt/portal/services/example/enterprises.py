"""Enterprises that the generator made up; see `importers.enterprises`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from speerpunt.members.enums import Branch, LocationSource, OrganisationKind, SbiVersion, SizeClass
from speerpunt.members.models import Membership, Organisation

from .loading import AT_ONCE, Loading


@dataclass(frozen=True)
class EnterpriseRow:
    name: str
    kvk_number: str
    branch_number: str
    sbi_code: str
    branch: Branch
    jobs: int
    street: str
    house_number: str
    postcode: str
    latitude: float
    longitude: float
    # Ids of umbrellas, each with the first day of membership.
    memberships: tuple[tuple[str, date], ...] = ()


def add_enterprises(
    loading: Loading, rows: Sequence[EnterpriseRow], progress: Callable[[int], object] = lambda rows: None
) -> None:
    """Those whose KVK and branch number are not in the register yet, also not in its trash."""
    present = set(Organisation.objects.exclude(kvk_number="").values_list("kvk_number", "branch_number"))
    missing = [row for row in rows if (row.kvk_number, row.branch_number) not in present]
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        organisations = [_enterprise(loading, row) for row in some]
        loading.insert(Organisation, organisations, is_told=True)
        loading.insert(Membership, _memberships(loading, some, organisations))
        progress(len(some))
    progress(len(rows) - len(missing))


def _enterprise(loading: Loading, row: EnterpriseRow) -> Organisation:
    organisation = Organisation(
        collective=loading.collective,
        kind=OrganisationKind.ENTERPRISE,
        name=row.name,
        kvk_number=row.kvk_number,
        branch_number=row.branch_number,
        sbi_code=row.sbi_code,
        sbi_version=SbiVersion.SBI_2008,
        branch=row.branch,
        jobs=row.jobs,
        size_class=SizeClass.of_jobs(row.jobs),
        street=row.street,
        house_number=row.house_number,
        postcode=row.postcode,
        city=loading.collective.city,
        latitude=row.latitude,
        longitude=row.longitude,
        location_source=LocationSource.ESTIMATE,
    )
    organisation.search_text = organisation.as_searched()
    return organisation


def _memberships(
    loading: Loading, rows: Sequence[EnterpriseRow], organisations: Sequence[Organisation]
) -> list[Membership]:
    return [
        Membership(
            collective=loading.collective,
            organisation=organisation,
            umbrella=loading.organisations[umbrella],
            start=since,
            dates_assumed=True,
        )
        for row, organisation in zip(rows, organisations, strict=True)
        for umbrella, since in row.memberships
    ]
