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
from .involvement import InvitationList, Invitee, Involvement
from .plans import PlannedWork, PlanRun, PlanStep, WorksPlan, WorksRule
from .protocols import RouteProtocol
from .readings import ReadingOddity, StagedWork, WorksReading
from .roads import RoadNetwork
from .routes import UsualRoute
from .runs import ReachRun, StateFlows
from .works import Work, WorkLine, WorkPhase, WorkSource

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
    "InvitationList",
    "Invitee",
    "Involvement",
    "PlanFigures",
    "PlanRun",
    "PlanStep",
    "PlannedWork",
    "ReachRun",
    "ReadingOddity",
    "RoadNetwork",
    "RouteProtocol",
    "StagedWork",
    "StateFlows",
    "UsualRoute",
    "Work",
    "WorkLine",
    "WorkPhase",
    "WorkSource",
    "WorksFollower",
    "WorksPlan",
    "WorksReading",
    "WorksRule",
]
