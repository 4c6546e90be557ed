"""Which links of the network the lines of works mean; somebody looks at those that are not sure."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import transaction

from speerpunt.core.models import User
from speerpunt.core.services import save_changes
from speerpunt.engine.roads import Network
from speerpunt.engine.roads.snapping import SnappedLine, Snapper

from ..enums import Direction, MeasureKind, Mode, SnapState
from ..models import RoadNetwork, WorkLine
from ..queries.roads import roads_of

MOTORISED = {Mode.CAR, Mode.VAN, Mode.LORRY, Mode.BUS}
# A way for pedestrians or boats is no road of the network.
FIELDS = ["links", "snap_state", "snap_confidence", "snap_metres"]
AT_ONCE = 500


@transaction.atomic
def snap_lines(network: RoadNetwork, lines: Iterable[WorkLine]) -> dict[str, int]:
    """Lay each line on the network, but for those that somebody confirmed. Returns how many became what."""
    snapper = _snapper(network)
    laid = [line for line in lines if line.snap_state != SnapState.CONFIRMED]
    for line in laid:
        _lay(line, snapper)
    WorkLine.objects.bulk_update(laid, FIELDS, batch_size=AT_ONCE)
    states = [line.snap_state for line in laid]
    return {state: states.count(state) for state in (SnapState.SURE, SnapState.DOUBTFUL, SnapState.NOWHERE)}


@transaction.atomic
def confirm_links(line: WorkLine, links: list[str], *, by: User) -> None:
    """Somebody says which links are meant; none: it lies on no road of the network."""
    state = SnapState.CONFIRMED if links else SnapState.NOWHERE
    save_changes(line, by=by, links=links, snap_state=state)


def _lay(line: WorkLine, snapper: Snapper) -> None:
    line.links, line.snap_state = [], SnapState.NOWHERE
    line.snap_confidence = line.snap_metres = None
    parts = _parts(line)
    if not parts or not _is_for_traffic(line):
        return
    found = snapper.snap(parts, both_directions=line.direction == Direction.BOTH)
    if not found.links:
        return
    line.links = list(found.link_ids)
    line.snap_state = SnapState.DOUBTFUL if found.is_doubtful else SnapState.SURE
    line.snap_confidence = round(_confidence(found), 3)
    line.snap_metres = round(max(each.distance_m for each in found.links), 1)


def _confidence(found: SnappedLine) -> float:
    """As sure as the least sure of its links, and no surer than what lies along any."""
    return min(found.coverage, *(each.confidence for each in found.links))


def _parts(line: WorkLine) -> list[Any]:
    geometry = line.geometry or {}
    if geometry.get("type") == "LineString":
        return [geometry["coordinates"]]
    return list(geometry["coordinates"]) if geometry.get("type") == "MultiLineString" else []


def _is_for_traffic(line: WorkLine) -> bool:
    has_measure = line.is_detour or line.kind != MeasureKind.NONE
    return has_measure and (not line.modes or bool(set(line.modes) & MOTORISED))


def _snapper(network: RoadNetwork) -> Snapper:
    roads, _demand = roads_of(network)
    return _snapper_on(network.digest, roads)


@lru_cache(maxsize=8)
def _snapper_on(_digest: str, roads: Network) -> Snapper:
    return Snapper(roads)
