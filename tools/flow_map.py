"""Draws where traffic goes when links are closed, as an SVG.

The root of the flow is the width; red is more traffic than before, blue is less.

python -m tools.flow_map examples/leiden/roads/link.csv trips.csv --close zijlbrug zijlbrug-back -o map.svg
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from speerpunt.engine.roads import Measures, Network, gmns, matrices
from speerpunt.engine.roads.network import Floats
from speerpunt.engine.traffic import Assignment

WIDTH = 900.0
WIDEST = 9.0
FULL_COLOUR = 300.0  # vehicles per hour more or less
STYLE = """
text { font: 11px sans-serif; fill: #1f2933; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.title { font-size: 15px; font-weight: bold; } .water { fill: none; stroke: #d5e6f3; stroke-linejoin: round; }
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("net", type=Path, help="GMNS link.csv")
    parser.add_argument("trips", type=Path, help="trips between zones, CSV")
    parser.add_argument("--close", nargs="*", default=[], help="ids of links")
    parser.add_argument("--share", type=float, default=1.0, help="of the trips")
    parser.add_argument("--box", type=float, nargs=4, metavar=("WEST", "SOUTH", "EAST", "NORTH"))
    parser.add_argument("--background", type=Path, help="GeoJSON with water")
    parser.add_argument("--title", default="")
    parser.add_argument("-o", dest="out", type=Path, required=True)
    given = parser.parse_args(arguments)
    network = gmns.read_network(given.net)
    assignment = Assignment(network, matrices.read_csv(given.trips, network).scaled(given.share))
    base = assignment.solve(gap=1e-7)
    closed = assignment.solve(Measures.closing(given.close), gap=1e-7, start=base.restart)
    drawing = Drawing(network, given.box or _box_of(network))
    parts = [
        *drawing.background(given.background),
        *drawing.flows(base.link_volume, closed.link_volume, set(given.close)),
        *drawing.names(set(given.close)),
        *drawing.legend(given.title),
    ]
    given.out.write_text(drawing.whole(parts), encoding="utf-8")


class Drawing:
    """One map: longitude and latitude on a flat sheet, north up."""

    def __init__(self, network: Network, box: tuple[float, float, float, float]) -> None:
        self.network = network
        west, south, east, north = box
        self.west, self.north = west, north
        self.per_degree = WIDTH / (east - west)
        self.stretch = 1.0 / math.cos(math.radians((south + north) / 2))
        self.height = (north - south) * self.per_degree * self.stretch

    def whole(self, parts: list[str]) -> str:
        size = f'viewBox="0 0 {WIDTH:.0f} {self.height:.0f}" width="{WIDTH:.0f}" height="{self.height:.0f}"'
        lines = "\n".join(parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<style>{STYLE}</style>\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n{lines}\n</svg>\n'
        )

    def background(self, file: Path | None) -> Iterator[str]:
        features = json.loads(file.read_text(encoding="utf-8"))["features"] if file else []
        for feature in features:
            if feature["properties"]["kind"] == "water_line":
                line = self._on_sheet(np.array(feature["geometry"]["coordinates"]))
                width = 12 - 3 * feature["properties"]["rank"]
                yield f'<path class="water" d="{_path(line)}" stroke-width="{width}"/>'

    def flows(self, base: Floats, now: Floats, closed: set[str]) -> Iterator[str]:
        """Both directions beside each other, each to the right of the middle."""
        largest = float(base.max())
        for link in np.argsort(now):
            name = self.network.link_ids[link]
            shown = base[link] if name in closed else now[link]
            width = max(0.6, WIDEST * math.sqrt(float(shown) / largest))
            line = _shifted(self._line(int(link)), width / 2 + 0.4)
            if name in closed:
                yield f'<path d="{_path(line)}" fill="none" stroke="#111" stroke-width="2" stroke-dasharray="3 3"/>'
            elif self._is_road(int(link)):
                colour = _colour(float(now[link] - base[link]) / FULL_COLOUR)
                yield f'<path d="{_path(line)}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"/>'

    def names(self, closed: set[str]) -> Iterator[str]:
        for name in sorted(closed):
            if not name.endswith("-back"):
                link = int(self.network.links([name])[0])
                x, y = self._line(link).mean(axis=0)
                yield f'<text x="{x + 8:.0f}" y="{y - 6:.0f}">{escape(name)}</text>'

    def legend(self, title: str) -> Iterator[str]:
        yield f'<text class="title" x="12" y="24">{escape(title)}</text>'
        words = ("less traffic", "the same", "more traffic")
        for place, (change, word) in enumerate(zip((-1.0, 0.0, 1.0), words, strict=True)):
            x = 12 + 110 * place
            yield f'<path d="M{x},42 h24" stroke="{_colour(change)}" stroke-width="6"/>'
            yield f'<text x="{x + 30}" y="46">{word}</text>'

    def _is_road(self, link: int) -> bool:
        network = self.network
        return bool(network.is_through[network.tail[link]] and network.is_through[network.head[link]])

    def _line(self, link: int) -> Floats:
        network = self.network
        shape = network.geometry[link] if network.geometry else None
        if shape is None:
            ends = [network.tail[link], network.head[link]]
            shape = np.column_stack([network.x[ends], network.y[ends]])
        return self._on_sheet(shape)

    def _on_sheet(self, points: Floats) -> Floats:
        x = (points[:, 0] - self.west) * self.per_degree
        y = (self.north - points[:, 1]) * self.per_degree * self.stretch
        return np.column_stack([x, y])


def _box_of(network: Network) -> tuple[float, float, float, float]:
    return (
        float(network.x.min()),
        float(network.y.min()),
        float(network.x.max()),
        float(network.y.max()),
    )


def _shifted(line: Floats, by: float) -> Floats:
    """The line moved to the right of its direction."""
    step = np.diff(line, axis=0)
    step = np.vstack([step, step[-1:]])
    along = step / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    return np.asarray(line + by * np.column_stack([-along[:, 1], along[:, 0]]))


def _colour(change: float) -> str:
    """Grey where traffic stays, red where it comes, blue where it goes."""
    share = min(abs(change), 1.0)
    target = (196, 30, 58) if change > 0 else (31, 95, 191)
    mixed = (round(178 + (part - 178) * share) for part in target)
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _path(line: Floats) -> str:
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in line)


if __name__ == "__main__":
    main()
