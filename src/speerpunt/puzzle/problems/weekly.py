"""What the works of now do to the roads, week by week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from hashlib import sha256
from typing import Any

from speerpunt.engine.reachability import Area
from speerpunt.engine.roads import Demand, Measures, Network

from ..enums import MeasureKind, Mode, SnapState, WorkStatus
from ..models import RoadNetwork, Work, WorkLine
from ..queries.roads import roads_of

OVER = (WorkStatus.DONE, WorkStatus.CANCELLED, WorkStatus.IDEA)
# Where a source does not say how much is left of a road that is narrowed.
USUAL_SHARE_LEFT = 0.5
ON_THE_ROAD = frozenset({Mode.CAR, Mode.VAN, Mode.LORRY, Mode.BUS, Mode.BICYCLE, Mode.EMERGENCY})
NOT_LAID = (SnapState.NOWHERE,)


@dataclass(frozen=True)
class WeeklyProblem:
    """A network, areas on it, and for each week what the works under way do to it."""

    network: Network
    demand: Demand | None
    areas: tuple[Area, ...]
    first_monday: date
    # Works under way, by their number; None from the week on of which no source tells.
    states: tuple[frozenset[int] | None, ...]
    measures: dict[int, Measures]
    digest: str

    def under(self, state: frozenset[int]) -> Measures:
        return reduce(lambda both, work: both | self.measures[work], sorted(state), Measures())


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekly_problem(roads: RoadNetwork, first_monday: date, weeks: int) -> WeeklyProblem:
    """In a few queries, however many works there are.

    Raises:
        InputProblem: the tables of the network do not make one.
    """
    network, demand = roads_of(roads)
    works = list(Work.objects.kept().exclude(status__in=OVER).prefetch_related("phases", "lines", "source"))
    measures = {work.pk: found for work in works if (found := measures_of(work.lines.all(), network))}
    laid = [work for work in works if work.pk in measures]
    horizon = max(
        (work.source.horizon for work in works if work.source and work.source.horizon), default=None
    )
    states = tuple(_state(laid, first_monday + timedelta(weeks=week), horizon) for week in range(weeks))
    areas = tuple(Area(slug, tuple(zones)) for slug, zones in roads.zones_of_areas.items())
    said = (
        roads.digest,
        sorted(roads.zones_of_areas.items()),
        first_monday,
        states_as_lists(states),
        sorted((work, str(found)) for work, found in measures.items()),
    )
    return WeeklyProblem(
        network, demand, areas, first_monday, states, measures, sha256(repr(said).encode()).hexdigest()
    )


def states_as_lists(states: Iterable[frozenset[int] | None]) -> list[list[int] | None]:
    return [None if state is None else sorted(state) for state in states]


def _state(works: list[Work], monday: date, horizon: date | None) -> frozenset[int] | None:
    """What goes on in the week; beyond the last day that any source knows, nobody can say."""
    if horizon is not None and monday > horizon:
        return None
    sunday = monday + timedelta(days=6)
    return frozenset(
        work.pk for work in works if any(goes_on(phase, monday, sunday) for phase in work.phases.all())
    )


def goes_on(phase: Any, monday: date, sunday: date) -> bool:
    has_begun = phase.start is not None and phase.start <= sunday
    return has_begun and (phase.end is None or phase.end >= monday)


def measures_of(lines: Iterable[WorkLine], network: Network) -> Measures | None:
    """None where the work does nothing to a link of the network."""
    found = [
        _measure(line, network) for line in lines if not line.is_detour and line.snap_state not in NOT_LAID
    ]
    effects = [each for each in found if each is not None]
    return reduce(lambda one, other: one | other, effects) if effects else None


def _measure(line: WorkLine, network: Network) -> Measures | None:
    links = [link for link in line.links if link in network.link_number]
    modes = _shut_for(line)
    if not links or not modes:
        return None
    if line.kind in {MeasureKind.CLOSED, MeasureKind.ONE_WAY}:
        return Measures.closing(links, modes)
    if line.kind == MeasureKind.NARROWED:
        return Measures(narrows=dict.fromkeys(links, line.share_left or USUAL_SHARE_LEFT))
    if line.kind == MeasureKind.SPEED and line.speed_kmh:
        return Measures(speeds_kmh=dict.fromkeys(links, float(line.speed_kmh)))
    return None


def _shut_for(line: WorkLine) -> frozenset[str]:
    """What is closed for cars is for buses and emergency vehicles too, unless the source says that they pass."""
    modes = set(line.modes or ON_THE_ROAD) & ON_THE_ROAD
    if Mode.CAR in modes:
        modes |= {Mode.BUS, Mode.EMERGENCY}
    passing = {Mode.EMERGENCY: line.lets_emergency_pass, Mode.BUS: line.lets_bus_pass}
    return frozenset(str(mode) for mode in modes if not passing.get(Mode(mode)))
