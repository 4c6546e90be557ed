"""GMNS: the General Modeling Network Specification of Zephyr, as a folder of CSV tables.

Read are `node.csv` (node_id, x_coord, y_coord, node_type, zone_id) and `link.csv` (link_id, from_node_id, to_node_id,
directed, length, free_speed, capacity, lanes, allowed_uses, name, geometry), and where they are there `config.csv`
(units, crs) and `zone.csv` (which zones there are, in their order). Ours besides, each of them optional: in node.csv
`is_gateway` and `is_through`; in link.csv `vdf_type` (bpr or conical), `vdf_alpha`, `vdf_beta` (the power),
`fixed_minutes`, and `free_flow_minutes`, which goes before length and speed. Any other column is left alone.

As in the specification, `capacity` holds for one lane, and a link with `directed` 0 stands for both directions: the
way back is called `LINK-back`.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from shapely.errors import ShapelyError

from ..problems import InputProblem
from .coordinates import WGS84, length_m, lies_outside, to_wgs84
from .network import ALL_MODES, BPR, CONICAL, MODES, MOTOR_MODES, Floats, Network
from .tables import Row, read_rows, write_rows

METRES = {
    "m": 1.0, "meter": 1.0, "meters": 1.0, "metre": 1.0, "metres": 1.0, "km": 1000.0, "kilometer": 1000.0,
    "kilometers": 1000.0, "kilometre": 1000.0, "ft": 0.3048, "foot": 0.3048, "feet": 0.3048, "mi": 1609.344,
    "mile": 1609.344, "miles": 1609.344,
}  # fmt: skip
KMH = {"kmh": 1.0, "kph": 1.0, "km/h": 1.0, "kmph": 1.0, "mph": 1.609344, "m/s": 3.6, "mps": 3.6}
DELAY = {"bpr": BPR, "conical": CONICAL}

USES = {
    **MODES, "all": ALL_MODES, "auto": MOTOR_MODES, "truck": MODES["lorry"], "hgv": MODES["lorry"],
    "transit": MODES["bus"], "bike": MODES["bicycle"], "hov": MODES["car"], "sov": MODES["car"], "taxi": MODES["car"],
    "walk": 0, "pedestrian": 0, "rail": 0, "railway": 0, "tram": 0, "metro": 0, "aeroway": 0, "none": 0,
}  # fmt: skip
"""What a word in `allowed_uses` allows. A link that allows none of our kinds of vehicle is left out."""


@dataclass(frozen=True)
class Defaults:
    """What is taken where a link does not say it."""

    free_speed_kmh: float = 50.0
    capacity_per_lane: float = 900.0
    alpha: float = 0.15
    power: float = 4.0


@dataclass(frozen=True)
class _Units:
    length_m: float = 1.0
    speed_kmh: float = 1.0
    crs: int = WGS84


@dataclass(frozen=True)
class _Link:
    name: str
    tail: int
    head: int
    length_m: float
    minutes: float
    capacity: float
    modes: int
    label: str
    delay: tuple[int, float, float]
    fixed_minutes: float
    geometry: Floats | None

    @property
    def back(self) -> "_Link":
        line = None if self.geometry is None else self.geometry[::-1]
        return replace(self, name=f"{self.name}-back", tail=self.head, head=self.tail, geometry=line)


def read_network(path: Path | str, defaults: Defaults | None = None) -> Network:
    """Read the folder, or the link table in it (`link.csv`, `city_link.csv` beside `city_node.csv`).

    Without `config.csv`, lengths are metres, speeds km/h and coordinates WGS84.

    Raises:
        InputProblem: with the file and the line.
    """
    link_file = Path(path) / "link.csv" if Path(path).is_dir() else Path(path)
    units = _units(_beside(link_file, "config"))
    nodes = read_rows(_beside(link_file, "node"), required=("node_id", "x_coord", "y_coord"))
    ids = _node_ids(nodes)
    points = _points(nodes, units.crs)
    rows = read_rows(link_file, required=("link_id", "from_node_id", "to_node_id", "directed"))
    reader = _LinkReader(ids, points, units, defaults or Defaults())
    links = [link for row in rows for link in reader.directions(row)]
    zones = _zones(nodes, _beside(link_file, "zone"))
    return Network.build(
        node_ids=list(ids),
        x=points[:, 0],
        y=points[:, 1],
        is_through=[row.flag("is_through", default=row.text("node_type") != "centroid") for row in nodes],
        zones=list(zones.values()),
        zone_ids=list(zones),
        gateways=[number for number in zones.values() if _is_gateway(nodes[number])],
        link_ids=[link.name for link in links],
        tail=[link.tail for link in links],
        head=[link.head for link in links],
        length_m=[link.length_m for link in links],
        free_flow_minutes=[link.minutes for link in links],
        capacity=[link.capacity for link in links],
        delay_function=[link.delay[0] for link in links],
        alpha=[link.delay[1] for link in links],
        power=[link.delay[2] for link in links],
        fixed_minutes=[link.fixed_minutes for link in links],
        modes=[link.modes for link in links],
        names=[link.label for link in links],
        geometry=[link.geometry for link in links],
    )


def write_network(network: Network, folder: Path | str) -> None:
    """Write `config.csv`, `node.csv`, `zone.csv` and `link.csv`, every link directed, so that reading gives it back.

    The number of lanes is not known to a network: `capacity` is that of the whole link, and `lanes` stays empty.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    write_rows(
        path / "config.csv",
        ("long_length", "speed", "crs", "geometry_field_format"),
        [("m", "km/h", WGS84, "wkt")],
    )
    write_rows(path / "zone.csv", ("zone_id",), [(zone,) for zone in network.zone_ids])
    write_rows(
        path / "node.csv",
        ("node_id", "x_coord", "y_coord", "zone_id", "is_gateway", "is_through"),
        _node_rows(network),
    )
    write_rows(
        path / "link.csv", LINK_COLUMNS, [_link_row(network, link) for link in range(network.link_count)]
    )


