"""What the engine is asked: works of the collective as measures on its roads, and plans of them to be put in order."""

from .ordering import OrderProblem, order_problem
from .problem import PuzzleProblem
from .weekly import WeeklyProblem, measures_of, monday_of, states_as_lists, weekly_problem

__all__ = [
    "OrderProblem",
    "PuzzleProblem",
    "WeeklyProblem",
    "measures_of",
    "monday_of",
    "order_problem",
    "states_as_lists",
    "weekly_problem",
]
