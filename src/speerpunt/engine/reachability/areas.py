"""Areas whose reachability is followed, each made of zones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..problems import InputProblem
from ..roads import Network


@dataclass(frozen=True)
class Area:
    """A business park, a centre, a campus: the zones in it, and its weight (jobs, as a rule)."""

    id: str
    zones: tuple[str, ...]
    name: str = ""
    weight: float | None = None

    def __post_init__(self) -> None:
        if not self.zones:
            raise InputProblem(f"area {self.id!r} has no zones")
        if self.weight is not None and not self.weight >= 0:
            raise InputProblem(f"area {self.id!r} has weight {self.weight:g}; it must be 0 or more")


def zones_in(network: Network, areas: Sequence[Area]) -> npt.NDArray[np.bool_]:
    """Which zones lie in which area; shape [areas, zones].

    Raises:
        InputProblem: a zone that the network does not have, or an area that is there twice.
    """
    inside = np.zeros((len(areas), network.zone_count), dtype=np.bool_)
    seen = set()
    for number, area in enumerate(areas):
        if area.id in seen:
            raise InputProblem(f"area {area.id!r} is there twice")
        seen.add(area.id)
        for zone in area.zones:
            if zone not in network.zone_number:
                raise InputProblem(f"area {area.id!r}: the network has no zone {zone!r}")
            inside[number, network.zone_number[zone]] = True
    return inside


def areas_of_zones(network: Network) -> tuple[Area, ...]:
    """Each zone that is no gateway as an area of its own: for when nobody drew areas."""
    gateways = set(network.gateways.tolist())
    return tuple(
        Area(id=zone, zones=(zone,))
        for zone, number in network.zone_number.items()
        if int(network.zones[number]) not in gateways
    )
