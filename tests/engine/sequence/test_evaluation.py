"""What a plan costs, and every rule that it can break."""

import math

import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import (
    Blackout,
    Budget,
    Crew,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    StateCost,
    TableCosts,
    Work,
    evaluate,
)

TABLE = TableCosts(
    {
        frozenset(): StateCost(1.0, (1.0, 0.0)),
        frozenset("a"): StateCost(5.0, (2.0, 3.0)),
        frozenset("b"): StateCost(4.0, (4.0, 0.0)),
        frozenset("ab"): StateCost(6.0, (5.0, 1.0)),
    },
    areas=("north", "south"),
)


def test_a_week_costs_what_its_state_costs():
    problem = Problem(4, (Work("a", 2), Work("b", 2)))
    found = evaluate(problem, Plan({"a": 0, "b": 1}), TABLE)
    assert found.per_week.tolist() == [5.0, 6.0, 4.0, 1.0]
    assert found.per_area.tolist() == [[2.0, 5.0, 4.0, 1.0], [3.0, 1.0, 0.0, 0.0]]
    assert (found.total, found.broken, found.areas) == (16.0, (), ("north", "south"))


@pytest.mark.parametrize(
    ("rules", "starts", "rule", "works", "weeks", "words"),
    [
        ({}, {"a": 0}, "missing", ("b",), (), "'b' has no week in the plan"),
        ({}, {"a": 3, "b": 0}, "horizon", ("a",), (3,), "'a' runs from week 3 through 4, and the plan from 0 through 3"),
        ({"works": (Work("a", 2, fixed_start=1), Work("b", 1))}, {"a": 2, "b": 0}, "fixed_start", ("a",), (2,), "'a' starts in week 2, and is fixed on week 1"),
        ({"works": (Work("a", 2, earliest=1), Work("b", 1))}, {"a": 0, "b": 3}, "window", ("a",), (0,), "'a' starts in week 0, and may not before week 1"),
        ({"works": (Work("a", 2, latest=1), Work("b", 1))}, {"a": 2, "b": 0}, "window", ("a",), (2,), "'a' starts in week 2, and must by week 1"),
        ({"blackouts": (Blackout(1, 2, name="feast"),)}, {"a": 1, "b": 0}, "blackout", ("a",), (1, 2), "'a' is under way in weeks 1-2, when it may not be (feast)"),
        ({"precedence": (Precedence("a", "b", 1),)}, {"a": 0, "b": 2}, "precedence", ("a", "b"), (2,), "'b' starts in week 2; after 'a' and 1 more it can be week 3 at the soonest"),
        ({"never_together": (frozenset("ab"),)}, {"a": 0, "b": 1}, "never_together", ("a", "b"), (1,), "'a' and 'b' may never be under way together, and are in week 1"),
        ({"max_concurrent": MaxConcurrent(1)}, {"a": 0, "b": 1}, "max_concurrent", ("a", "b"), (1,), "at most 1 at once; 'a' and 'b' are more in week 1"),
        ({"works": (Work("a", 2, groups=frozenset("x")), Work("b", 1, groups=frozenset("x"))), "max_concurrent": MaxConcurrent(None, {"x": 1})}, {"a": 0, "b": 1}, "max_concurrent", ("a", "b"), (1,), "at most 1 at once in group 'x'; 'a' and 'b' are more in week 1"),
        ({"works": (Work("a", 2, crews={"asphalt": 1}), Work("b", 1, crews={"asphalt": 2})), "crews": (Crew("asphalt", (3, 2, 3, 3)),)}, {"a": 0, "b": 1}, "crews", ("a", "b"), (1,), "'a' and 'b' need more of crew 'asphalt' than there is in week 1"),
        ({"works": (Work("a", 2, cost_eur_cents=301), Work("b", 1, cost_eur_cents=50)), "budgets": (Budget("2027", 0, 1, 300),)}, {"a": 0, "b": 3}, "budget", ("a",), (0, 1), "'a' cost 3.01 euros in weeks 0-1, and budget '2027' is 3.00"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_works_and_weeks(rules, starts, rule, works, weeks, words):
    problem = Problem(**{"weeks": 4, "works": (Work("a", 2), Work("b", 1))} | rules)
    broken = evaluate(problem, Plan(starts), TABLE).broken
    assert [(each.rule, each.works, each.weeks, each.words) for each in broken] == [
        (rule, works, weeks, words)
    ]


def test_a_plan_that_keeps_every_rule_needs_known_states():
    problem = Problem(2, (Work("a", 1), Work("b", 1)))
    table = TableCosts({frozenset("a"): 1, frozenset("b"): 1})
    with pytest.raises(
        InputProblem, match="the cost of 'a' and 'b' together is not given; the plan needs it in week 1"
    ):
        evaluate(problem, Plan({"a": 1, "b": 1}), table)


def test_a_plan_that_breaks_a_rule_shows_it_though_its_cost_is_not_known():
    problem = Problem(2, (Work("a", 1), Work("b", 1)), max_concurrent=MaxConcurrent(1))
    found = evaluate(problem, Plan({"a": 1, "b": 1}), TableCosts({frozenset("a"): 1, frozenset("b"): 1}))
    assert [rule.rule for rule in found.broken] == ["max_concurrent"]
    assert found.unknown == (frozenset("ab"),)
    assert math.isnan(found.total)


def test_a_plan_for_another_problem_is_refused():
    with pytest.raises(InputProblem, match="there is no work 'z' in the problem"):
        evaluate(Problem(2, (Work("a", 1),)), Plan({"z": 0}), TABLE)
