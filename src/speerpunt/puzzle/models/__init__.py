"""Works, and the order in which they can be done without cutting anybody off."""

from .roads import RoadNetwork
from .works import Work, WorkLine, WorkPhase, WorkSource, WorksReading

__all__ = ["RoadNetwork", "Work", "WorkLine", "WorkPhase", "WorkSource", "WorksReading"]
