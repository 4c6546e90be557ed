"""The best order of works, with a bound that says how far from the best it can be."""

from .costs import StateCost, StateCosts, TableCosts
from .evaluation import Evaluation, evaluate
from .problem import (
    NOTHING,
    Blackout,
    Budget,
    Crew,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    State,
    Work,
)
from .reading import (
    NetworkFiles,
    ProblemFile,
    plan_from_json,
    plan_to_json,
    problem_from_json,
    read_plan,
    read_problem,
)
from .rules import Rule, find_broken
from .traffic_costs import TrafficCosts

__all__ = [
    "NOTHING",
    "Blackout",
    "Budget",
    "Crew",
    "Evaluation",
    "MaxConcurrent",
    "NetworkFiles",
    "Plan",
    "Precedence",
    "Problem",
    "ProblemFile",
    "Rule",
    "State",
    "StateCost",
    "StateCosts",
    "TableCosts",
    "TrafficCosts",
    "Work",
    "evaluate",
    "find_broken",
    "plan_from_json",
    "plan_to_json",
    "problem_from_json",
    "read_plan",
    "read_problem",
]
