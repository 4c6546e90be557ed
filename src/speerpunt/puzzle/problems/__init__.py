"""What the engine is asked: works of the collective as measures on its roads, and plans of them to be put in order."""

from .broken import Explaining, WeekWords, short_name
from .ordering import OrderProblem, areas_of, order_problem, roads_at_rest
from .picture import PlanPicture, effects_of, picture_of
from .problem import PuzzleProblem
from .steps import StepLine, step_lines
from .weekly import WeeklyProblem, measures_of, monday_of, states_as_lists, weekly_problem

__all__ = [
    "Explaining",
    "OrderProblem",
    "PlanPicture",
    "PuzzleProblem",
    "StepLine",
    "WeekWords",
    "WeeklyProblem",
    "areas_of",
    "effects_of",
    "measures_of",
    "monday_of",
    "order_problem",
    "picture_of",
    "roads_at_rest",
    "short_name",
    "states_as_lists",
    "step_lines",
    "weekly_problem",
]
