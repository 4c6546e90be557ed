"""Which reader a file is for, by its name."""

from pathlib import Path

from ..problems import InputProblem
from . import gmns, openstreetmap, tntp
from .demand import Demand
from .network import Network


def load(
    path: Path | str, *, minutes_per_toll: float | None = None, minutes_per_length: float | None = None
) -> Network:
    """Read a network: `.tntp`, `.osm.pbf`, or a GMNS folder or link table.

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
    if file.is_dir() or file.suffix == ".csv":
        return gmns.read_network(file)
    raise InputProblem("no reader knows this kind of network file", source=str(path))


def load_trips(path: Path | str, network: Network) -> Demand:
    """Read trips between the zones of `network`: `.tntp`.

    Raises:
        InputProblem: with the file, the place and the reason.
    """
    file = Path(path)
    if not file.exists():
        raise InputProblem("there is no such file", source=str(path))
    if file.suffix == ".tntp":
        return tntp.read_trips(file, network)
    raise InputProblem("no reader knows this kind of trips file", source=str(path))
