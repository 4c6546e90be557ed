"""Where works lie: a position that stands for the whole, the areas that they touch, the roads that they are laid on."""

from contextlib import suppress
from typing import Any

import shapely
from shapely.geometry import shape

from speerpunt.core.models import Collective
from speerpunt.engine.problems import InputProblem
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area

from ..models import RoadNetwork, Work, WorkLine
from .clashes import find_clashes
from .snapping import snap_lines

AT_ONCE = 500


def settle(collective: Collective, works: list[Work]) -> None:
    """What follows from where and when works are, after any of that changed."""
    settle_in_place(works)
    find_clashes(collective)


def settle_in_place(works: list[Work]) -> None:
    """Where they lie; which others they meet is to be asked when all of them lie there."""
    touch_areas(works)
    lay_on_roads(works)


def put_on_map(work: Work) -> None:
    """A position that stands for the whole; the work is not saved."""
    if work.geometry is None:
        work.latitude = work.longitude = None
        return
    point = shapely.point_on_surface(shape(work.geometry))
    work.longitude, work.latitude = round(point.x, 7), round(point.y, 7)


def touch_areas(works: list[Work]) -> None:
    """Each work lies in the areas that its place, or a stretch of it, meets. One without a place keeps those it has."""
    drawn = _drawn(works)
    through = Work.areas.through
    through.objects.filter(work__in={pk for pk, _shape in drawn}).delete()
    # The city as a whole holds them all, and says nothing.
    areas = [area for area in Area.objects.kept().exclude(kind=AreaKind.CITY) if area.geometry]
    if not areas or not drawn:
        return
    tree = shapely.STRtree([each for _pk, each in drawn])
    pairs = tree.query([shape(area.geometry) for area in areas], predicate="intersects").T.tolist()
    touched = {(drawn[number][0], areas[area].pk) for area, number in pairs}
    through.objects.bulk_create(
        (through(work_id=work, area_id=area) for work, area in sorted(touched)), batch_size=AT_ONCE
    )


def _drawn(works: list[Work]) -> list[tuple[int, Any]]:
    placed = [(work.pk, shape(work.geometry)) for work in works if work.geometry]
    stretches = WorkLine.objects.filter(work__in=works, is_detour=False).exclude(geometry=None)
    return placed + [(line.work_id, shape(line.geometry)) for line in stretches if line.geometry]


def lay_on_roads(works: list[Work]) -> None:
    network = RoadNetwork.objects.first()
    if network is not None:
        with suppress(InputProblem):  # roads that cannot be read keep nobody from writing works down
            snap_lines(network, WorkLine.objects.filter(work__in=works))
