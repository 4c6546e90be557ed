"""The route protocol of a bridge or road that fails: which detour holds for whom. Computed behind the scenes, and kept."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.reachability import Reachability, Route, routes_from
from speerpunt.engine.roads import Measures
from speerpunt.engine.roads.matrices import CLASSES

from ..models import RoadNetwork, RouteProtocol
from ..problems import PuzzleProblem
from ..problems.protocol import ProtocolProblem, protocol_problem

PROTOCOL_JOB = "puzzle.protocol"
VEHICLES = ("emergency", "bus", "lorry", "car")
# Areas that are kept of each vehicle, those that lose most first; so many fit on a sheet.
KEPT_AREAS = 6
FELT_MINUTES = 0.5


@transaction.atomic
def ask_for_protocol(
    collective: Collective,
    *,
    name: str,
    links: list[str],
    from_zone: str = "",
    on: date | None = None,
    by: User,
) -> RouteProtocol:
    """The one of the same day and roads is given again."""
    roads = RoadNetwork.objects.filter(collective=collective).first()
    if roads is None:
        raise PuzzleProblem(_("There are no roads to compute on yet."))
    day = on or timezone.localdate()
    try:
        digest = protocol_problem(roads, links, on=day, from_zone=from_zone).digest
    except InputProblem as fault:
        raise PuzzleProblem(_("The roads cannot be computed on: %(reason)s") % {"reason": fault}) from fault
    known = RouteProtocol.objects.filter(digest=digest, on=day).first()
    if known is not None:
        return known
    made = RouteProtocol.objects.create(
        collective=collective,
        name=name,
        network=roads,
        on=day,
        links=links,
        from_zone=from_zone,
        digest=digest,
        asked_by=by,
    )
    record(made, Verb.CREATED, by=by)
    enqueue_job(PROTOCOL_JOB, collective=collective, by=by, subject=name, protocol=made.pk)
    return made


def compute_protocol(
    protocol: RouteProtocol, *, progress: Callable[[int], object] = lambda done: None
) -> RouteProtocol:
    begin = time.perf_counter()
    problem = _problem_of(protocol)
    detours = _Detours(problem)
    before, after = detours.under(problem.before), detours.under(problem.before | problem.failing)
    progress(2)
    protocol.routes = {
        "vehicles": [detours.told(vehicle, before, after) for vehicle in range(len(VEHICLES))],
        "in_the_way": list(_in_the_way(detours, before, after, progress)),
    }
    protocol.works = sorted(problem.works)
    protocol.digest = problem.digest
    protocol.made_at = timezone.now()
    protocol.seconds = round(time.perf_counter() - begin, 2)
    protocol.save()
    return protocol


def steps_of(protocol: RouteProtocol) -> int:
    """Before, after, and once for each work of the day."""
    return 2 + len(_problem_of(protocol).works)


def tell_protocol_problem(protocol: RouteProtocol, problem: str) -> None:
    protocol.problem = problem
    protocol.save(update_fields=["problem"])


def _problem_of(protocol: RouteProtocol) -> ProtocolProblem:
    try:
        return protocol_problem(
            protocol.network, protocol.links, on=protocol.on, from_zone=protocol.from_zone
        )
    except InputProblem as fault:
        raise PuzzleProblem(_("The roads cannot be computed on: %(reason)s") % {"reason": fault}) from fault


Pair = tuple[int, int]


@dataclass(frozen=True)
class Under:
    """Routes on the roads of one state: for each vehicle, by where from and where to."""

    routes: tuple[Mapping[Pair, Route], ...]

    def minutes(self, vehicle: int, pair: Pair) -> float | None:
        route = self.routes[vehicle].get(pair)
        return None if route is None else route.minutes


class _Detours:
    """Routes to each area: from the zone that was chosen, else from the edges of the city."""

    def __init__(self, problem: ProtocolProblem) -> None:
        self.problem, self.network = problem, problem.network
        trips = problem.demand.classes if problem.demand else ()
        names = {each.name for each in trips}
        also = [CLASSES[name] for name in VEHICLES if name not in names]
        self.reachability = Reachability(problem.network, problem.demand, problem.areas, also=also)
        order = [each.name for each in self.reachability.classes]
        self.numbers = [order.index(name) for name in VEHICLES]
        self.targets = {
            area.id: [int(self.network.zones[self.network.zone_number[zone]]) for zone in area.zones]
            for area in problem.areas
        }
        self.origins = self._origins()

    def _origins(self) -> list[int]:
        zone = self.network.zone_number.get(self.problem.from_zone)
        return self.network.gateways.tolist() if zone is None else [int(self.network.zones[zone])]

    def under(self, measures: Measures) -> Under:
        equilibrium = self.reachability.equilibrium(measures)
        is_open = measures.is_open(self.network, self.reachability.classes)
        targets = sorted({node for nodes in self.targets.values() for node in nodes})
        found = []
        for number in self.numbers:
            minutes = self.reachability.link_minutes_of(number, measures, equilibrium)
            routes: dict[Pair, Route] = {}
            for origin in self.origins:
                reached = routes_from(self.network, origin, targets, minutes, is_open[number])
                routes |= {(origin, target): route for target, route in reached.items()}
            found.append(routes)
        return Under(tuple(found))

    def told(self, vehicle: int, before: Under, after: Under) -> dict[str, Any]:
        """Of each area the route that loses most; which areas nobody reaches any more."""
        rows = [
            self._row(area, pair, before.routes[vehicle][pair], after.routes[vehicle].get(pair))
            for area, pair in self._pairs(before.routes[vehicle])
            if self.leads_over(before.routes[vehicle][pair], self.problem.failing)
        ]
        rows.sort(key=lambda row: (row["after"] is not None, -(row["more_minutes"] or 0.0), row["area"]))
        worst: dict[str, Any] = {}
        for row in rows:
            worst.setdefault(row["area"], row)
        shown = list(worst.values())[:KEPT_AREAS]
        return {
            "mode": VEHICLES[vehicle],
            "rows": shown,
            "left_out": len(rows) - len(shown),
            "cut_off": self._cut_off(before.routes[vehicle], after.routes[vehicle]),
        }

    def _pairs(self, routes: Mapping[Pair, Route]) -> Iterator[tuple[str, Pair]]:
        """To the zone of an area that is nearest."""
        for area, targets in self.targets.items():
            for origin in self.origins:
                known = [(origin, target) for target in targets if (origin, target) in routes]
                if known:
                    yield area, min(known, key=lambda pair: routes[pair].minutes)

    def hit(self, before: Under) -> Iterator[tuple[int, Pair]]:
        """Vehicles and pairs whose route led over what fails."""
        for vehicle, routes in enumerate(before.routes):
            for pair, route in routes.items():
                if self.leads_over(route, self.problem.failing):
                    yield vehicle, pair

    def leads_over(self, route: Route, measures: Measures) -> bool:
        links = {self.network.link_ids[link] for link in route.links}
        return not links.isdisjoint({*measures.closes, *measures.narrows})

    def _row(self, area: str, pair: Pair, before: Route, after: Route | None) -> dict[str, Any]:
        return {
            "area": area,
            "origin": self.network.node_ids[pair[0]],
            "before": self._route(before),
            "after": None if after is None else self._route(after),
            "more_minutes": None if after is None else round(after.minutes - before.minutes, 1),
        }

    def _route(self, route: Route) -> dict[str, Any]:
        return {
            "minutes": round(route.minutes, 1),
            "metres": round(route.metres),
            "streets": [name for name, _metres in route.streets(self.network)],
            "links": list(route.links),
        }

    def _cut_off(self, before: Mapping[Pair, Route], after: Mapping[Pair, Route]) -> list[str]:
        def is_reached(area: str, routes: Mapping[Pair, Route]) -> bool:
            return any((origin, target) in routes for origin in self.origins for target in self.targets[area])

        return [area for area in self.targets if is_reached(area, before) and not is_reached(area, after)]


def _in_the_way(
    detours: _Detours, before: Under, after: Under, progress: Callable[[int], object]
) -> Iterator[dict[str, Any]]:
    """Works of the day that a shorter detour would lead over, or the only one."""
    problem = detours.problem
    for work, measures in sorted(problem.works.items()):
        without = detours.under(problem.without(work) | problem.failing)
        progress(1)
        won, opens = 0.0, 0
        for vehicle, pair in detours.hit(before):
            route = without.routes[vehicle].get(pair)
            if route is not None and detours.leads_over(route, measures):
                now = after.minutes(vehicle, pair)
                opens += now is None
                won = max(won, 0.0 if now is None else now - route.minutes)
        if opens or won >= FELT_MINUTES:
            yield {"work": work, "minutes": round(won, 1), "opens": opens}
