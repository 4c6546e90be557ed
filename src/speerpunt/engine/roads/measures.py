"""What works do to links while they last: closed, narrowed, slowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from ..problems import InputProblem
from .demand import VehicleClass
from .network import MODES, Floats, Network

EVERY_MODE = frozenset(MODES)


@dataclass(frozen=True)
class Measures:
    """Effects on links, by link id.

    `closes`: kinds of vehicle that may not pass. `narrows`: share of the capacity that is left, above 0 up to 1.
    `speeds_kmh`: a speed limit. One-way working is the closing of one of two directions.

    >>> bridge = Measures.closing(["b1", "b2"])
    >>> (bridge | Measures(narrows={"quay": 0.5})).narrows["quay"]
    0.5
    """

    closes: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    narrows: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    speeds_kmh: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for link, modes in self.closes.items():
            if not modes <= EVERY_MODE:
                raise InputProblem(
                    f"link {link!r} is closed for unknown vehicles: {sorted(modes - EVERY_MODE)}"
                )
        for link, share in self.narrows.items():
            if not 0 < share <= 1:
                raise InputProblem(
                    f"link {link!r} is narrowed to {share:g}; the share left is above 0 and at most 1"
                )
        for link, speed in self.speeds_kmh.items():
            if not speed > 0:
                raise InputProblem(f"link {link!r} has a speed limit of {speed:g} km/h")

    @classmethod
    def closing(cls, links: Iterable[str], modes: Iterable[str] = EVERY_MODE) -> "Measures":
        return cls(closes=dict.fromkeys(links, frozenset(modes)))

    def __or__(self, other: "Measures") -> "Measures":
        """Both at once: a link is closed when either closes it, and the tightest width and limit hold."""
        closes = {
            link: self.closes.get(link, frozenset()) | other.closes.get(link, frozenset())
            for link in {**self.closes, **other.closes}
        }
        return Measures(
            closes, _smallest(self.narrows, other.narrows), _smallest(self.speeds_kmh, other.speeds_kmh)
        )

    def is_open(self, network: Network, classes: tuple[VehicleClass, ...]) -> npt.NDArray[np.bool_]:
        """May a class use a link now. Shape [classes, links]."""
        passable = np.array([network.allows(each.mode) for each in classes])
        for link, modes in self.closes.items():
            shut = [number for number, each in enumerate(classes) if each.mode in modes]
            passable[shut, network.links([link])[0]] = False
        return passable

    def capacity(self, network: Network) -> Floats:
        """Vehicles per hour that are left. Shape [links]."""
        left = network.capacity.copy()
        for link, share in self.narrows.items():
            left[network.links([link])[0]] *= share
        return left

    def free_flow_minutes(self, network: Network) -> Floats:
        """Minutes on the empty road, with speed limits. Shape [links].

        Raises:
            InputProblem: a limit on a link of unknown length.
        """
        minutes = network.free_flow_minutes.copy()
        for name, speed in self.speeds_kmh.items():
            link = network.links([name])[0]
            if network.length_m[link] == 0:
                raise InputProblem(f"link {name!r} has no length, so a speed limit on it means nothing")
            minutes[link] = max(minutes[link], network.length_m[link] * 0.06 / speed)
        return minutes


def _smallest(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {key: min(one.get(key, np.inf), other.get(key, np.inf)) for key in {**one, **other}}


NO_MEASURES = Measures()
