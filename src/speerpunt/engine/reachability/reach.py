"""Reachability of areas under measures, compared with the base in which nothing is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ..roads import Demand, Measures, Network, VehicleClass
from ..roads.measures import NO_MEASURES
from ..roads.network import Floats
from ..traffic import Assignment, Equilibrium
from ..traffic.delay import Delays, link_minutes
from ..traffic.trees import minutes_from
from .areas import Area, areas_of_zones, zones_in
from .detours import od_metres

Bits = npt.NDArray[np.bool_]

BICYCLE_KMH = 16.0


@dataclass(frozen=True, eq=False)
class Reach:
    """Reachability per class of vehicles and area; each array has shape [classes, areas].

    `extra_minutes_out` and `extra_minutes_in`: mean minutes more per trip from and to the area, over the trips that
    still have a path, weighted by trips (by pairs of zones where no demand is known); negative where trips gain.
    `lost_out`, `lost_in`: share of those trips, 0 to 1, that lost their path. `gateways`, `partners`: share of the
    gateways and of the other areas, 0 to 1, to which there is still a path both ways, of those that had one.
    `is_cut_off`: nothing outside is left to go to, or to come from. `extra_vehicle_minutes`: per hour, of all trips
    with one end in the area, those without a path at their price (0 without demand).
    `detour_metres`: mean metres more per trip, out and in together, over trips that still have a path.
    """

    classes: tuple[str, ...]
    areas: tuple[str, ...]
    extra_minutes_out: Floats
    extra_minutes_in: Floats
    lost_out: Floats
    lost_in: Floats
    gateways: Floats
    partners: Floats
    is_cut_off: Bits
    extra_vehicle_minutes: Floats
    detour_metres: Floats


class Reachability:
    """Compares measures with the base, for areas of one network.

    With `demand` the times are those of the user equilibrium, warm-started from the base. Without, they are free-flow
    times, and every pair of zones counts the same.

    Args:
        areas: all zones that are no gateways, each its own area, where none are given.
        also: classes without trips of their own, such as emergency vehicles; they meet the times of the others.
            Bicycles go at 16 km/h whatever the traffic.
        gap: relative gap of each equilibrium.
    """

    def __init__(
        self,
        network: Network,
        demand: Demand | None = None,
        areas: Sequence[Area] = (),
        *,
        also: Sequence[VehicleClass] = (),
        gap: float = 1e-6,
        minutes_per_unserved_trip: float = 60.0,
    ) -> None:
        self.network, self.demand, self.gap = network, demand, gap
        self.areas = tuple(areas) or areas_of_zones(network)
        self.minutes_per_unserved_trip = minutes_per_unserved_trip
        self._with_trips = demand.classes if demand else ()
        self.classes = (*self._with_trips, *also) or (VehicleClass(),)
        self._inside = zones_in(network, self.areas)
        self._assignment = (
            Assignment(network, demand, minutes_per_unserved_trip=minutes_per_unserved_trip)
            if demand
            else None
        )

    @cached_property
    def base(self) -> Equilibrium | None:
        """The equilibrium without measures; None where no demand is known."""
        return self._assignment.solve(gap=self.gap) if self._assignment else None

    @cached_property
    def _weights(self) -> Floats:
        """Trips per hour by class, zone and zone; 1 each for a class without trips."""
        zones = self.network.zone_count
        weights = np.ones((len(self.classes), zones, zones))
        weights[:, np.arange(zones), np.arange(zones)] = 0.0
        if self.demand:
            weights[: len(self._with_trips)] = self.demand.trips
        return weights

    def equilibrium(self, measures: Measures, *, is_cold: bool = False) -> Equilibrium | None:
        """The equilibrium under `measures`, warm from the base unless `is_cold`; None where no demand is known."""
        if self._assignment is None or self.base is None:
            return None
        start = None if is_cold else self.base.restart
        return self._assignment.solve(measures, gap=self.gap, start=start, keep_restart=False)

    def under(self, measures: Measures) -> Reach:
        """Reachability under `measures`, against the base."""
        return self.compare(measures, self.equilibrium(measures))

    def compare(self, measures: Measures, equilibrium: Equilibrium | None) -> Reach:
        """The same, for an equilibrium that is known already."""
        minutes, metres = self._minutes(measures, equilibrium), self._metres(measures, equilibrium)
        had_path = np.isfinite(self._base_minutes)
        has_path = np.isfinite(minutes) & had_path
        extra = _more(minutes, self._base_minutes, has_path)
        detour = _more(metres, self._base_metres, has_path)
        trips, kept = self._weights * had_path, self._weights * has_path
        lost = trips - kept
        return Reach(
            classes=tuple(each.name for each in self.classes),
            areas=tuple(area.id for area in self.areas),
            extra_minutes_out=_ratio(self._out_of(kept * extra), self._out_of(kept)),
            extra_minutes_in=_ratio(self._into(kept * extra), self._into(kept)),
            lost_out=_ratio(self._out_of(lost), self._out_of(trips)),
            lost_in=_ratio(self._into(lost), self._into(trips)),
            gateways=self._kept_share(self._gateways, had_path, has_path),
            partners=self._kept_share(self._partners, had_path, has_path),
            is_cut_off=self._is_cut_off(had_path, has_path),
            extra_vehicle_minutes=self._vehicle_minutes(minutes),
            detour_metres=_ratio(
                self._out_of(kept * detour) + self._into(kept * detour), self._out_of(kept) + self._into(kept)
            ),
        )

    def extra_vehicle_minutes(self, measures: Measures, equilibrium: Equilibrium | None) -> Floats:
        """Only that part of `Reach`; shape [classes, areas]."""
        return self._vehicle_minutes(self._minutes(measures, equilibrium))

    def _vehicle_minutes(self, minutes: Floats) -> Floats:
        had_path = np.isfinite(self._base_minutes)
        has_path = np.isfinite(minutes) & had_path
        worth = _more(minutes, self._base_minutes, has_path) + self.minutes_per_unserved_trip * (
            had_path & ~has_path
        )
        worth = worth * self._weights
        worth[len(self._with_trips) :] = 0.0
        return self._out_of(worth) + self._into(worth)

    @cached_property
    def _base_minutes(self) -> Floats:
        return self._minutes(NO_MEASURES, self.base)

    @cached_property
    def _base_metres(self) -> Floats:
        return self._metres(NO_MEASURES, self.base)

    def _minutes(self, measures: Measures, equilibrium: Equilibrium | None) -> Floats:
        """Minutes along the quickest paths; shape [classes, zones, zones]."""
        is_open = measures.is_open(self.network, self.classes)
        minutes = np.empty((len(self.classes), self.network.zone_count, self.network.zone_count))
        for number in range(len(self.classes)):
            if equilibrium is not None and number < len(self._with_trips):
                minutes[number] = equilibrium.od_minutes[number]
                continue
            on_links = self.link_minutes_of(number, measures, equilibrium)
            for zone, node in enumerate(self.network.zones):
                from_zone = minutes_from(self.network, node, on_links, is_open[number])
                minutes[number, zone] = from_zone[self.network.zones]
        return minutes

    def _metres(self, measures: Measures, equilibrium: Equilibrium | None) -> Floats:
        """Metres along the quickest paths; shape [classes, zones, zones]."""
        is_open = measures.is_open(self.network, self.classes)
        return np.stack(
            [
                od_metres(self.network, self.link_minutes_of(number, measures, equilibrium), is_open[number])
                for number in range(len(self.classes))
            ]
        )

    def link_minutes_of(self, of_class: int, measures: Measures, equilibrium: Equilibrium | None) -> Floats:
        """Minutes that a class needs for each link; shape [links]."""
        if self.classes[of_class].mode == "bicycle":
            return self.network.length_m * 0.06 / BICYCLE_KMH
        if equilibrium is not None:
            return equilibrium.link_minutes
        empty = Delays.of(self.network)._replace(free_flow_minutes=measures.free_flow_minutes(self.network))
        return link_minutes(empty, np.zeros(self.network.link_count))

    def _out_of(self, values: Floats | Bits) -> Floats:
        """Sum over pairs of zones that lead out of an area; [classes, zones, zones] gives [classes, areas]."""
        return np.asarray(((self._inside @ values) * ~self._inside).sum(axis=2), dtype=np.float64)

    def _into(self, values: Floats | Bits) -> Floats:
        return self._out_of(values.transpose(0, 2, 1))

    def _reached(self, paths: Bits) -> Bits:
        """Zones outside an area with a path there and back; [classes, zones, zones] gives [classes, areas, zones]."""
        there, back = self._inside @ paths, self._inside @ paths.transpose(0, 2, 1)
        return np.asarray(there & back & ~self._inside)

    def _gateways(self, paths: Bits) -> Bits:
        return np.asarray(self._reached(paths) & np.isin(self.network.zones, self.network.gateways))

    def _partners(self, paths: Bits) -> Bits:
        """Other areas with a path there and back, shape [classes, areas, areas]."""
        return np.asarray((self._reached(paths) @ self._inside.T) & ~np.eye(len(self.areas), dtype=np.bool_))

    def _kept_share(self, targets: Callable[[Bits], Bits], had_path: Bits, has_path: Bits) -> Floats:
        """Share of the targets that are left; 1 where there were none."""
        had = targets(had_path)
        kept = had & targets(has_path)
        return np.where(had.any(axis=2), _ratio(kept.sum(axis=2), had.sum(axis=2)), 1.0)

    def _is_cut_off(self, had_path: Bits, has_path: Bits) -> Bits:
        """No path out of the area is left, or none into it, where there was one."""
        lost_ways_out = (self._out_of(had_path) > 0) & (self._out_of(has_path) == 0)
        lost_ways_in = (self._into(had_path) > 0) & (self._into(has_path) == 0)
        return np.asarray(lost_ways_out | lost_ways_in)


def _more(values: Floats, base: Floats, where: Bits) -> Floats:
    """The difference where both are known, else 0."""
    return np.asarray(np.subtract(values, base, out=np.zeros_like(values), where=where))


def _ratio(part: Any, whole: Any) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0))
