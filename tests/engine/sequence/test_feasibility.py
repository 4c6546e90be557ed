"""Why there is no plan: the rules that contradict each other, and no rule too many."""

import pytest

from speerpunt.engine.sequence import (
    Blackout,
    Budget,
    Crew,
    InfeasibleProblem,
    MaxConcurrent,
    Precedence,
    Problem,
    TableCosts,
    Work,
    explain_infeasible,
    find_broken,
    find_plan,
    solve,
)


def explained(weeks, works, **rules):
    problem = Problem(weeks, works, **rules)
    assert find_plan(problem) is None
    return [(rule.rule, rule.works, rule.words) for rule in explain_infeasible(problem)]


def test_windows_against_precedence():
    works = (Work("quay", 3), Work("bridge", 1, latest=3), Work("ring", 2))
    assert explained(6, works, precedence=(Precedence("quay", "bridge", 1), Precedence("ring", "quay"))) == [
        ("window", ("bridge",), "'bridge' starts by week 3"),
        ("precedence", ("quay", "bridge"), "'bridge' starts after the end of 'quay', 1 weeks or more"),
    ]


def test_a_limit_names_the_works_that_count():
    works = (Work("a", 2, fixed_start=0), Work("b", 2, fixed_start=1), Work("c", 1))
    assert explained(6, works, max_concurrent=MaxConcurrent(1)) == [
        ("fixed_start", ("a",), "'a' starts in week 0"),
        ("fixed_start", ("b",), "'b' starts in week 1"),
        ("max_concurrent", ("a", "b"), "at most 1 at once, of 'a' and 'b'"),
    ]


def test_a_horizon_that_is_too_short_for_works_one_by_one():
    works = (Work("a", 2), Work("b", 2), Work("c", 1))
    assert explained(3, works, never_together=(frozenset("ab"),)) == [
        ("never_together", ("a", "b"), "'a' and 'b' are never under way together")
    ]


@pytest.mark.parametrize(
    ("works", "rules", "words"),
    [
        ((Work("a", 2),), {"blackouts": (Blackout(1, 1, name="feast"),)}, ["'a' is not under way in week 1 (feast)"]),
        ((Work("a", 2, crews={"x": 2}),), {"crews": (Crew("x", (1, 2, 1)),)}, ["crew 'x' is enough for 'a'"]),
        ((Work("a", 2, cost_eur_cents=500),), {"budgets": (Budget("2027", 0, 2, 400),)}, ["budget '2027' of 4.00 euros is enough in weeks 0-2 for 'a'"]),
        ((Work("a", 2, groups=frozenset("g")), Work("b", 2, groups=frozenset("g"))), {"max_concurrent": MaxConcurrent(None, {"g": 1})}, ["at most 1 at once in group 'g', of 'a' and 'b'"]),
    ],
)  # fmt: skip
def test_each_kind_of_rule_is_named(works, rules, words):
    assert [rule[2] for rule in explained(3, works, **rules)] == words


def test_no_rule_is_named_that_can_be_missed():
    works = tuple(Work(name, 2, latest=2) for name in "abcd")
    found = explain_infeasible(
        Problem(8, works, max_concurrent=MaxConcurrent(1), blackouts=(Blackout(7, 7),))
    )
    assert sorted(rule.rule for rule in found) == ["max_concurrent", "window", "window", "window"]
    named = {work for rule in found if rule.rule == "window" for work in rule.works}
    assert find_plan(Problem(8, tuple(work for work in works if work.id in named))) is not None
    one = min(named)
    freed = tuple(
        Work(work.id, 2, latest=None if work.id == one else 2) for work in works if work.id in named
    )
    assert find_plan(Problem(8, freed, max_concurrent=MaxConcurrent(1))) is not None


def test_solve_says_which_rules():
    problem = Problem(3, (Work("a", 2), Work("b", 2)), precedence=(Precedence("a", "b"),))
    with pytest.raises(
        InfeasibleProblem, match="no plan keeps every rule: 'b' starts after the end of 'a'"
    ) as caught:
        solve(problem, TableCosts({}))
    assert [rule.rule for rule in caught.value.rules] == ["precedence"]


def test_a_plan_that_is_feasible_has_nothing_to_explain():
    problem = Problem(4, (Work("a", 2), Work("b", 2)))
    assert explain_infeasible(problem) == ()
    assert find_broken(problem, find_plan(problem)) == ()


def test_states_without_a_cost_are_stayed_out_of():
    problem = Problem(3, tuple(Work(name, 1) for name in "abc"))
    known = {frozenset(), frozenset("ab"), frozenset("c"), frozenset("ac"), frozenset("bc")}
    plan = find_plan(problem, known=known)
    assert set(plan.states(problem)) <= known
    assert find_plan(problem, known={frozenset(), frozenset("ab")}) is None
