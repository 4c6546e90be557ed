"""Bounds that are raised to the best plan: of twenty works, three at once, the best is found and proven."""

import itertools
import random

import pytest

from speerpunt.engine.sequence import (
    InfeasibleProblem,
    MaxConcurrent,
    Precedence,
    Problem,
    TableCosts,
    Work,
    bound,
    check,
    solve,
)
from speerpunt.engine.sequence.deepening import Deepening
from speerpunt.engine.sequence.relaxation import Prices, Relaxation
from speerpunt.engine.sequence.warm_up import warm_up

from .puzzles import best_of_all, random_costs, random_problem


def many_works(seed, count, weeks, lag=1):
    """Works with windows, and costs of up to three at once that do not add up."""
    draw = random.Random(seed)
    names = [f"w{number:02}" for number in range(count)]
    works = []
    for name in names:
        duration, earliest = draw.randint(1, 5), draw.randint(0, weeks // 4)
        works.append(Work(name, duration, earliest, min(weeks - duration, earliest + weeks // 2)))
    single = {name: draw.uniform(1, 4) for name in names}
    pair = {
        two: min(single[name] for name in two) * draw.uniform(-0.9, 0.6) * draw.choice([0, 1])
        for two in itertools.combinations(names, 2)
    }
    table = {
        frozenset(state): sum(single[name] for name in state)
        + sum(pair[two] for two in itertools.combinations(state, 2)) * draw.uniform(0.9, 1.1)
        for size in range(1, 4)
        for state in itertools.combinations(names, size)
    }
    rules = (Precedence(names[0], names[1]), Precedence(names[2], names[3], lag))
    return Problem(weeks, tuple(works), rules, max_concurrent=MaxConcurrent(3)), TableCosts(table)


def test_the_best_order_of_twenty_works_is_proven():
    problem, costs = many_works(1, 20, 40)
    answer = solve(problem, costs, moves=400_000)
    assert check(problem, answer.plan, costs, answer) == []
    assert answer.gap <= 0.01
    assert answer.method == "plans followed week by week"


def test_a_bound_without_a_plan_reaches_the_best_cost():
    problem, costs = many_works(2, 9, 18, lag=0)
    answer = solve(problem, costs, moves=400_000)
    assert answer.is_optimal
    assert bound(problem, costs).value == pytest.approx(answer.cost, rel=1e-9)
    assert bound(problem, costs).value <= answer.cost


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_prices_the_bound_is_no_higher_than_the_best_plan(seed):
    problem = random_problem(seed)
    costs = random_costs(seed, problem.ids)
    best = best_of_all(problem, costs)
    relaxation = Relaxation(problem, {state: cost.total for state, cost in zip(costs.listed(), costs.costs(list(costs.listed())), strict=True)})  # fmt: skip
    if best is None or not relaxation.has_plan:
        return
    draw = random.Random(seed)
    prices = relaxation.wide_prices()
    rough = Prices(
        prices.of_weeks + [[draw.uniform(-1, 1) for _ in range(problem.weeks)] for _ in problem.works],
        prices.of_rows + [draw.uniform(0, 1) for _ in prices.of_rows],
    )
    for each in (prices, rough):
        raised = Deepening(relaxation, each).raised(best * 1.1 + 1, seconds=60.0)
        assert relaxation.bound(each) <= raised.value <= best


def test_a_bound_of_a_problem_without_a_plan_says_why():
    problem = Problem(3, (Work("a", 2), Work("b", 2)), (Precedence("a", "b"),))
    with pytest.raises(InfeasibleProblem, match="'b' starts after the end of 'a'"):
        bound(problem, random_costs(1, "ab"))


def test_every_kernel_is_compiled_on_a_puzzle_with_one_answer():
    assert warm_up() == pytest.approx(5.0)
