"""Works, and the order in which they can be done without cutting anybody off."""

from .clashes import Clash
from .figures import EffectsTable, PlanFigures
from .followers import WorksFollower
from .games import (
    GameMove,
    GamePlacement,
    GamePlayer,
    GameResult,
    GameRound,
    GameSession,
    GameTeam,
)
from .plans import PlannedWork, PlanRun, PlanStep, WorksPlan, WorksRule
from .roads import RoadNetwork
from .runs import ReachRun
from .works import Work, WorkLine, WorkPhase, WorkSource, WorksReading

__all__ = [
    "Clash",
    "EffectsTable",
    "GameMove",
    "GamePlacement",
    "GamePlayer",
    "GameResult",
    "GameRound",
    "GameSession",
    "GameTeam",
    "PlanFigures",
    "PlanRun",
    "PlanStep",
    "PlannedWork",
    "ReachRun",
    "RoadNetwork",
    "Work",
    "WorkLine",
    "WorkPhase",
    "WorkSource",
    "WorksFollower",
    "WorksPlan",
    "WorksReading",
    "WorksRule",
]
