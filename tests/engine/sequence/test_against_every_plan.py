"""Small puzzles, of which every plan is tried: `solve` finds the best, `bound` is never above it."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speerpunt.engine.sequence import (
    InfeasibleProblem,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    TableCosts,
    Work,
    bound,
    check,
    explain_infeasible,
    find_plan,
    solve,
)

from .puzzles import best_of_all, random_costs, random_problem

MOVES = 20_000


@pytest.mark.parametrize("seed", range(120))
def test_the_best_plan_is_found_and_proven(seed):
    problem = random_problem(seed)
    costs = random_costs(seed, problem.ids, missing=0.3 * (seed % 2))
    best = best_of_all(problem, costs)
    if best is None:
        with pytest.raises(InfeasibleProblem):
            solve(problem, costs, moves=MOVES)
        return
    answer = solve(problem, costs, moves=MOVES, seed=seed)
    assert answer.cost == pytest.approx(best, rel=1e-12)
    assert answer.bound <= best
    assert bound(problem, costs).value <= best
    assert bound(problem, costs, cost=best).value <= best
    assert check(problem, answer.plan, costs, answer) == []


@pytest.mark.parametrize("seed", range(40))
def test_a_problem_without_a_plan_is_recognised(seed):
    problem = random_problem(seed, works=3, weeks=4)
    costs = random_costs(seed, problem.ids)
    assert (find_plan(problem) is None) == (best_of_all(problem, costs) is None)
    assert (explain_infeasible(problem) != ()) == (find_plan(problem) is None)


def best_cost(problem, costs):
    try:
        answer = solve(problem, costs, moves=MOVES)
    except InfeasibleProblem:
        return float("inf")
    assert answer.is_optimal
    return answer.cost


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_a_wider_window_never_costs_more(seed):
    problem = random_problem(seed, works=4, weeks=6)
    costs = random_costs(seed, problem.ids)
    wider = tuple(
        Work(work.id, work.duration, groups=work.groups, crews=work.crews) for work in problem.works
    )
    loose = Problem(
        6, wider, problem.precedence, problem.never_together, problem.max_concurrent, crews=problem.crews
    )
    assert best_cost(loose, costs) <= best_cost(problem, costs) + 1e-9


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_other_names_in_another_order_change_nothing(seed):
    draw = random.Random(seed)
    problem = random_problem(seed, rules=False)
    costs = random_costs(seed, problem.ids)
    fresh = dict(zip(problem.ids, draw.sample("stuvwxyz", len(problem.ids)), strict=True))
    works = [Work(fresh[work.id], work.duration, work.earliest, work.latest, work.fixed_start, crews=work.crews) for work in problem.works]  # fmt: skip
    draw.shuffle(works)
    renamed = Problem(problem.weeks, tuple(Work(work.id, work.duration, work.earliest, work.latest, work.fixed_start) for work in works))  # fmt: skip
    plain = Problem(problem.weeks, tuple(Work(work.id, work.duration, work.earliest, work.latest, work.fixed_start) for work in problem.works))  # fmt: skip
    states = list(costs.listed())
    table = TableCosts(
        {
            frozenset(fresh[work] for work in state): cost
            for state, cost in zip(states, costs.costs(states), strict=True)
        }
    )
    assert best_cost(renamed, table) == pytest.approx(best_cost(plain, costs), rel=1e-9)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_one_rule_more_never_makes_it_cheaper(seed):
    problem = random_problem(seed, works=4, weeks=7)
    costs = random_costs(seed, problem.ids)
    one, other = random.Random(seed).sample(problem.ids, 2)
    stricter = Problem(
        problem.weeks,
        problem.works,
        problem.precedence,
        (*problem.never_together, frozenset({one, other})),
        problem.max_concurrent,
        problem.blackouts,
        problem.crews,
        problem.budgets,
    )
    assert best_cost(stricter, costs) >= best_cost(problem, costs) - 1e-9


def test_closing_together_is_chosen_where_that_is_cheaper():
    costs = TableCosts({frozenset("a"): 5.0, frozenset("b"): 5.0, frozenset("ab"): 6.0})
    answer = solve(Problem(6, (Work("a", 2), Work("b", 2))), costs)
    assert (answer.cost, answer.plan.starts["a"]) == (12.0, answer.plan.starts["b"])


def test_the_same_seed_and_moves_give_the_same_plan():
    problem = Problem(30, tuple(Work(name, 2 + number % 3) for number, name in enumerate("abcdefgh")))
    costs = random_costs(5, problem.ids)
    one, other = (solve(problem, costs, moves=50_000, seed=3) for _ in range(2))
    assert (one.plan, one.cost, one.moves, one.has_run_out) == (other.plan, other.cost, other.moves, False)


def test_more_than_64_works_are_put_in_order():
    names = [f"w{number}" for number in range(70)]
    costs = {frozenset([name]): 1.0 for name in names}
    costs |= {frozenset(pair): 1.5 if abs(int(pair[0][1:]) - int(pair[1][1:])) == 35 else 3.0 for pair in itertools.combinations(names, 2)}  # fmt: skip
    problem = Problem(
        60,
        tuple(Work(name, 1) for name in names),
        precedence=(Precedence("w69", "w0"),),
        max_concurrent=MaxConcurrent(2),
    )
    table = TableCosts(costs)
    answer = solve(problem, table, moves=300_000)
    assert check(problem, answer.plan, table, answer) == []
    assert answer.bound == pytest.approx(52.5, abs=1e-6)
    assert answer.bound <= answer.cost <= 60


def test_a_plan_to_begin_with_is_never_made_worse():
    problem = Problem(12, tuple(Work(name, 2) for name in "abcd"))
    costs = random_costs(9, problem.ids)
    good = solve(problem, costs, moves=30_000)
    again = solve(problem, costs, moves=100, start=good.plan)
    assert again.cost <= good.cost
    assert solve(problem, costs, moves=30_000, start=Plan({"a": 99})).cost == good.cost


def test_progress_is_told_and_only_gets_better():
    problem = Problem(30, tuple(Work(name, 2 + number % 3) for number, name in enumerate("abcdefgh")))
    costs = random_costs(5, problem.ids)
    heard = []
    solve(problem, costs, moves=1_500_000, on_progress=heard.append)
    told = [each.cost for each in heard if each.plan is not None]
    assert told == sorted(told, reverse=True)
    assert all(each.bound <= each.cost for each in heard)
