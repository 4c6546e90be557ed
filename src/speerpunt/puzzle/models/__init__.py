"""Works, and the order in which they can be done without cutting anybody off."""

from .works import Work, WorkLine, WorkPhase, WorkSource, WorksReading

__all__ = ["Work", "WorkLine", "WorkPhase", "WorkSource", "WorksReading"]
