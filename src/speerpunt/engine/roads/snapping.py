"""Which links a drawn line means: closures and detours come as lines, on another map than ours.

A line is followed in steps. At each step the nearest link that runs the same way gets the point, with those that are
hardly farther. A link that gets enough of the line, or is covered by it for the greater part, is meant. How sure that
is follows from three things: how near it lies, how well it runs along, and how much of it is covered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..problems import InputProblem
from .coordinates import LocalPlane
from .network import Floats, Network

STEP_M = 5.0
TIE_M = 3.0
"""Links that lie so much farther than the nearest one share the point: two carriageways, rounded coordinates."""

LEAST_COS = np.cos(np.radians(40))
LEAST_LENGTH_M = 12.0
SURE = 0.6
COVERED = 0.9


@dataclass(frozen=True)
class SnappedLink:
    """A link that the line means: how far it lies from it on average, how sure that is, the share of it that the line
    covers, and how well both run the same way (each 0 to 1)."""

    link: str
    distance_m: float
    confidence: float
    covered: float
    alignment: float

    @property
    def is_doubtful(self) -> bool:
        return self.confidence < SURE


@dataclass(frozen=True)
class SnappedLine:
    """The links of a line, in its order; the share of the line that lies along them, and along several at once that go
    the same way (each 0 to 1)."""

    links: tuple[SnappedLink, ...]
    coverage: float
    doubled: float = 0.0

    @property
    def is_doubtful(self) -> bool:
        """Someone should look: a tenth of the line or more lies along no link, or a link is doubtful."""
        return self.coverage < COVERED or any(each.is_doubtful for each in self.links)

    @property
    def link_ids(self) -> tuple[str, ...]:
        return tuple(each.link for each in self.links)


@dataclass(frozen=True)
class NearLink:
    """A link near a line or point: how far it lies from it, and how it runs there beside the line: 1 the same way, -1 the
    other way, 0 across; nothing beside a point."""

    link: str
    distance_m: float
    cosine: float | None


@dataclass(frozen=True)
class _Steps:
    """Points along lines in metres [points, 2], and the way each line goes there (length 1)."""

    points: Floats
    ways: Floats


class Snapper:
    """Finds links of one network. `tolerance_m` is how far a link may lie from a line.

    >>> road = Network.build(node_ids=["a", "b"], x=[4.48, 4.49], y=[52.16, 52.16], link_ids=["ab", "ba"],
    ...                      tail=[0, 1], head=[1, 0], free_flow_minutes=[1, 1], capacity=[900, 900], zones=[])
    >>> found = Snapper(road).snap([[(4.4801, 52.16003), (4.4899, 52.16003)]])
    >>> [(each.link, round(each.distance_m, 1), round(each.confidence, 2)) for each in found.links]
    [('ab', 3.3, 0.97)]
    """

    def __init__(self, network: Network, *, tolerance_m: float = 20.0) -> None:
        self._network = network
        self._tolerance = tolerance_m
        known = np.isfinite(network.x) & np.isfinite(network.y)
        middle = (
            (float(network.x[known].mean()), float(network.y[known].mean())) if known.any() else (0.0, 0.0)
        )
        self._plane = LocalPlane(*middle)
        drawn = [(link, line) for link in range(network.link_count) if (line := self._line(link)) is not None]
        self._links = np.array([link for link, _ in drawn], dtype=np.int32)
        self._lines = np.array([line for _, line in drawn], dtype=object)
        self._tree = shapely.STRtree([line for _, line in drawn])

    def snap(
        self,
        parts: Iterable[Sequence[Sequence[float]] | Floats],
        *,
        both_directions: bool = False,
        mode: str | None = None,
    ) -> SnappedLine:
        """The links along a line, given as its parts: points of longitude and latitude, in the order of travel.

        With `both_directions`, links against the line are meant as well. With `mode`, only links for these vehicles.

        Raises:
            InputProblem: a part has fewer than two points, or coordinates that are no finite numbers.
        """
        lines = [line for part in parts if (line := self._projected(part)).length > 0]
        steps = _steps(lines)
        pairs = self._pairs(steps, mode)
        cosine = np.abs(pairs.cosine) if both_directions else pairs.cosine
        pairs = pairs.only(cosine >= LEAST_COS)
        nearest = np.full(len(steps.points), np.inf)
        np.minimum.at(nearest, pairs.step, pairs.metres)
        pairs = pairs.only(pairs.metres <= nearest[pairs.step] + TIE_M)
        total = sum(line.length for line in lines)
        order = np.argsort(pairs.place, kind="stable")
        _, first = np.unique(pairs.place[order], return_index=True)
        groups = [pairs.only(group) for group in np.split(order, first[1:]) if group.size]
        judged = [(self._judged(group, len(steps.points), total), group) for group in groups]
        found = sorted(
            ((link, group) for link, group in judged if link is not None),
            key=lambda each: int(each[1].step.min()),
        )
        links = tuple(link for link, _ in found)
        return SnappedLine(links, *_shares([group for _, group in found], len(steps.points)))

    def near(
        self, parts: Iterable[Sequence[Sequence[float]] | Floats], metres: float
    ) -> tuple[NearLink, ...]:
        """Every link that comes within so many metres of these lines (a part of one position is a point), nearest first."""
        drawn = shapely.union_all([self._drawn(part) for part in parts])
        places = self._tree.query(drawn, predicate="dwithin", distance=metres)
        found = [self._near(int(place), drawn) for place in places]
        return tuple(sorted(found, key=lambda each: (each.distance_m, each.link)))

    def _near(self, place: int, drawn: Any) -> NearLink:
        line = self._lines[place]
        link = self._network.link_ids[self._links[place]]
        distance = float(shapely.distance(line, drawn))
        if drawn.length == 0:
            return NearLink(link, distance, None)
        on_drawn, on_line = shapely.get_coordinates(shapely.shortest_line(drawn, line))
        part = min(shapely.get_parts(drawn), key=lambda each: each.distance(shapely.Point(on_drawn)))
        cosine = float((_way_at(part, on_drawn) * _way_at(line, on_line)).sum())
        return NearLink(link, distance, cosine)

    def _drawn(self, part: Sequence[Sequence[float]] | Floats) -> Any:
        return (
            shapely.Point(self._plane.project(np.array(part))[0]) if len(part) == 1 else self._projected(part)
        )

    def _line(self, link: int) -> shapely.LineString | None:
        line = self._network.line_of(link)
        if not np.isfinite(line).all():
            return None
        drawn = shapely.LineString(self._plane.project(line))
        return drawn if drawn.length > 0 else None

    def _projected(self, part: Sequence[Sequence[float]] | Floats) -> shapely.LineString:
        try:
            points = np.array([[float(value) for value in point[:2]] for point in part])
        except (TypeError, ValueError) as error:
            raise InputProblem("a line needs points of two numbers") from error
        if points.ndim != 2 or points.shape[1:] != (2,) or len(points) < 2 or not np.isfinite(points).all():
            raise InputProblem("a line needs two points or more, each with two coordinates")
        return shapely.LineString(self._plane.project(points))

    def _pairs(self, steps: _Steps, mode: str | None) -> "_Pairs":
        """Each step with each link that lies near enough."""
        points: Any = shapely.points(steps.points)
        step, place = self._tree.query(points, predicate="dwithin", distance=self._tolerance)
        if mode is not None:
            usable = self._network.allows(mode)[self._links[place]]
            step, place = step[usable], place[usable]
        lines, near = self._lines[place], points[step]
        along = shapely.line_locate_point(lines, near)
        ways = _ways(lines, along)
        cosine: Floats = (ways * steps.ways[step]).sum(axis=1)
        pairs = _Pairs(step, place, shapely.distance(lines, near), cosine)
        # What lies beyond the end of a link lies beside it no more.
        offset = steps.points[step] - shapely.get_coordinates(shapely.line_interpolate_point(lines, along))
        is_at_end = (along <= 0) | (along >= shapely.length(lines))
        return pairs.only(~(is_at_end & (np.abs((offset * ways).sum(axis=1)) > STEP_M)))

    def _judged(self, pairs: "_Pairs", step_count: int, total_m: float) -> SnappedLink | None:
        """The link of these pairs, or nothing where too little of the line runs along it."""
        place = pairs.place[0]
        covered_m = len(pairs.step) * total_m / step_count
        covered, share = min(1.0, covered_m / float(self._lines[place].length)), covered_m / total_m
        if covered < 0.5 and share < 0.5 and covered_m < LEAST_LENGTH_M:
            return None
        metres = float(pairs.metres.mean())
        nearness = 1 - (metres / self._tolerance) ** 2
        alignment = float(np.abs(pairs.cosine).mean())
        confidence = nearness * alignment * min(1.0, 0.25 + max(covered, share))
        link = self._network.link_ids[self._links[place]]
        return SnappedLink(link, metres, confidence, covered, alignment)


@dataclass(frozen=True)
class _Pairs:
    """Steps of a line beside links: number of the step, place of the link, metres between them, cosine of the angle."""

    step: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    metres: Floats
    cosine: Floats

    def only(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "_Pairs":
        return _Pairs(self.step[chosen], self.place[chosen], self.metres[chosen], self.cosine[chosen])


def _shares(groups: list[_Pairs], step_count: int) -> tuple[float, float]:
    """Of all steps: along some link, and along several that go the same way."""
    if not groups:
        return 0.0, 0.0
    times = np.zeros((2, step_count), dtype=np.int32)
    for group in groups:
        np.add.at(times, ((group.cosine < 0).astype(np.intp), group.step), 1)
    return float((times.sum(axis=0) > 0).mean()), float((times > 1).any(axis=0).mean())


def _steps(lines: list[shapely.LineString]) -> _Steps:
    """Points every `STEP_M` or nearer, in the middle of equal pieces of all lines together."""
    points, ways = [], []
    for line in lines:
        count = max(2, int(np.ceil(line.length / STEP_M)))
        along = (np.arange(count) + 0.5) * line.length / count
        points.append(shapely.get_coordinates(shapely.line_interpolate_point(line, along)))
        ways.append(_ways(line, along))
    empty = np.empty((0, 2))
    return _Steps(np.concatenate([empty, *points]), np.concatenate([empty, *ways]))


def _way_at(line: Any, point: Floats) -> Floats:
    along = np.array([shapely.line_locate_point(line, shapely.Point(point))])
    way: Floats = _ways(line, along)[0]
    return way


def _ways(lines: Any, along: Floats) -> Floats:
    """The way lines go at these distances along them, over some metres; shape [distances, 2], length 1."""
    length = shapely.length(lines)
    reach = np.minimum(STEP_M, length / 2)
    middle = np.clip(along, reach, length - reach)
    before = shapely.get_coordinates(shapely.line_interpolate_point(lines, middle - reach))
    after = shapely.get_coordinates(shapely.line_interpolate_point(lines, middle + reach))
    difference = after - before
    metres = np.hypot(difference[:, 0], difference[:, 1])[:, None]
    return np.divide(difference, metres, out=np.zeros_like(difference), where=metres > 0)
