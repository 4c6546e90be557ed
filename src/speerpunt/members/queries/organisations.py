"""Which organisations somebody may see, and what stands on the page of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel

from ..enums import OrganisationKind, RoleKind
from ..models import Body, Membership, Organisation, OrganisationRole, Seat
from ..rules import standing

# Public by nature: a card without ways to reach anybody.
SHOWN_TO_EVERYONE = (OrganisationKind.COLLECTIVE, OrganisationKind.UMBRELLA, OrganisationKind.ASSOCIATION)
UMBRELLAS = SHOWN_TO_EVERYONE
# With two, each of them could work out the other.
FEWEST_TO_ADD_UP = 3
# Roles that the other members may know of; an employee is nobody's business.
KNOWN_ROLES = (
    RoleKind.OFFICE,
    RoleKind.CHAIR,
    RoleKind.BOARD_MEMBER,
    RoleKind.PARK_MANAGER,
    RoleKind.CONTACT,
)


def organisations_visible_to(user: Any, *, with_trash: bool = False) -> QuerySet[Organisation]:
    """Members see the register; others the umbrellas and their own organisation. The office also sees the trash."""
    at = standing(user)
    rows = Organisation.objects.all()
    if not (with_trash and at.is_office):
        rows = rows.filter(trashed_at__isnull=True)
    if at.is_inside:
        return rows
    return rows.filter(Q(kind__in=SHOWN_TO_EVERYONE) | Q(pk__in=at.organisation_ids))


def organisation_circle(organisation: Organisation) -> str:
    """The twin of `organisations_visible_to` as one circle."""
    if organisation.trashed_at is not None:
        return Visibility.CLOSED
    return Visibility.PUBLIC if organisation.kind in SHOWN_TO_EVERYONE else Visibility.MEMBERS


def told_jobs(user: Any, jobs: int, employers: int) -> int | None:
    """The jobs of so many employers together; nothing where a stranger would learn those of one."""
    is_told = standing(user).is_inside or employers == 0 or employers >= FEWEST_TO_ADD_UP
    return jobs if is_told else None


def umbrellas() -> QuerySet[Organisation]:
    """What an organisation can be a member of."""
    return Organisation.objects.filter(trashed_at__isnull=True, kind__in=UMBRELLAS).order_by("name")


@dataclass(frozen=True)
class OrganisationPage:
    """Everything on the page of an organisation that this app knows, for one reader."""

    present: list[Membership]
    past: list[Membership]
    member_count: int
    roles: list[OrganisationRole]
    former_roles: list[OrganisationRole]
    bodies: list[Body]
    seats: list[Seat]

    def parts(self) -> list[CollectiveModel]:
        """Rows whose history is part of that of the organisation."""
        return [*self.present, *self.past, *self.roles, *self.former_roles]


def organisation_page(organisation: Organisation, user: Any) -> OrganisationPage:
    kept = organisation.memberships.filter(umbrella__trashed_at__isnull=True)
    memberships = list(kept.select_related("umbrella"))
    roles = _roles(organisation, user)
    return OrganisationPage(
        present=[row for row in memberships if _is_not_over(row)],
        past=[row for row in memberships if not _is_not_over(row)],
        member_count=_member_count(organisation),
        roles=[row for row in roles if _is_not_over(row)],
        former_roles=[row for row in roles if not _is_not_over(row)],
        bodies=_bodies(organisation, user),
        seats=_seats(organisation, user),
    )


def _is_not_over(row: Any) -> bool:
    return row.end is None or row.end >= timezone.localdate()


def _member_count(organisation: Organisation) -> int:
    if organisation.kind not in UMBRELLAS:
        return 0
    kept = Membership.objects.active().filter(umbrella=organisation, organisation__trashed_at__isnull=True)
    return kept.values("organisation_id").distinct().count()


def _roles(organisation: Organisation, user: Any) -> list[OrganisationRole]:
    at = standing(user)
    rows = organisation.roles.select_related("person").order_by("start", "person__family_name")
    if user.has_perm("members.view_contact", organisation):
        return sorted(rows, key=_rank)
    return sorted(rows.filter(kind__in=KNOWN_ROLES), key=_rank) if at.is_inside else []


def _rank(role: OrganisationRole) -> int:
    return list(RoleKind).index(RoleKind(role.kind))


def _bodies(organisation: Organisation, user: Any) -> list[Body]:
    if not user.has_perm("members.list_bodies"):
        return []
    return list(organisation.bodies.all())


def _seats(organisation: Organisation, user: Any) -> list[Seat]:
    """Where the organisation has its say today."""
    if not user.has_perm("members.list_bodies"):
        return []
    return list(Seat.objects.active().filter(on_behalf_of=organisation).select_related("body", "person"))


def umbrella_names(organisation_ids: Iterable[int]) -> dict[int, list[str]]:
    """Names of the umbrellas of today, by organisation: plain values, since a list shows nothing else of them."""
    names: dict[int, list[str]] = defaultdict(list)
    present = Membership.objects.active().filter(
        organisation_id__in=list(organisation_ids), umbrella__trashed_at__isnull=True
    )
    for pk, name in present.order_by("umbrella__name").values_list("organisation_id", "umbrella__name"):
        names[pk].append(name)
    return names
