"""Stretches whose place on the network somebody should look at, and the roads around one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, radians
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.engine.roads import Network
from speerpunt.engine.roads.snapping import NearLink

from ..enums import SnapState, WorkStatus
from ..models import RoadNetwork, WorkLine
from .roads import roads_of, snapper_of
from .visible import works_visible_to

OVER = (WorkStatus.DONE, WorkStatus.CANCELLED)
AROUND_METRES = 60.0
# From here on a road runs beside the line, not across it.
ALONG_COSINE = 0.5
WINDS = (
    _("to the north"),
    _("to the northeast"),
    _("to the east"),
    _("to the southeast"),
    _("to the south"),
    _("to the southwest"),
    _("to the west"),
    _("to the northwest"),
)


@dataclass(frozen=True)
class RoadNear:
    """A road near a stretch, in one direction, as it is listed and drawn."""

    link: str
    name: str
    wind: str
    length_metres: int
    metres_off: int
    # Beside the line as it is drawn: "along", "against" or "across".
    way: str
    is_chosen: bool
    line: list[list[float]]


def stretches_in_sight(user: Any) -> QuerySet[WorkLine]:
    """Of works that are not over, in the order in which one goes through them."""
    works = works_visible_to(user).exclude(status__in=OVER)
    return WorkLine.objects.filter(work__in=works.values("pk")).select_related("work").order_by("pk")


def doubtful(rows: QuerySet[WorkLine]) -> QuerySet[WorkLine]:
    """What asks to be looked at. A detour does nothing to a road, so it does not ask."""
    return rows.filter(snap_state=SnapState.DOUBTFUL, is_detour=False)


def next_doubtful(line: WorkLine, user: Any) -> WorkLine | None:
    """After the last one comes the first again."""
    rows = doubtful(stretches_in_sight(user)).exclude(pk=line.pk)
    return rows.filter(pk__gt=line.pk).first() or rows.first()


def roads_near(network: RoadNetwork, line: WorkLine) -> list[RoadNear]:
    """Those that are meant now first, then the nearest."""
    roads, _demand = roads_of(network)
    near = {each.link: each for each in snapper_of(network).near(_parts(line.geometry), AROUND_METRES)}
    missing = [link for link in line.links if link in roads.link_number and link not in near]
    chosen = set(line.links)
    found = [_road(roads, each, chosen) for each in near.values()]
    found += [_road(roads, NearLink(link, AROUND_METRES, None), chosen) for link in missing]
    return sorted(found, key=lambda road: (not road.is_chosen, road.metres_off, road.name, road.link))


def _road(roads: Network, near: NearLink, chosen: set[str]) -> RoadNear:
    number = roads.link_number[near.link]
    line = roads.line_of(number)
    return RoadNear(
        link=near.link,
        name=_name(roads.names[number], near.link),
        wind=_wind(line),
        length_metres=round(float(roads.length_m[number])),
        metres_off=round(near.distance_m),
        way=_way(near.cosine),
        is_chosen=near.link in chosen,
        line=[[round(float(x), 6), round(float(y), 6)] for x, y in line],
    )


def _name(name: str, link: str) -> str:
    """A road without a name of its own goes by its ends."""
    return name if name and name != link else str(_("road without a name"))


def _way(cosine: float | None) -> str:
    if cosine is None or abs(cosine) < ALONG_COSINE:
        return "across"
    return "along" if cosine > 0 else "against"


def _wind(line: Any) -> str:
    (west, south), (east, north) = line[0], line[-1]
    angle = degrees(atan2((east - west) * cos(radians(south)), north - south)) % 360
    return str(WINDS[round(angle / 45) % 8])


def _parts(geometry: dict[str, Any] | None) -> list[Any]:
    return list(_lines_in(geometry)) if geometry else []


def _lines_in(geometry: dict[str, Any]) -> Iterator[Any]:
    """Lines as they are; of an area its edge."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        yield [coordinates]
    elif kind == "LineString":
        yield coordinates
    elif kind == "MultiPoint":
        yield from ([each] for each in coordinates)
    elif kind in {"MultiLineString", "Polygon"}:
        yield from coordinates
    else:
        yield from (ring for polygon in coordinates for ring in polygon)
