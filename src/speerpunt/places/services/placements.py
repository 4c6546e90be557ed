"""Who lies in which area: worked out from points and shapes, and never typed.

Only what differs is written, so that working it out again costs little and changes nothing.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from speerpunt.core.geometry import pairs_within
from speerpunt.core.models import Collective
from speerpunt.members.models import Organisation

from ..models import Area, Placement

BATCH = 2_000
# From here on it is cheaper to look at everybody at once.
MANY = 400


@transaction.atomic
def place_organisations(collective: Collective) -> int:
    """Work out all of it again. Returns how many placements came or went."""
    areas = Area.objects.filter(collective=collective)
    located = Organisation.objects.filter(collective=collective, latitude__isnull=False)
    return _settle(areas, located, Placement.objects.filter(collective=collective))


@transaction.atomic
def place_in_area(area: Area) -> int:
    """After a change of the shape. The box keeps the points few."""
    located = Organisation.objects.none()
    if area.geometry is not None:
        located = Organisation.objects.filter(
            collective_id=area.collective_id,
            longitude__range=(area.west, area.east),
            latitude__range=(area.south, area.north),
        )
    return _settle(Area.objects.filter(pk=area.pk), located, Placement.objects.filter(area=area))


@transaction.atomic
def place_located(organisations: Sequence[Organisation]) -> int:
    """After organisations got, changed or lost their point."""
    if not organisations:
        return 0
    collective_id = organisations[0].collective_id
    if len(organisations) > MANY:
        return place_organisations(Collective.objects.get(pk=collective_id))
    ids = [organisation.pk for organisation in organisations]
    located = Organisation.objects.filter(pk__in=ids, latitude__isnull=False)
    areas = Area.objects.filter(collective_id=collective_id)
    return _settle(areas, located, Placement.objects.filter(organisation_id__in=ids))


def _settle(areas: QuerySet[Area], located: QuerySet[Organisation], present: QuerySet[Placement]) -> int:
    """Make the present placements those that the geometry says."""
    wanted = _lying_in(areas, located)
    kept = {(area_id, organisation_id): pk for pk, area_id, organisation_id in _triples(present)}
    gone = [pk for pair, pk in kept.items() if pair not in wanted]
    for start in range(0, len(gone), BATCH):
        Placement.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    come = sorted(wanted - kept.keys())
    if come:
        _add(come, areas)
    return len(gone) + len(come)


def _triples(present: QuerySet[Placement]) -> Iterable[tuple[int, int, int]]:
    return present.values_list("pk", "area_id", "organisation_id")


def _lying_in(areas: QuerySet[Area], located: QuerySet[Organisation]) -> set[tuple[int, int]]:
    """Pairs (area, organisation). A point that is an area holds nobody; neither does an area in the trash."""
    drawn = areas.filter(trashed_at__isnull=True, geometry__isnull=False).only("pk", "geometry")
    shapes = [
        (area.pk, area.geometry) for area in drawn if area.geometry and area.geometry["type"] != "Point"
    ]
    points: list[tuple[int, float, float]] = list(
        located.order_by().values_list("pk", "longitude", "latitude")  # type: ignore[arg-type]
    )
    pairs = pairs_within([geometry for _pk, geometry in shapes], [(x, y) for _pk, x, y in points])
    return {(shapes[shape][0], points[point][0]) for shape, point in pairs}


def _add(pairs: list[tuple[int, int]], areas: QuerySet[Area]) -> None:
    collective_id = areas.values_list("collective_id", flat=True)[0]
    rows = [
        Placement(collective_id=collective_id, area_id=area_id, organisation_id=organisation_id)
        for area_id, organisation_id in pairs
    ]
    # Somebody else may have worked out the same a moment ago.
    Placement.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
