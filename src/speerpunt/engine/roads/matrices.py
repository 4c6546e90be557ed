"""Trips between zones from tables (CSV) and from Open Matrix files (OMX), and back.

CSV comes as a list (`from,to,trips` and perhaps `class`) or as a square: zone ids in the first row and the first
column. OMX is HDF5 with matrices under `/data`, lists of zone ids under `/lookup` and the attribute `SHAPE`; see
https://github.com/osPlanning/omx. Zones go by their id; those that a file does not name have no trips.

That trips are an estimate, and on what, is kept: in CSV in lines above the table that begin with `#`, of which the first
says `# estimate`; in OMX in the attribute `estimate` of `/data`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from ..problems import InputProblem
from .demand import Demand, VehicleClass
from .network import MODES, Floats, Network
from .tables import Row, parse_number, read_cells, read_remarks, read_rows, write_rows

CLASSES = {
    "car": VehicleClass("car", "car", 1.0),
    "van": VehicleClass("van", "van", 1.0),
    "lorry": VehicleClass("lorry", "lorry", 2.0),
    "bus": VehicleClass("bus", "bus", 2.0),
    "bicycle": VehicleClass("bicycle", "bicycle", 0.2),
    "emergency": VehicleClass("emergency", "emergency", 1.0),
}
"""What a class is when a file only names it. Passenger car units are usual planning values."""

FROM, TO, TRIPS = (
    ("from", "origin", "o_zone_id"),
    ("to", "destination", "d_zone_id"),
    ("trips", "volume", "total"),
)
ESTIMATE = "estimate"
LARGEST = 10_000
"""Zones in a matrix: what fits in memory."""


def read_csv(file: Path | str, network: Network, classes: Sequence[VehicleClass] = ()) -> Demand:
    """Read a list or a square of trips per hour. Trips between the same zones add up.

    `classes` says which classes a column `class` may name; without it, those in `CLASSES`.

    Raises:
        InputProblem: with the file and the line.
    """
    path = Path(file)
    cells, comma = read_cells(path)
    remarks = read_remarks(path)
    is_estimate, notes = remarks[:1] == (ESTIMATE,), remarks[remarks[:1] == (ESTIMATE,) :]
    header = [cell.lower() for cell in cells[0][1]] if cells else []
    if any(name in header for name in FROM) and any(name in header for name in TO):
        found = _read_list(path, network, {each.name: each for each in classes} or CLASSES)
        return replace(found, is_estimate=is_estimate, notes=notes)
    trips = _read_square(path, cells, comma, network)
    return Demand(trips, tuple(classes[:1]) or (CLASSES["car"],), is_estimate, notes)


def write_csv(demand: Demand, network: Network, file: Path | str) -> None:
    """Write the trips as a list, with their class; pairs without trips are left out."""
    demand.check_fits(network)
    zones = network.zone_ids
    write_rows(
        Path(file),
        ("from", "to", "trips", "class"),
        (
            (zones[start], zones[end], float(demand.trips[number, start, end]), each.name)
            for number, each in enumerate(demand.classes)
            for start, end in np.argwhere(demand.trips[number]).tolist()
        ),
        remarks=(*((ESTIMATE,) if demand.is_estimate else ()), *demand.notes),
    )


def read_omx(
    file: Path | str,
    network: Network,
    *,
    matrices: Mapping[str, VehicleClass] | None = None,
    lookup: str | None = None,
) -> Demand:
    """Read matrices of trips per hour. Without `matrices`, the only one is taken, as cars, or those named as a class.

    `lookup` names the list of zone ids; without it the only one is taken, else zones are those of the network in
    their order.

    Raises:
        InputProblem: the file is damaged or no OMX, a matrix is missing or unfit, a zone is unknown.
    """
    path = Path(file)
    if not path.is_file():
        raise InputProblem("there is no such file", source=str(path))
    try:
        with h5py.File(path, "r") as opened:
            wanted = matrices or _matrices_of_classes(opened, path)
            places = _places(opened, network, lookup, path)
            trips = [_matrix(opened, name, places, network, path) for name in wanted]
            said = opened["data"].attrs.get(ESTIMATE)
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError) as error:
        if isinstance(error, InputProblem):
            raise
        raise InputProblem(f"this is no readable OMX file: {error}", source=path.name) from error
    notes = tuple(str(said).splitlines()) if said else ()
    return Demand(np.array(trips), tuple(wanted.values()), said is not None, notes)


def write_omx(demand: Demand, network: Network, file: Path | str) -> None:
    """Write one matrix per class, called by its name, and the ids of the zones as lookup `zone_id`."""
    demand.check_fits(network)
    are_numbers = all(
        name.isdecimal() and len(name) < 10 and str(int(name)) == name for name in network.zone_ids
    )
    with h5py.File(file, "w") as out:
        out.attrs["OMX_VERSION"] = np.bytes_("0.2")
        out.attrs["SHAPE"] = np.array(demand.trips.shape[1:], dtype=np.int32)
        data = out.create_group("data")
        if demand.is_estimate:
            data.attrs[ESTIMATE] = "\n".join(demand.notes)
        for each, trips in zip(demand.classes, demand.trips, strict=True):
            data.create_dataset(each.name, data=trips, compression="gzip", compression_opts=1, shuffle=True)
        ids = (
            [int(name) for name in network.zone_ids]
            if are_numbers
            else [n.encode() for n in network.zone_ids]
        )
        out.create_group("lookup").create_dataset("zone_id", data=np.array(ids))


def _read_list(path: Path, network: Network, known: Mapping[str, VehicleClass]) -> Demand:
    rows = read_rows(path)
    columns = set(rows[0].values) if rows else set()
    start, end, amount = (next((n for n in names if n in columns), names[0]) for names in (FROM, TO, TRIPS))
    trips: dict[str, Floats] = {}
    for row in rows:
        name = row.text("class", default=next(iter(known)))
        if name not in known:
            raise row.problem(f"class {name!r} is unknown; known are {', '.join(known)}")
        matrix = trips.setdefault(name, np.zeros((network.zone_count, network.zone_count)))
        pair = tuple(_zone(row.needed(column), network, row) for column in (start, end))
        matrix[pair] += row.number(amount)
    if not trips:
        raise InputProblem("the file has no trips", source=path.name)
    return Demand(np.array(list(trips.values())), tuple(known[name] for name in trips))


def _read_square(path: Path, cells: list[tuple[int, list[str]]], comma: bool, network: Network) -> Floats:
    if not cells:
        raise InputProblem("the file is empty", source=path.name)
    first = Row(path.name, cells[0][0], {}, comma)
    columns = [_zone(name, network, first) for name in cells[0][1][1:]]
    if len(set(columns)) < len(columns) or not columns:
        raise first.problem("the first row must name each zone once, after its first cell")
    trips = np.zeros((network.zone_count, network.zone_count))
    seen: set[int] = set()
    for line, (name, *values) in cells[1:]:
        row = Row(path.name, line, {}, comma)
        origin = _zone(name, network, row)
        if origin in seen:
            raise row.problem(f"zone {name!r} has two rows")
        seen.add(origin)
        if len(values) != len(columns):
            raise row.problem(f"{len(values)} numbers; there are {len(columns)} zones in the first row")
        trips[origin, columns] = [parse_number(value or "0", "the number of trips", row) for value in values]
    return trips


def _zone(name: str, network: Network, row: Row) -> int:
    if name not in network.zone_number:
        raise row.problem(f"{name!r} is not one of the {network.zone_count} zones")
    return network.zone_number[name]


def _matrices_of_classes(opened: Any, path: Path) -> dict[str, VehicleClass]:
    names = list(opened["data"])
    if len(names) == 1:
        return {names[0]: CLASSES["car"]}
    found = {name: CLASSES[name] for name in MODES if name in names}
    if not found:
        raise InputProblem(f"say which matrix holds trips; there are {', '.join(sorted(names))}", path.name)
    return found


def _dataset(opened: Any, group: str, name: str, path: Path) -> Any:
    """A dataset that lies in the file itself: a link may lead to other files of the machine."""
    place = f"/{group}/{name}"
    found = opened
    for part in (group, name):
        if part not in found:
            raise InputProblem("there is no such table", path.name, place)
        is_own = isinstance(found.get(part, getlink=True), h5py.HardLink)
        found = found[part] if is_own else None
        if found is None:
            break
    if not isinstance(found, h5py.Dataset) or found.is_virtual or found.external:
        raise InputProblem("this is no table in the file itself", path.name, place)
    return found


def _places(opened: Any, network: Network, lookup: str | None, path: Path) -> list[tuple[str, int]]:
    """The id of each row, and its place in the network (-1 where it has no such zone)."""
    shape = [int(size) for size in opened.attrs["SHAPE"]]
    if len(shape) != 2 or shape[0] != shape[1] or not 0 < shape[0] <= LARGEST:
        raise InputProblem(f"SHAPE is {shape}; it must be square, with at most {LARGEST} zones", path.name)
    names = list(opened["lookup"]) if "lookup" in opened else []
    if lookup is None and len(names) > 1:
        raise InputProblem(
            f"say which lookup holds the ids of zones; there are {', '.join(sorted(names))}", path.name
        )
    if lookup is None and not names:
        if shape[0] != network.zone_count:
            raise InputProblem(
                f"{shape[0]} zones without ids; the network has {network.zone_count}", path.name
            )
        return [(name, place) for place, name in enumerate(network.zone_ids)]
    name = lookup or names[0]
    table = _dataset(opened, "lookup", name, path)
    if table.shape != (shape[0],):
        raise InputProblem(f"{table.shape} ids for {shape[0]} zones", path.name, f"/lookup/{name}")
    ids = [_text(value) for value in table[:]]
    if len(set(ids)) < len(ids):
        raise InputProblem("an id is there twice", path.name, f"/lookup/{name}")
    return [(zone, network.zone_number.get(zone, -1)) for zone in ids]


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return str(int(value)) if isinstance(value, np.floating) and value.is_integer() else str(value)


def _matrix(
    opened: Any, name: str, places: Iterable[tuple[str, int]], network: Network, path: Path
) -> Floats:
    rows = list(places)
    table = _dataset(opened, "data", name, path)
    if table.shape != (len(rows), len(rows)):
        raise InputProblem(f"the matrix has shape {table.shape}", path.name, f"/data/{name}")
    values = np.asarray(table[:], dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise InputProblem("trips must be finite and not negative", path.name, f"/data/{name}")
    inside = [number for number, (_, place) in enumerate(rows) if place >= 0]
    outside = [number for number, (_, place) in enumerate(rows) if place < 0]
    lost = [number for number in outside if values[number].any() or values[:, number].any()]
    if lost:
        raise InputProblem(
            f"zone {rows[lost[0]][0]!r} has trips and is not in the network", path.name, f"/data/{name}"
        )
    trips = np.zeros((network.zone_count, network.zone_count))
    where = [rows[number][1] for number in inside]
    trips[np.ix_(where, where)] = values[np.ix_(inside, inside)]
    return trips
