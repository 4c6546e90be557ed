"""Road networks, travel demand and works on the road: what they are, how they are read from files, and checked.

Each format has a module of its own: `tntp`, `gmns`, `geojson`, `openstreetmap`; trips: `tntp`, `matrices`, `gravity`.
"""

from .checks import Finding, check
from .demand import Demand, VehicleClass
from .files import load, load_trips
from .measures import Measures
from .network import BPR, CONICAL, MODES, Network
from .snapping import SnappedLine, SnappedLink, Snapper

__all__ = [
    "BPR",
    "CONICAL",
    "MODES",
    "Demand",
    "Finding",
    "Measures",
    "Network",
    "SnappedLine",
    "SnappedLink",
    "Snapper",
    "VehicleClass",
    "check",
    "load",
    "load_trips",
]
