"""Roads on a sheet as SVG, north up: it needs no script, and prints as it is."""

import math
from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from ...queries.road_map import Box, Circle, Line, Point, RoadMap

WIDTH = 420.0
THINNEST, WIDEST = 1.1, 9.0
RADIUS = 13
FILLED = ("water", "outline")


class Sheet:
    def __init__(self, box: Box) -> None:
        self.west, south, east, self.north = box
        self.per_degree = WIDTH / (east - self.west)
        self.stretch = 1.0 / math.cos(math.radians((south + self.north) / 2))
        self.height = (self.north - south) * self.per_degree * self.stretch

    def place(self, point: Point) -> tuple[float, float]:
        x = (point[0] - self.west) * self.per_degree
        return round(x, 1), round((self.north - point[1]) * self.per_degree * self.stretch, 1)

    def path(self, line: Line) -> str:
        spots = [f"{x:g},{y:g}" for x, y in map(self.place, line.points)]
        return f"M{spots[0]}L{' '.join(spots[1:])}" + ("z" if line.kind in FILLED else "")

    def holds(self, point: Point) -> bool:
        x, y = self.place(point)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def road_map_svg(drawn: RoadMap, label: str) -> SafeString:
    sheet = Sheet(drawn.box)
    parts = [
        *(f'<path class="{line.kind}" d="{sheet.path(line)}"/>' for line in drawn.base),
        *_roads(sheet, drawn.lines),
        *_circles(sheet, drawn.circles),
        *_names(sheet, drawn.names),
    ]
    # A picture holds nothing to press.
    role = "group" if any(line.url for line in drawn.lines) else "img"
    return mark_safe(
        f'<svg class="road-map" viewBox="0 0 {WIDTH:g} {sheet.height:.0f}" role="{role}" '
        f'aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )


def _roads(sheet: Sheet, lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        width = THINNEST + (WIDEST - THINNEST) * math.sqrt(line.width)
        title = f"<title>{escape(line.name)}</title>" if line.name else ""
        path = (
            f'<path class="road {line.kind}" d="{sheet.path(line)}" stroke-width="{width:.1f}">{title}</path>'
        )
        yield (
            f'<a href="{escape(line.url, quote=True)}" aria-label="{escape(line.name, quote=True)}" tabindex="-1">{path}</a>'
            if line.url
            else path
        )


def _circles(sheet: Sheet, circles: Iterable[Circle]) -> Iterator[str]:
    for circle in circles:
        if sheet.holds(circle.at):
            x, y = sheet.place(circle.at)
            yield (
                f'<g class="spot s{circle.step}"><title>{escape(circle.name)}</title>'
                f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}"/><text x="{x:g}" y="{y + 4.5:g}">{escape(circle.text)}</text></g>'
            )


def _names(sheet: Sheet, names: Iterable[tuple[Point, str]]) -> Iterator[str]:
    for point, name in names:
        if sheet.holds(point):
            x, y = sheet.place(point)
            yield f'<text class="name" x="{x:g}" y="{y + RADIUS + 13:g}">{escape(name)}</text>'
