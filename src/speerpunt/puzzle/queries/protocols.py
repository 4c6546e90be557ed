"""Route protocols, and what of a network can fail, in words."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.models import Collective
from speerpunt.engine.roads import Network
from speerpunt.places.models import Area

from ..models import RoadNetwork, RouteProtocol, Work
from .road_map import Line, RoadMap, base_lines, box_of, points_of, roads_of_map
from .roads import roads_of
from .visible import works_visible_to

BACK = "-back"
ROWS_ON_A_SHEET = 6


@dataclass(frozen=True)
class Failing:
    """A road as people call it. A bridge has its own name."""

    id: str
    name: str
    is_bridge: bool


@dataclass(frozen=True)
class RouteRow:
    """From one place to one area: before, and now (nothing: there is no way)."""

    origin: str
    area: str
    before: Mapping[str, Any]
    after: Mapping[str, Any] | None
    more_minutes: float | None

    @property
    def streets_before(self) -> str:
        return ", ".join(self.before["streets"])

    @property
    def streets_after(self) -> str:
        return ", ".join(self.after["streets"]) if self.after else ""


@dataclass(frozen=True)
class VehicleRoutes:
    """Vehicles whose routes are the same stand together."""

    modes: list[str]
    rows: list[RouteRow]
    left_out: int
    cut_off: list[str]


@dataclass(frozen=True)
class InTheWay:
    work: Work
    minutes: float
    opens: int


@dataclass(frozen=True)
class ProtocolPage:
    vehicles: list[VehicleRoutes]
    in_the_way: list[InTheWay]
    works: list[Work]
    from_where: str
    drawn: RoadMap | None

    @property
    def rows_on_paper(self) -> int:
        """Of each kind of vehicle, those that lose most first, so that all of it fits on a sheet."""
        return ROWS_ON_A_SHEET // max(len(self.vehicles), 1)

    @property
    def cut_off(self) -> list[str]:
        return sorted({area for each in self.vehicles for area in each.cut_off})


def protocols_visible_to(user: Any) -> QuerySet[RouteProtocol]:
    may = user.has_perm("puzzle.view_protocols")
    return RouteProtocol.objects.all() if may else RouteProtocol.objects.none()


def failing_roads(roads: RoadNetwork) -> list[Failing]:
    """Bridges first; each road once, whatever way it is driven."""
    return _failing(roads.digest, roads.link_table)


@lru_cache(maxsize=4)
def _failing(_digest: str, table: str) -> list[Failing]:
    rows = list(csv.DictReader(table.splitlines()))
    bridges = [Failing(row["link_id"], row["bridge"], is_bridge=True) for row in rows if row.get("bridge")]
    known = {each.id for each in bridges}
    others = [
        Failing(row["link_id"], row.get("name") or row["link_id"], is_bridge=False)
        for row in rows
        if row["link_id"] not in known and row.get("name")
    ]
    return [*sorted(bridges, key=lambda each: each.name), *sorted(others, key=lambda each: each.name)]


def links_of(network: Network, road: str) -> list[str]:
    """Both ways of it."""
    return [link for link in (road, f"{road}{BACK}") if link in network.link_number]


def zone_names(roads: RoadNetwork) -> dict[str, str]:
    return _zone_names(roads.digest, roads.node_table)


@lru_cache(maxsize=4)
def _zone_names(_digest: str, table: str) -> dict[str, str]:
    rows = csv.DictReader(table.splitlines())
    return {row["zone_id"]: row.get("name") or row["zone_id"] for row in rows if row.get("zone_id")}


def node_names(roads: RoadNetwork) -> dict[str, str]:
    rows = csv.DictReader(roads.node_table.splitlines())
    return {row["node_id"]: row.get("name") or row["node_id"] for row in rows}


def protocol_page(protocol: RouteProtocol, user: Any) -> ProtocolPage:
    """Works that the reader sees; of others it says nothing."""
    network, _demand = roads_of(protocol.network)
    works = works_visible_to(user).in_bulk(protocol.works)
    found = protocol.routes
    areas = dict(Area.objects.kept().values_list("slug", "name"))
    names = node_names(protocol.network)
    return ProtocolPage(
        vehicles=_vehicles(found.get("vehicles", ()), areas, names),
        in_the_way=[
            InTheWay(works[each["work"]], each["minutes"], each["opens"])
            for each in found.get("in_the_way", ())
            if each["work"] in works
        ],
        works=sorted(works.values(), key=lambda work: work.name),
        from_where=zone_names(protocol.network).get(protocol.from_zone, ""),
        drawn=_drawn(protocol, network),
    )


def _vehicles(found: Any, areas: Mapping[str, str], names: Mapping[str, str]) -> list[VehicleRoutes]:
    together: list[VehicleRoutes] = []
    for each in found:
        rows = [
            RouteRow(
                names.get(row["origin"], row["origin"]),
                areas.get(row["area"], row["area"]),
                row["before"],
                row["after"],
                row["more_minutes"],
            )
            for row in each["rows"]
        ]
        cut_off = sorted(areas.get(slug, slug) for slug in each["cut_off"])
        same = next((one for one in together if (one.rows, one.cut_off) == (rows, cut_off)), None)
        if same is not None:
            same.modes.append(each["mode"])
        else:
            together.append(VehicleRoutes([each["mode"]], rows, each["left_out"], cut_off))
    return together


def _drawn(protocol: RouteProtocol, network: Network) -> RoadMap:
    """Roads that detours lead over, those that routes led over before, and what fails."""
    before, after = set(), set()
    for vehicle in protocol.routes.get("vehicles", ()):
        for row in vehicle["rows"]:
            before |= set(row["before"]["links"])
            after |= set(row["after"]["links"]) if row["after"] else set()
    failing = set(protocol.links)
    lines = []
    for link, back in roads_of_map(network):
        both = {each for each in (link, back) if each >= 0}
        ids = {network.link_ids[each] for each in both}
        kind = "closed" if ids & failing else "detour" if both & after else "was" if both & before else "same"
        lines.append(
            Line(points_of(network, link), kind, 0.3 if kind != "same" else 0.02, network.names[link])
        )
    order = ("same", "was", "detour", "closed")
    return RoadMap(
        box_of(protocol.collective, network),
        base_lines(),
        sorted(lines, key=lambda line: order.index(line.kind)),
    )


def choice_map(roads: RoadNetwork, collective: Collective, urls: Mapping[str, str]) -> RoadMap:
    """Every road that can be chosen, as a link; `urls` by the id of the road."""
    network, _demand = roads_of(roads)
    lines = []
    for link, back in roads_of_map(network):
        ids = [network.link_ids[each] for each in (link, back) if each >= 0]
        url = next((urls[each] for each in ids if each in urls), "")
        lines.append(Line(points_of(network, link), "same", 0.1, network.names[link], url))
    return RoadMap(box_of(collective, network), base_lines(), lines)
