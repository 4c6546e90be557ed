"""`evaluate`, `solve` and `bound` as somebody at a terminal uses them."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from speerpunt.engine.cli import main
from speerpunt.engine.sequence import TableCosts

from ..files import problem

TABLE = [
    {"active": ["a"], "cost": 3},
    {"active": ["b"], "cost": 2},
    {"active": ["c"], "cost": 1.5},
    {"active": ["b", "c"], "cost": 2.5},
    {"active": ["a", "c"], "cost": 9},
]
PUZZLE = {
    "weeks": 8,
    "works": [
        {"id": "a", "duration": 2},
        {"id": "b", "duration": 3, "earliest": 1},
        {"id": "c", "duration": 1, "latest": 4},
    ],
    "precedence": [{"before": "a", "after": "c", "lag": 1}],
    "never_together": [["a", "b"]],
    "max_concurrent": 2,
    "state_cost": TABLE,
}


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SPEERPUNT_COMPUTE", "serial")


@pytest.fixture
def puzzle(tmp_path):
    def write(**changes):
        file = tmp_path / "puzzle.json"
        file.write_text(json.dumps(PUZZLE | changes))
        return file

    return write


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def plan_file(tmp_path, **starts):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"starts": starts}))
    return file


def test_solve_finds_the_best_and_writes_the_plan(capsys, puzzle, tmp_path):
    """By hand: a in weeks 0-1, b with c in it after the lag: 2 x 3 + 2 x 2 + 2.5."""
    written = tmp_path / "best.json"
    code, out, _ = run(capsys, "solve", puzzle(), "--seconds", "20", "--seed", "1", "-o", written, "--json")
    facts = json.loads(out)
    assert code == 0
    assert {"cost", "bound", "gap", "plan"} <= set(facts)
    assert (facts["cost"], facts["is_optimal"]) == (12.5, True)
    assert facts["bound"] == pytest.approx(12.5)
    assert facts["gap"] == pytest.approx(0, abs=1e-9)
    assert json.loads(written.read_text()) == facts["plan"]
    again = json.loads(run(capsys, "evaluate", puzzle(), written, "--json")[1])
    assert (again["cost"], again["is_feasible"], again["broken"]) == (12.5, True, [])


def test_solve_agrees_with_every_plan_tried(capsys, tmp_path):
    rng = np.random.default_rng(5)
    ids = "abcd"
    costs = {
        frozenset(active): float(rng.uniform(1, 5) * len(active) ** rng.uniform(0.4, 1.6))
        for size in (1, 2, 3)
        for active in itertools.combinations(ids, size)
    }
    durations = dict(zip(ids, (1, 2, 2, 3), strict=True))
    content = {
        "weeks": 6,
        "works": [{"id": work, "duration": weeks} for work, weeks in durations.items()],
        "max_concurrent": 3,
        "state_cost": [{"active": sorted(active), "cost": cost} for active, cost in costs.items()],
    }
    file = tmp_path / "random.json"
    file.write_text(json.dumps(content))
    best = float("inf")
    for starts in itertools.product(*(range(6 - weeks + 1) for weeks in durations.values())):
        weeks = [
            frozenset(w for w, s in zip(ids, starts, strict=True) if s <= week < s + durations[w])
            for week in range(6)
        ]
        if all(len(state) <= 3 for state in weeks):
            best = min(best, sum(costs.get(state, 0.0) for state in weeks))
    facts = json.loads(run(capsys, "solve", file, "--seconds", "20", "--json")[1])
    assert facts["cost"] == pytest.approx(best)
    assert facts["bound"] <= best * (1 + 1e-9)
    bound = json.loads(run(capsys, "bound", file, "--json")[1])
    assert bound["bound"] <= best * (1 + 1e-9)


def test_evaluate_names_each_broken_rule(capsys, puzzle, tmp_path):
    code, out, _ = run(capsys, "evaluate", puzzle(), plan_file(tmp_path, a=0, b=0, c=7), "--json")
    facts = json.loads(out)
    assert (code, facts["is_feasible"], facts["cost"]) == (0, False, None)
    assert {rule["rule"] for rule in facts["broken"]} == {"window", "never_together"}
    told = run(capsys, "evaluate", puzzle(), plan_file(tmp_path, a=0, b=0, c=7))[1]
    assert "'a' and 'b' may never be under way together" in told


def test_no_plan_at_all_says_which_rules_contradict(capsys, puzzle):
    works = [{"id": "a", "duration": 4}, {"id": "b", "duration": 4}, {"id": "c", "duration": 1}]
    file = puzzle(weeks=7, works=works, precedence=[])
    code, out, _ = run(capsys, "solve", file, "--json")
    facts = json.loads(out)
    assert (code, facts["plan"]) == (1, None)
    assert {"never_together"} <= {rule["rule"] for rule in facts["contradiction"]}
    code, out, err = run(capsys, "solve", file)
    assert (code, out) == (1, "")
    assert "never under way together" in err


def test_solve_on_a_network_keeps_its_costs(capsys, tmp_path):
    file = problem(tmp_path, weeks=3)
    first = json.loads(run(capsys, "solve", file, "--seconds", "20", "--json")[1])
    assert first["is_optimal"] is True
    kept = list((tmp_path / "cache" / "speerpunt" / "states").rglob("*.json"))
    assert kept
    again = json.loads(run(capsys, "solve", file, "--seconds", "20", "--json")[1])
    assert (again["plan"], again["cost"]) == (first["plan"], first["cost"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weeks": 0}, "puzzle.json, weeks: 0 is below 1"),
        ({"works": [{"id": "a"}]}, "puzzle.json, works[0]: 'duration' is missing"),
        ({"precedence": [{"before": "a", "after": "zz"}]}, "precedence[0]"),
        ({"state_cost": [{"active": ["zz"], "cost": 1}]}, "state_cost[0]"),
    ],
)
def test_a_fault_in_the_problem_is_told_by_file_place_and_reason(capsys, puzzle, change, said):
    for command in ("solve", "bound"):
        code, out, err = run(capsys, command, puzzle(**change))
        assert (code, out) == (2, "")
        assert said in err
        assert "Traceback" not in err


def test_a_plan_that_is_no_plan_is_told(capsys, puzzle, tmp_path):
    code, _, err = run(capsys, "evaluate", puzzle(), plan_file(tmp_path, zz=1))
    assert (code, "there is no work 'zz' in the problem" in err) == (2, True)
    broken = tmp_path / "plan.json"
    broken.write_text("{")
    code, _, err = run(capsys, "evaluate", puzzle(), broken)
    assert (code, "plan.json, line 1" in err) == (2, True)


def test_without_costs_nothing_can_be_said(capsys, tmp_path):
    file = problem(tmp_path, network=None)
    code, _, err = run(capsys, "solve", file)
    assert (code, "neither a network nor state_cost" in err) == (2, True)


def test_an_answer_that_fails_the_check_is_not_shown(capsys, puzzle, monkeypatch):
    monkeypatch.setattr(TableCosts, "cold", lambda costs, state: None if not state else _dearer(costs, state))
    code, out, err = run(capsys, "solve", puzzle(), "--seconds", "20")
    assert (code, out) == (1, "")
    assert "did not pass the check" in err


def _dearer(costs, state):
    (cost,) = costs.costs([state])
    return replace(cost, total=cost.total + 1)
