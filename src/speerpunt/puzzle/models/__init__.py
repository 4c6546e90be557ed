"""Works, and the order in which they can be done without cutting anybody off."""

from .clashes import Clash
from .roads import RoadNetwork
from .runs import ReachRun
from .works import Work, WorkLine, WorkPhase, WorkSource, WorksReading

__all__ = ["Clash", "ReachRun", "RoadNetwork", "Work", "WorkLine", "WorkPhase", "WorkSource", "WorksReading"]
