"""What the engine is asked: works of the collective as measures on its roads, and plans of them to be put in order."""

from .broken import Explaining, WeekWords, short_name
from .minutes import MinutesOfStates
from .ordering import OrderProblem, order_problem
from .picture import PlanPicture, effects_of, picture_of
from .problem import PuzzleProblem
from .weekly import WeeklyProblem, measures_of, monday_of, states_as_lists, weekly_problem

__all__ = [
    "Explaining",
    "MinutesOfStates",
    "OrderProblem",
    "PlanPicture",
    "PuzzleProblem",
    "WeekWords",
    "WeeklyProblem",
    "effects_of",
    "measures_of",
    "monday_of",
    "order_problem",
    "picture_of",
    "short_name",
    "states_as_lists",
    "weekly_problem",
]
