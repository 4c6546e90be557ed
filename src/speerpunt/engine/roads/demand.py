"""Who wants to travel: trips between zones, per class of vehicles."""

from dataclasses import dataclass, field

import numpy as np

from ..problems import InputProblem
from .network import MODES, Floats, Network


@dataclass(frozen=True)
class VehicleClass:
    """Vehicles that may use the same links. One of them fills the road as `passenger_car_units` cars do."""

    name: str = "car"
    mode: str = "car"
    passenger_car_units: float = 1.0

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise InputProblem(f"{self.mode!r} is no kind of vehicle; known are {', '.join(MODES)}")
        if not self.passenger_car_units > 0:
            raise InputProblem(f"class {self.name!r} needs passenger car units above 0")


@dataclass(frozen=True, eq=False)
class Demand:
    """Trips per hour from zone to zone, shape [classes, zones, zones], in the order of `Network.zones`.

    `is_estimate` says that nobody counted these trips: a model made them (see `gravity`).

    >>> Demand(np.ones((1, 2, 2))).total
    2.0
    """

    trips: Floats
    classes: tuple[VehicleClass, ...] = (VehicleClass(),)
    is_estimate: bool = False
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        trips = np.array(self.trips, dtype=np.float64)
        if trips.ndim == 2:
            trips = trips[None]
        if trips.ndim != 3 or trips.shape[1] != trips.shape[2] or trips.shape[0] != len(self.classes):
            raise InputProblem(f"trips have shape {np.shape(self.trips)}; expected [classes, zones, zones]")
        if not np.isfinite(trips).all() or (trips < 0).any():
            raise InputProblem("trips must be finite and not negative")
        # A trip within a zone does not use the network.
        trips[:, np.arange(trips.shape[1]), np.arange(trips.shape[1])] = 0.0
        object.__setattr__(self, "trips", trips)

    @property
    def total(self) -> float:
        """Trips per hour, of all classes."""
        return float(self.trips.sum())

    def scaled(self, factor: float) -> "Demand":
        """The same pattern with more or fewer trips."""
        return Demand(self.trips * factor, self.classes, self.is_estimate, self.notes)

    def check_fits(self, network: Network) -> None:
        if self.trips.shape[1] != network.zone_count:
            raise InputProblem(
                f"trips are between {self.trips.shape[1]} zones; the network has {network.zone_count}"
            )
