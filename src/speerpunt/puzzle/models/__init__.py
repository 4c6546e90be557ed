"""Works, and the order in which they can be done without cutting anybody off."""

from .clashes import Clash
from .roads import RoadNetwork
from .works import Work, WorkLine, WorkPhase, WorkSource, WorksReading

__all__ = ["Clash", "RoadNetwork", "Work", "WorkLine", "WorkPhase", "WorkSource", "WorksReading"]
