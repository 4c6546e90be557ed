"""States that are computed, or are not: what is asked, what is proven, and what is guessed."""

import itertools
import json

import pytest

from speerpunt.engine.sequence import (
    MaxConcurrent,
    Problem,
    Work,
    bound,
    check,
    solve,
    surrogate,
)
from speerpunt.engine.sequence.tables import gather_states

from .computed import Formula
from .puzzles import random_costs

SIX = tuple(Work(name, 2) for name in "abcdef")


def test_without_a_limit_three_at_once_are_looked_at_and_that_is_said():
    known = gather_states(Problem(8, SIX), Formula())
    assert max(map(len, known.costs)) == 3
    assert (known.at_once, known.missing, known.is_capped) == (3, 0, True)
    assert "at most 3 works at once, though the rules allow more" in bound(Problem(8, SIX), Formula()).words


def test_with_a_limit_every_state_is_looked_at():
    problem = Problem(8, SIX, max_concurrent=MaxConcurrent(2))
    known = gather_states(problem, Formula())
    assert (len(known.costs), known.is_whole) == (1 + 6 + 15, True)
    assert bound(problem, Formula()).is_whole


def test_when_time_is_up_only_singles_and_pairs_are_exact_and_that_is_said():
    problem = Problem(8, SIX, max_concurrent=MaxConcurrent(3))
    known = gather_states(problem, Formula(), until=0.0)
    assert (len(known.costs), known.missing) == (1 + 6 + 15, 20)
    assert "outside 20 states that were not computed" in known.words


def test_a_plan_rests_on_exact_costs_even_when_time_is_short():
    problem = Problem(5, SIX, max_concurrent=MaxConcurrent(3))
    costs = Formula(triple=3.0)
    answer = solve(problem, costs, seconds=0.0)
    assert check(problem, answer.plan, costs, answer) == []
    assert answer.has_run_out
    assert not answer.is_optimal


def test_singles_and_pairs_are_asked_first():
    costs = Formula()
    gather_states(Problem(8, SIX, max_concurrent=MaxConcurrent(3)), costs)
    sizes = [len(state) for state in costs.asked]
    assert sizes == sorted(sizes)


def test_a_surrogate_is_exact_on_pairs_and_says_how_wrong_it_is_on_triples():
    costs = random_costs(4, "abcdef")
    found = surrogate(Problem(8, SIX), costs)
    pairs = [frozenset(pair) for pair in itertools.combinations("abcdef", 2)]
    assert [found.cost(pair) for pair in pairs] == pytest.approx([cost.total for cost in costs.costs(pairs)])
    assert len(found.errors) == 20
    assert json.loads(json.dumps(found.to_json()))["error"]["median"] > 0


def test_a_surrogate_of_costs_without_triple_effects_has_no_error():
    found = surrogate(Problem(8, SIX), Formula(triple=0.0))
    assert max(found.errors) == pytest.approx(0.0, abs=1e-12)
