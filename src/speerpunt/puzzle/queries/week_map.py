"""The map of one week: how much traffic each road carries, what is closed, and what each area loses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import Network

from ..models import ReachRun, StateFlows
from .reach import AreaWeeks, step_of
from .road_map import Circle, RoadMap, base_lines, box_of, flow_lines, middle_of
from .roads import roads_of

NAMED = 5
CUT_OFF_STEP = 6


@dataclass(frozen=True)
class WeekMap:
    """`roads`: names of roads that this vehicle may not use, and of those that are narrowed."""

    drawn: RoadMap
    has_flows: bool
    closed: list[str]
    narrowed: list[str]


def week_map(
    run: ReachRun,
    week: int,
    mode: str,
    rows: Sequence[AreaWeeks],
    collective: Collective,
    digests: tuple[str, str],
) -> WeekMap | None:
    """None where nothing was kept of the week, or the roads cannot be read. `digests`: of its works, and of none."""
    kept = {each.digest: each for each in StateFlows.objects.filter(run=run, digest__in=digests)}
    now, base = kept.get(digests[0]), kept.get(digests[1])
    if now is None or base is None:
        return None
    try:
        network, _demand = roads_of(run.network)
    except InputProblem:
        return None
    closed = [link for link, modes in now.closes.items() if mode in modes]
    narrowed = [link for link in now.narrows if link not in closed]
    circles = list(_circles(rows, week))
    return WeekMap(
        drawn=RoadMap(
            box=box_of(collective, network),
            base=base_lines(),
            lines=flow_lines(network, now.volumes, base.volumes, closed, narrowed),
            circles=[circle for circle, _area in circles],
            names=[(circle.at, area.name) for circle, area in circles[-NAMED:]],
        ),
        has_flows=bool(base.volumes),
        closed=_names(network, closed),
        narrowed=_names(network, narrowed),
    )


def _circles(rows: Sequence[AreaWeeks], week: int) -> Any:
    """The worst one last, so that it lies on top."""
    found = []
    for row in rows:
        at, minutes, is_cut_off = middle_of(row.area), row.minutes[week], week in row.cut_off
        step = step_of(minutes or 0.0)
        if at is not None and (is_cut_off or step):
            text = "×" if is_cut_off else f"+{minutes:.0f}"
            circle = Circle(at, text, CUT_OFF_STEP if is_cut_off else step, row.area.name)
            found.append((is_cut_off, minutes or 0.0, row.area.name, circle, row.area))
    return [(circle, area) for *_weight, circle, area in sorted(found, key=lambda each: each[:3])]


def _names(network: Network, links: Sequence[str]) -> list[str]:
    """Each road once, by what it is called."""
    named = (
        network.names[network.link_number[link]] or link for link in links if link in network.link_number
    )
    return sorted(set(named))
