"""Which links of the network the lines of works mean; somebody looks at those that are not sure."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.engine.roads.snapping import COVERED, SnappedLine, SnappedLink, Snapper

from ..enums import Direction, MeasureKind, Mode, SnapDoubt, SnapState
from ..models import RoadNetwork, WorkLine
from ..queries.roads import snapper_of

MOTORISED = {Mode.CAR, Mode.VAN, Mode.LORRY, Mode.BUS}
# A way for pedestrians or boats is no road of the network.
FIELDS = ["links", "snap_state", "snap_confidence", "snap_metres", "snap_doubts"]
AT_ONCE = 500
# From here on it is worth saying of a link that is not sure.
FAR_METRES = 8.0
ASKEW_COSINE = 0.94
SMALL_SHARE = 0.5
DOUBLED_SHARE = 0.2


@transaction.atomic
def snap_lines(network: RoadNetwork, lines: Iterable[WorkLine]) -> dict[str, int]:
    """Lay each line on the network, but for those that somebody confirmed. Returns how many became what."""
    snapper = snapper_of(network)
    laid = [line for line in lines if line.snap_state != SnapState.CONFIRMED]
    before = [_as_laid(line) for line in laid]
    for line in laid:
        _lay(line, snapper)
    moved = [line for line, was in zip(laid, before, strict=True) if _as_laid(line) != was]
    WorkLine.objects.bulk_update(moved, FIELDS, batch_size=AT_ONCE)
    states = [line.snap_state for line in laid]
    return {state: states.count(state) for state in (SnapState.SURE, SnapState.DOUBTFUL, SnapState.NOWHERE)}


def _as_laid(line: WorkLine) -> list[Any]:
    return [getattr(line, name) for name in FIELDS]


@transaction.atomic
def confirm_links(line: WorkLine, links: list[str], *, by: User, direction: str = "") -> None:
    """Somebody says which links are meant; none: it lies on no road of the network."""
    save_changes(
        line,
        by=by,
        links=links,
        direction=direction or line.direction,
        snap_state=SnapState.CONFIRMED,
        snap_doubts=[],
    )


@transaction.atomic
def propose_links(line: WorkLine, network: RoadNetwork, *, by: User) -> None:
    """What somebody confirmed is taken back: what the computer finds stands there again."""
    links = line.links
    _lay(line, snapper_of(network))
    line.save(update_fields=FIELDS)
    record(line, Verb.CHANGED, by=by, changes=[("links", links, line.links)])


def _lay(line: WorkLine, snapper: Snapper) -> None:
    line.links, line.snap_state, line.snap_doubts = [], SnapState.NOWHERE, []
    line.snap_confidence = line.snap_metres = None
    parts = _parts(line)
    if not parts or not _is_for_traffic(line):
        return
    found = snapper.snap(parts, both_directions=line.direction == Direction.BOTH)
    if not found.links:
        return
    line.links = list(found.link_ids)
    line.snap_state = SnapState.DOUBTFUL if found.is_doubtful else SnapState.SURE
    line.snap_doubts = _doubts(found) if found.is_doubtful else []
    line.snap_confidence = round(_confidence(found), 3)
    line.snap_metres = round(max(each.distance_m for each in found.links), 1)


def _confidence(found: SnappedLine) -> float:
    """As sure as the least sure of its links, and no surer than what lies along any."""
    return min(found.coverage, *(each.confidence for each in found.links))


def _doubts(found: SnappedLine) -> list[str]:
    """In the words of `SnapDoubt`, in their order; at least one."""
    doubtful = [each for each in found.links if each.is_doubtful]
    said = {doubt for each in doubtful for doubt in _doubts_of(each)}
    if found.coverage < COVERED:
        said.add(SnapDoubt.GAP)
    if found.doubled > DOUBLED_SHARE:
        said.add(SnapDoubt.SEVERAL)
    return [doubt.value for doubt in SnapDoubt if doubt in said] or [SnapDoubt.PARTLY.value]


def _doubts_of(link: SnappedLink) -> Iterator[SnapDoubt]:
    if link.distance_m > FAR_METRES:
        yield SnapDoubt.FAR
    if link.alignment < ASKEW_COSINE:
        yield SnapDoubt.ASKEW
    if link.covered < SMALL_SHARE:
        yield SnapDoubt.PARTLY


def _parts(line: WorkLine) -> list[Any]:
    """In the order of travel of what is hindered: on a road that becomes one way, who comes from the other side."""
    geometry = line.geometry or {}
    if geometry.get("type") not in {"LineString", "MultiLineString"}:
        return []
    is_one = geometry["type"] == "LineString"
    parts = [geometry["coordinates"]] if is_one else list(geometry["coordinates"])
    is_turned = (line.direction == Direction.AGAINST) != (line.kind == MeasureKind.ONE_WAY)
    return [part[::-1] for part in reversed(parts)] if is_turned else parts


def _is_for_traffic(line: WorkLine) -> bool:
    has_measure = line.is_detour or line.kind != MeasureKind.NONE
    return has_measure and (not line.modes or bool(set(line.modes) & MOTORISED))
