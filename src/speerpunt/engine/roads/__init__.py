"""Road networks, travel demand and works on the road: what they are, and how they are read from files."""

from .demand import Demand, VehicleClass
from .measures import Measures
from .network import BPR, CONICAL, MODES, Network

__all__ = ["BPR", "CONICAL", "MODES", "Demand", "Measures", "Network", "VehicleClass"]
