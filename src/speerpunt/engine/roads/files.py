"""Which reader a file is for, by its name."""

from pathlib import Path

from ..problems import InputProblem
from . import geojson, gmns, matrices, openstreetmap, tntp
from .demand import Demand
from .network import Network


def load(
    path: Path | str, *, minutes_per_toll: float | None = None, minutes_per_length: float | None = None
) -> Network:
    """Read a network: `.tntp`, `.osm.pbf`, `.geojson`, or a GMNS folder or link table.

    A map (`.osm.pbf`) and lines (`.geojson`) have no zones this way; their own modules place them.

    Raises:
        InputProblem: with the file, the place and the reason.
    """
    file = Path(path)
    if not file.exists():
        raise InputProblem("there is no such file", source=str(path))
    if file.suffix == ".tntp":
        return tntp.read_network(
            file, minutes_per_toll=minutes_per_toll, minutes_per_length=minutes_per_length
        )
    if file.suffix == ".pbf":
        return openstreetmap.read_network(file).network
    if file.suffix in {".geojson", ".json"}:
        return geojson.read_network(file)
    if file.is_dir() or file.suffix == ".csv":
        return gmns.read_network(file)
    raise InputProblem("no reader knows this kind of network file", source=str(path))


def load_trips(path: Path | str, network: Network) -> Demand:
    """Read trips between the zones of `network`: `.tntp`, `.csv` or `.omx`.

    Raises:
        InputProblem: with the file, the place and the reason.
    """
    file = Path(path)
    if not file.exists():
        raise InputProblem("there is no such file", source=str(path))
    if file.suffix == ".tntp":
        return tntp.read_trips(file, network)
    if file.suffix == ".csv":
        return matrices.read_csv(file, network)
    if file.suffix == ".omx":
        return matrices.read_omx(file, network)
    raise InputProblem("no reader knows this kind of trips file", source=str(path))
