"""TNTP: the text format of the Transportation Networks for Research repository.

A network file holds metadata between angle brackets, then one line per link; a trips file one block per origin.
Units are whatever the maker chose; times are read as minutes and lengths as metres.
"""

import re
from pathlib import Path

import numpy as np

from ..problems import InputProblem
from .demand import Demand
from .network import Floats, Network

COLUMNS = ("tail", "head", "capacity", "length", "free_flow", "alpha", "power", "speed", "toll", "type")
REQUIRED = 7
META = re.compile(r"<([^>]+)>\s*(.*)")
TRIP = re.compile(r"(\S+)\s*:\s*([^;\s]+)\s*;?")


def read_network(
    file: Path | str, *, minutes_per_toll: float | None = None, minutes_per_length: float | None = None
) -> Network:
    """Read a `_net.tntp` file. Nodes keep their number as id, and a link has its place in the file, from 1.

    Toll and length count as fixed minutes by the factors given, else by `<TOLL FACTOR>` and `<DISTANCE FACTOR>` in the
    file, else not at all. Nodes below `<FIRST THRU NODE>` are no through nodes.

    Raises:
        InputProblem: with the file and the line.
    """
    path = Path(file)
    meta, lines = _metadata(path)
    zone_count, node_count = (_whole(meta, key, path) for key in ("NUMBER OF ZONES", "NUMBER OF NODES"))
    first_through = _whole(meta, "FIRST THRU NODE", path, default=1)
    rows = [_row(path, number, text, node_count) for number, text in lines]
    rows = [row for row in rows if row is not None]
    stated = _whole(meta, "NUMBER OF LINKS", path, default=len(rows))
    if stated != len(rows):
        raise InputProblem(f"the file says {stated} links and has {len(rows)}", source=path.name)
    table = np.array(rows).reshape(len(rows), len(COLUMNS))
    column = dict(zip(COLUMNS, table.T, strict=True))
    toll = _factor(meta, "TOLL FACTOR", minutes_per_toll, path)
    distance = _factor(meta, "DISTANCE FACTOR", minutes_per_length, path)
    ends = [(int(tail), int(head)) for tail, head in zip(column["tail"], column["head"], strict=True)]
    return Network.build(
        node_ids=[str(number) for number in range(1, node_count + 1)],
        is_through=np.arange(1, node_count + 1) >= first_through,
        link_ids=[str(number) for number in range(1, len(ends) + 1)],
        tail=[tail - 1 for tail, _ in ends],
        head=[head - 1 for _, head in ends],
        length_m=column["length"],
        free_flow_minutes=column["free_flow"],
        capacity=column["capacity"],
        alpha=column["alpha"],
        power=column["power"],
        fixed_minutes=toll * column["toll"] + distance * column["length"],
        zones=range(zone_count),
    )


def read_trips(file: Path | str, network: Network) -> Demand:
    """Read a `_trips.tntp` file: trips per hour between the zones of `network`.

    Raises:
        InputProblem: with the file and the line.
    """
    path = Path(file)
    _, lines = _metadata(path)
    trips = np.zeros((network.zone_count, network.zone_count))
    origin: int | None = None
    for number, text in lines:
        place = f"line {number}"
        if text.lower().startswith("origin"):
            origin = _zone(text[6:].strip(), network, path, place)
            continue
        if origin is None:
            raise InputProblem("trips come before the first origin", path.name, place)
        _add_trips(trips[origin], text, network, path, place)
    return Demand(trips)


def read_flows(file: Path | str, network: Network) -> Floats:
    """Read a `_flow.tntp` file: the published flow on each link of `network`; shape [links], NaN where it has none.

    Links between the same nodes are taken in the order of the file.
    """
    flows = np.full(network.link_count, np.nan)
    between: dict[tuple[str, str], list[int]] = {}
    for link in np.argsort([int(name) for name in network.link_ids]):
        ends = network.node_ids[network.tail[link]], network.node_ids[network.head[link]]
        between.setdefault(ends, []).append(int(link))
    for text in Path(file).read_text(encoding="utf-8-sig").splitlines():
        words = text.replace(";", " ").replace(":", " ").split()
        if len(words) < 3 or not (words[0].isdigit() and words[1].isdigit()):
            continue
        links = between.get((words[0], words[1]))
        if links:
            flows[links.pop(0)] = float(words[2])
    return flows


def _metadata(path: Path) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """The metadata, and the other lines with their numbers, without comments."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputProblem(error.strerror or str(error), source=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputProblem("this is not a text file", source=path.name) from error
    meta: dict[str, str] = {}
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = META.match(line.strip())
        if found:
            meta[found[1].strip().upper()] = found[2].strip()
            continue
        content = line.split("~")[0].strip()
        if content:
            lines.append((number, content))
    if "END OF METADATA" not in meta:
        raise InputProblem("this is no TNTP file: it has no <END OF METADATA>", source=path.name)
    return meta, lines


def _whole(meta: dict[str, str], key: str, path: Path, default: int | None = None) -> int:
    value = meta.get(key, "").split()
    if not value and default is not None:
        return default
    if not value or not value[0].isdigit():
        raise InputProblem(f"<{key}> must hold a whole number", source=path.name)
    return int(value[0])


def _factor(meta: dict[str, str], key: str, given: float | None, path: Path) -> float:
    if given is not None:
        return given
    value = meta.get(key, "").split()
    return _number(value[0], key, path, f"<{key}>") if value else 0.0


def _number(text: str, what: str, path: Path, place: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputProblem(f"{what} is {text!r}, which is no number", path.name, place) from error


def _row(path: Path, number: int, text: str, node_count: int) -> list[float] | None:
    place = f"line {number}"
    words = text.rstrip(";").split()
    if not words:
        return None
    if len(words) < REQUIRED:
        raise InputProblem(
            f"a link needs at least {REQUIRED} numbers; here are {len(words)}", path.name, place
        )
    row = [_number(word, name, path, place) for word, name in zip(words, COLUMNS, strict=False)]
    for end in row[:2]:
        if not (end.is_integer() and 1 <= end <= node_count):
            raise InputProblem(f"node {end:g} is not one of the {node_count} nodes", path.name, place)
    for value, name in zip(row[2:REQUIRED], COLUMNS[2:REQUIRED], strict=True):
        if not (np.isfinite(value) and value >= 0):
            raise InputProblem(f"{name} is {value:g}; it must be 0 or more", path.name, place)
    return row + [0.0] * (len(COLUMNS) - len(row))


def _zone(text: str, network: Network, path: Path, place: str) -> int:
    if text not in network.zone_number:
        raise InputProblem(f"{text!r} is not one of the {network.zone_count} zones", path.name, place)
    return network.zone_number[text]


def _add_trips(row: Floats, text: str, network: Network, path: Path, place: str) -> None:
    if TRIP.sub("", text).strip():
        raise InputProblem("trips are written as 'zone : number;'", path.name, place)
    for zone, value in TRIP.findall(text):
        trips = _number(value, "the number of trips", path, place)
        if not (np.isfinite(trips) and trips >= 0):
            raise InputProblem(f"{trips:g} trips; the number must be 0 or more", path.name, place)
        row[_zone(zone, network, path, place)] += trips
