"""Which areas somebody may see, in groups for a list, with who lies in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from speerpunt.core.texts import folded
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.queries.organisations import told_jobs
from speerpunt.members.rules import standing

from ..enums import AreaKind
from ..models import Area, AreaQuerySet, Placement

# What counts as an enterprise in the numbers of an area; jobs count at every organisation.
ENTERPRISES = (OrganisationKind.ENTERPRISE, OrganisationKind.HOTEL)


def areas_visible_to(user: Any) -> AreaQuerySet:
    """Everybody sees what is not in the trash; the office also sees what is."""
    rows: AreaQuerySet = Area.objects.all()
    return rows if standing(user).is_office else rows.filter(trashed_at__isnull=True)


@dataclass(frozen=True)
class AreaNumbers:
    """`jobs` is None where so few organisations have any that the sum tells what one of them keeps to itself."""

    enterprises: int = 0
    jobs: int | None = 0


def numbers_by_area(user: Any, area_ids: Iterable[int] | None = None) -> dict[int, AreaNumbers]:
    """Enterprises and jobs per area, in one query; an area without organisations is left out."""
    placed = Placement.objects.filter(organisation__trashed_at__isnull=True)
    if area_ids is not None:
        placed = placed.filter(area_id__in=list(area_ids))
    counted = (
        placed.order_by()
        .values("area_id")
        .annotate(
            enterprises=Count("pk", filter=Q(organisation__kind__in=ENTERPRISES)),
            jobs=Sum("organisation__jobs"),
            with_jobs=Count("pk", filter=Q(organisation__jobs__gt=0)),
        )
    )
    return {
        row["area_id"]: AreaNumbers(row["enterprises"], told_jobs(user, row["jobs"] or 0, row["with_jobs"]))
        for row in counted
    }


@dataclass(frozen=True)
class AreaRow:
    area: Area
    other_names: str
    is_past: bool
    numbers: AreaNumbers


@dataclass(frozen=True)
class AreaGroup:
    kind: str
    title: str
    rows: list[AreaRow]


@dataclass(frozen=True)
class AreaChoice:
    """What the address of the list asks for."""

    search: str = ""
    kind: str = ""
    with_past: bool = False

    def holds(self, row: AreaRow) -> bool:
        if row.is_past and not self.with_past:
            return False
        if self.kind and row.area.kind != self.kind:
            return False
        text = folded(f"{row.area.name} {row.other_names}")
        return all(word in text for word in folded(self.search).split())


def area_rows(areas: AreaQuerySet, user: Any, on: date | None = None) -> list[AreaRow]:
    """Every area with its numbers, in three queries. Shapes stay in the database: the map asks for those."""
    day = on or timezone.localdate()
    numbers = numbers_by_area(user)
    found = areas.defer("geometry").prefetch_related("aliases")
    return [_row(area, day, numbers.get(area.pk, AreaNumbers())) for area in found]


def _row(area: Area, day: date, numbers: AreaNumbers) -> AreaRow:
    names = ", ".join(alias.name for alias in area.aliases.all())
    return AreaRow(area, names, area.end is not None and area.end < day, numbers)


def in_groups(rows: Iterable[AreaRow]) -> list[AreaGroup]:
    """By kind, in the order of the kinds; empty kinds are left out."""
    found = list(rows)
    groups = (
        AreaGroup(kind.value, str(kind.label), [row for row in found if row.area.kind == kind])
        for kind in AreaKind
    )
    return [group for group in groups if group.rows]


def area_choices() -> list[tuple[str, str]]:
    """For a filter on another page: present areas by name."""
    present = Area.objects.active().filter(trashed_at__isnull=True).order_by("name")
    return [(slug, name) for slug, name in present.values_list("slug", "name")]


def areas_of_organisation(organisation_id: int) -> list[Area]:
    """The areas that an organisation lies in today, smallest first: the city comes last."""
    placed = Area.objects.active().filter(
        trashed_at__isnull=True, placements__organisation_id=organisation_id
    )
    return sorted(placed.defer("geometry"), key=_size)


def _size(area: Area) -> float:
    if area.west is None or area.east is None or area.south is None or area.north is None:
        return 0.0
    return (area.east - area.west) * (area.north - area.south)
