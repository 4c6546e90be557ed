"""The check finds what is planted, and knows nothing of the solver."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from speerpunt.engine.sequence import (
    Blackout,
    Budget,
    Crew,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    StateCost,
    Work,
    check,
    checking,
    find_broken,
    solve,
)

from .puzzles import random_costs, random_problem

WORKS = (
    Work("a", 2, latest=4, groups=frozenset("x"), crews={"crew": 1}, cost_eur_cents=100),
    Work("b", 2, earliest=1, groups=frozenset("x"), crews={"crew": 1}, cost_eur_cents=101),
    Work("c", 1, fixed_start=6),
    Work("d", 1),
)
PROBLEM = Problem(
    8,
    WORKS,
    precedence=(Precedence("a", "b", 1),),
    never_together=(frozenset("bd"),),
    max_concurrent=MaxConcurrent(2, {"x": 1}),
    blackouts=(Blackout(7, 7, frozenset("d")),),
    crews=(Crew("crew", (1,) * 7 + (0,)),),
    budgets=(Budget("late", 4, 7, 60),),
)
COSTS = random_costs(3, "abcd")
GOOD = {"a": 0, "b": 3, "c": 6, "d": 0}


@pytest.fixture(scope="module")
def answer():
    return solve(PROBLEM, COSTS, moves=20_000)


def test_an_answer_that_holds_has_no_faults(answer):
    assert check(PROBLEM, answer.plan, COSTS, answer) == []
    assert find_broken(PROBLEM, Plan(GOOD)) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"a": -1}, {"a": 5, "b": 8}, {"b": 0, "a": 5}, {"c": 5}, {"b": 2}, {"d": 3}, {"d": 4}, {"d": 7}, {"b": 6},
        {"b": 4}, {"a": 3, "b": 3}, {"a": 99},
    ],
)  # fmt: skip
def test_every_broken_rule_is_found(answer, change):
    plan = Plan(GOOD | change)
    assert find_broken(PROBLEM, plan) != ()
    assert {fault.kind for fault in check(PROBLEM, plan, COSTS, answer)} & {"rule", "starts"}


def test_works_that_are_missing_or_strange_are_found(answer):
    fewer = Plan({work: week for work, week in answer.plan.starts.items() if work != "a"})
    assert "starts" in {fault.kind for fault in check(PROBLEM, fewer, COSTS, answer)}
    more = Plan(answer.plan.starts | {"z": 0})
    assert [fault.kind for fault in check(PROBLEM, more, COSTS, answer)] == ["starts"]


def test_a_wrong_cost_is_found(answer):
    wrong = replace(answer, cost=answer.cost * 1.001)
    assert [fault.kind for fault in check(PROBLEM, answer.plan, COSTS, wrong)] == ["cost"]
    assert [
        fault.kind for fault in check(PROBLEM, answer.plan, COSTS, replace(answer, cost=float("nan")))
    ] == ["cost"]


def test_a_bound_above_the_cost_is_found(answer):
    wrong = replace(answer, bound=answer.cost * 1.001)
    assert [fault.kind for fault in check(PROBLEM, answer.plan, COSTS, wrong)] == ["bound"]


class Stale:
    """Costs of which one was kept too long."""

    areas = ()
    precision = 0.0
    digest = "stale"

    def key(self, state):
        return repr(sorted(state))

    def listed(self):
        return COSTS.listed()

    def costs(self, states):
        return COSTS.costs(states)

    def cold(self, state):
        (cost,) = COSTS.costs([state])
        return StateCost(cost.total * 1.01) if "c" in state else cost


def test_a_state_that_costs_something_else_when_computed_anew_is_found(answer):
    faults = check(PROBLEM, answer.plan, Stale(), answer)
    assert {fault.kind for fault in faults} == {"state"}
    assert check(PROBLEM, answer.plan, Stale(), answer, tolerance=0.02) == []


@pytest.mark.parametrize("seed", range(60))
def test_two_codes_agree_on_which_plans_keep_the_rules(seed):
    problem = random_problem(seed, works=4, weeks=5)
    plan = Plan({work.id: (seed * 7 + number * 3) % 5 for number, work in enumerate(problem.works)})

    class Claim:
        cost = 0.0
        bound = 0.0

    kinds = {fault.kind for fault in check(problem, plan, random_costs(seed, problem.ids), Claim())}
    assert bool(kinds & {"rule", "starts"}) == bool(find_broken(problem, plan))


def test_the_check_shares_no_code_with_what_it_checks():
    tree = ast.parse(Path(checking.__file__).read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level}
    assert modules == {"costs", "problem"}