def _beside(link_file: Path, table: str) -> Path:
    """`city_node.csv` beside `city_link.csv`."""
    start, found, end = link_file.name.rpartition("link")
    if not found:
        raise InputProblem("the table of links must be called link.csv", source=link_file.name)
    return link_file.with_name(start + table + end)


def _units(file: Path) -> _Units:
    rows = read_rows(file) if file.exists() else []
    if not rows:
        return _Units()
    row = rows[0]
    length, speed = row.text("long_length", "m").lower(), row.text("speed", "km/h").lower()
    if length not in METRES:
        raise row.problem(f"long_length is {length!r}; known are {', '.join(METRES)}")
    if speed not in KMH:
        raise row.problem(f"speed is {speed!r}; known are {', '.join(KMH)}")
    crs = row.text("crs", str(WGS84)).upper().removeprefix("EPSG:")
    if not crs.isdigit():
        raise row.problem(f"crs is {crs!r}; it must be an EPSG code")
    return _Units(METRES[length], KMH[speed], int(crs))


def _node_ids(rows: list[Row]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for row in rows:
        name = row.needed("node_id")
        if name in ids:
            raise row.problem(f"node {name!r} is there twice")
        ids[name] = len(ids)
    return ids


def _points(rows: list[Row], crs: int) -> Floats:
    points = np.array(
        [[row.number(column, np.nan, least=-np.inf) for column in ("x_coord", "y_coord")] for row in rows]
    ).reshape(len(rows), 2)
    outside = np.flatnonzero(lies_outside(points, crs))
    if outside.size:
        raise rows[outside[0]].problem(
            "x_coord and y_coord are no longitude and latitude; name the crs in config.csv"
        )
    return to_wgs84(crs)(points)


def _is_gateway(row: Row) -> bool:
    return row.flag("is_gateway", default=row.text("node_type") == "gateway")


def _zones(rows: list[Row], zone_file: Path) -> dict[str, int]:
    """The node of each zone: the only one with its `zone_id`, or the only centroid among these."""
    nodes: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        zone = row.text("zone_id") or (row.needed("node_id") if _is_gateway(row) else "")
        if zone:
            nodes[zone].append(number)
    chosen = {zone: _centroid(zone, numbers, rows) for zone, numbers in nodes.items()}
    if not zone_file.exists():
        return chosen
    order = {row.text("zone_id"): None for row in read_rows(zone_file, required=("zone_id",))}
    for zone, number in chosen.items():
        if rows[number].text("zone_id") and zone not in order:
            raise rows[number].problem(f"zone {zone!r} is not in {zone_file.name}")
    return {zone: chosen[zone] for zone in {**order, **chosen} if zone in chosen}


def _centroid(zone: str, numbers: list[int], rows: list[Row]) -> int:
    centroids = [number for number in numbers if rows[number].text("node_type") == "centroid"]
    candidates = centroids or numbers
    if len(candidates) > 1:
        raise rows[candidates[1]].problem(
            f"zone {zone!r} is at node {rows[candidates[0]].text('node_id')!r} as well; a zone has one node, or one "
            "whose node_type is centroid"
        )
    return candidates[0]


@dataclass(frozen=True)
class _LinkReader:
    nodes: dict[str, int]
    points: Floats
    units: _Units
    defaults: Defaults

    def directions(self, row: Row) -> list[_Link]:
        """No link, one, or one each way."""
        modes = _modes(row)
        if not modes:
            return []
        link = self._link(row, modes)
        return [link] if row.flag("directed") else [link, link.back]

    def _link(self, row: Row, modes: int) -> _Link:
        tail, head = self._node(row, "from_node_id"), self._node(row, "to_node_id")
        geometry = self._geometry(row, tail, head)
        length = self._length_m(row, geometry, tail, head)
        given = self.defaults
        return _Link(
            name=row.needed("link_id"),
            tail=tail,
            head=head,
            length_m=length,
            minutes=self._minutes(row, length),
            capacity=row.number("capacity", given.capacity_per_lane) * row.number("lanes", 1.0),
            modes=modes,
            label=row.text("name"),
            delay=(_delay(row), row.number("vdf_alpha", given.alpha), row.number("vdf_beta", given.power)),
            fixed_minutes=row.number("fixed_minutes", 0.0),
            geometry=geometry,
        )

    def _node(self, row: Row, column: str) -> int:
        name = row.needed(column)
        if name not in self.nodes:
            raise row.problem(f"{column} is {name!r}, which is no node")
        return self.nodes[name]

    def _length_m(self, row: Row, geometry: Floats | None, tail: int, head: int) -> float:
        if row.text("length"):
            return row.number("length") * self.units.length_m
        if row.text("length_m"):
            return row.number("length_m")
        length = length_m(self.points[[tail, head]] if geometry is None else geometry)
        if not np.isfinite(length):
            raise row.problem("length is empty, and there is no geometry to measure")
        return length

    def _minutes(self, row: Row, length: float) -> float:
        if row.text("free_flow_minutes"):
            return row.number("free_flow_minutes")
        speed = row.number("free_speed", self.defaults.free_speed_kmh / self.units.speed_kmh)
        if speed == 0:
            raise row.problem("free_speed is 0; it must be above 0")
        return length * 0.06 / (speed * self.units.speed_kmh)

    def _geometry(self, row: Row, tail: int, head: int) -> Floats | None:
        """The line from tail to head; a file may give both directions the same line."""
        if not row.text("geometry"):
            return None
        try:
            with np.errstate(over="ignore"):
                shape = shapely.from_wkt(row.text("geometry"))
        except ShapelyError:
            raise row.problem("geometry is no well-known text (WKT)") from None
        line = shapely.get_coordinates(shape)
        if shape.geom_type != "LineString" or len(line) < 2 or not np.isfinite(line).all():
            raise row.problem("geometry must be a LINESTRING")
        if lies_outside(line, self.units.crs).any():
            raise row.problem("geometry lies outside the coordinate system; name the crs in config.csv")
        line = to_wgs84(self.units.crs)(line)
        is_backward = _square(line[0], self.points[head]) + _square(line[-1], self.points[tail]) < _square(
            line[0], self.points[tail]
        ) + _square(line[-1], self.points[head])
        return line[::-1] if is_backward else line


def _square(one: Floats, other: Floats) -> float:
    return float(((one - other) ** 2).sum())


def parse_uses(text: str) -> int:
    """Bits of `MODES` for the words of `allowed_uses`, with a comma between them.

    >>> parse_uses("bus, bike") == MODES["bus"] + MODES["bicycle"]
    True

    Raises:
        InputProblem: an unknown word.
    """
    modes = 0
    for word in (part.strip() for part in text.replace(";", ",").lower().split(",")):
        if word not in USES:
            raise InputProblem(f"allowed_uses has {word!r}; known are {', '.join(USES)}")
        modes |= USES[word]
    return modes


def _modes(row: Row) -> int:
    try:
        return parse_uses(row.text("allowed_uses", "all"))
    except InputProblem as problem:
        raise row.problem(problem.reason) from None


def _delay(row: Row) -> int:
    name = row.text("vdf_type", "bpr").lower()
    if name not in DELAY:
        raise row.problem(f"vdf_type is {name!r}; known are {', '.join(DELAY)}")
    return DELAY[name]


LINK_COLUMNS = (
    "link_id", "from_node_id", "to_node_id", "directed", "name", "length", "free_speed", "free_flow_minutes",
    "capacity", "lanes", "allowed_uses", "vdf_type", "vdf_alpha", "vdf_beta", "fixed_minutes", "geometry",
)  # fmt: skip


def _node_rows(network: Network) -> list[tuple[object, ...]]:
    zones = dict(zip(network.zones.tolist(), network.zone_ids, strict=True))
    if len(zones) < network.zone_count:
        raise InputProblem("two zones share a node, which GMNS cannot say")
    gateways = set(network.gateways.tolist())
    return [
        (
            name,
            _written(network.x[node]),
            _written(network.y[node]),
            zones.get(node, ""),
            int(node in gateways),
            int(network.is_through[node]),
        )
        for node, name in enumerate(network.node_ids)
    ]


def _link_row(network: Network, link: int) -> tuple[object, ...]:
    length, minutes = float(network.length_m[link]), float(network.free_flow_minutes[link])
    has_speed = length > 0 and minutes > 0
    return (
        network.link_ids[link],
        network.node_ids[network.tail[link]],
        network.node_ids[network.head[link]],
        1,
        network.names[link],
        length,
        length * 0.06 / minutes if has_speed else "",
        "" if has_speed else minutes,
        float(network.capacity[link]),
        "",
        written_uses(int(network.modes[link])),
        next(name for name, code in DELAY.items() if code == network.delay_function[link]),
        float(network.alpha[link]),
        float(network.power[link]),
        float(network.fixed_minutes[link]) or "",
        _wkt(network.geometry[link] if network.geometry else None),
    )


def written_uses(modes: int) -> str:
    """What `parse_uses` reads back."""
    return (
        "all"
        if modes == ALL_MODES
        else ",".join(name for name, bit in MODES.items() if modes & bit) or "none"
    )


def _written(value: float) -> object:
    return "" if np.isnan(value) else float(value)


def _wkt(line: Floats | None) -> str:
    if line is None:
        return ""
    return f"LINESTRING ({', '.join(f'{x!r} {y!r}' for x, y in line.tolist())})"
