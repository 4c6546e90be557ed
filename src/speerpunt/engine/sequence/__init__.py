"""The best order of works, with a bound that says how far from the best it can be."""

from .area_minutes import AreaMinutes
from .bounds import Bound, bound
from .checking import Fault, check
from .costs import StateCost, StateCosts, TableCosts
from .evaluation import Evaluation, evaluate
from .feasibility import InfeasibleProblem, explain_infeasible, find_nearest_plan, find_plan
from .json_form import schema
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
from .solver import Progress, Solution, solve
from .state_table import StateTable
from .surrogates import Surrogate, surrogate
from .traffic_costs import TrafficCosts

__all__ = [
    "NOTHING",
    "AreaMinutes",
    "Blackout",
    "Bound",
    "Budget",
    "Crew",
    "Evaluation",
    "Fault",
    "InfeasibleProblem",
    "MaxConcurrent",
    "NetworkFiles",
    "Plan",
    "Precedence",
    "Problem",
    "ProblemFile",
    "Progress",
    "Rule",
    "Solution",
    "State",
    "StateCost",
    "StateCosts",
    "StateTable",
    "Surrogate",
    "TableCosts",
    "TrafficCosts",
    "Work",
    "bound",
    "check",
    "evaluate",
    "explain_infeasible",
    "find_broken",
    "find_nearest_plan",
    "find_plan",
    "plan_from_json",
    "plan_to_json",
    "problem_from_json",
    "read_plan",
    "read_problem",
    "schema",
    "solve",
    "surrogate",
]
