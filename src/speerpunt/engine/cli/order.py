"""Commands about the order of works: `evaluate`, `solve` and `bound`."""

import argparse
import json
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..compute import executor
from ..problems import InputProblem
from ..sequence import (
    Evaluation,
    Problem,
    ProblemFile,
    Progress,
    Rule,
    Solution,
    StateCosts,
    StateTable,
    TrafficCosts,
    bound,
    check,
    evaluate,
    plan_to_json,
    read_plan,
    read_problem,
    solve,
)
from .answers import Answer, Table, progress

BARS = 24


class FailedCheck(Exception):
    """An answer that the separate check refuses; it is not shown."""


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    costly = argparse.ArgumentParser(add_help=False)
    costly.add_argument("problem", type=Path, metavar="PROBLEM")
    costly.add_argument("--compute", metavar="HOW", help="serial, processes, processes:N or dask://host:port")
    costly.add_argument(
        "--cache", type=Path, default=_cache(), metavar="DIR", help="where costs of states are kept"
    )
    costly.add_argument("--no-cache", dest="cache", action="store_const", const=None)
    plan = commands.add_parser(
        "evaluate", parents=[shared, costly], help="what a plan costs, and the rules it breaks"
    )
    plan.add_argument("plan", type=Path, metavar="PLAN")
    plan.set_defaults(command=run_evaluate)
    best = commands.add_parser(
        "solve", parents=[shared, costly], help="the best order, and how far from the best it can be"
    )
    best.add_argument("--seconds", type=_positive, default=10.0, metavar="S", help="time for the search (10)")
    best.add_argument(
        "--moves", type=int, metavar="N", help="moves instead of time: the same seed, the same answer"
    )
    best.add_argument("--seed", type=int, default=0, metavar="N")
    best.add_argument("--start", type=Path, metavar="PLAN", help="a plan to begin with")
    best.add_argument(
        "--at-once", type=int, metavar="K", help="most works at the same time in any plan looked at"
    )
    best.add_argument("-o", "--output", type=Path, metavar="PLAN", help="write the plan to this file")
    best.set_defaults(command=run_solve)
    least = commands.add_parser("bound", parents=[shared, costly], help="a cost that no plan can go below")
    least.add_argument(
        "--at-once", type=int, metavar="K", help="most works at the same time in any plan meant"
    )
    least.set_defaults(command=run_bound)


def run_evaluate(options: argparse.Namespace) -> Answer:
    file = read_problem(options.problem)
    plan = read_plan(options.plan, file.problem)
    with _costs(options, file) as costs:
        found = evaluate(file.problem, plan, costs)
    facts = {
        "cost": found.total,
        "is_feasible": not found.broken,
        "broken": [_rule(rule) for rule in found.broken],
        "per_week": found.per_week,
        "per_area": dict(zip(found.areas, found.per_area.tolist(), strict=True)),
        "states": [sorted(state) for state in found.states],
    }
    return Answer(facts, [*_verdict(found), "", _weeks(found)])


def run_solve(options: argparse.Namespace) -> Answer:
    file = read_problem(options.problem)
    start = read_plan(options.start, file.problem) if options.start else None
    with _costs(options, file) as costs, progress(options.seconds, " s", is_shown=not options.json) as bar:

        def tell(step: Progress) -> None:
            bar.n = round(min(step.seconds, options.seconds), 1)
            states = f"{step.states} of {step.of_states} states"
            bar.set_postfix_str(f"cost {step.cost:.6g}, bound {step.bound:.6g}" if step.plan else states)

        found = solve(
            file.problem,
            costs,
            seconds=options.seconds,
            moves=options.moves,
            seed=options.seed,
            start=start,
            at_once=options.at_once,
            on_progress=tell,
        )
        faults = check(file.problem, found.plan, costs, found, tolerance=1e-6)
    if faults:
        raise FailedCheck("; ".join(fault.words for fault in faults))
    if options.output:
        options.output.write_text(json.dumps(plan_to_json(found.plan), indent=2) + "\n", encoding="utf-8")
    return Answer(_solution(found), [*_claim(found), "", _order(file.problem, found)])


def run_bound(options: argparse.Namespace) -> Answer:
    file = read_problem(options.problem)
    begin = time.perf_counter()
    with _costs(options, file) as costs:
        found = bound(file.problem, costs, at_once=options.at_once)
    facts = {
        "bound": found.value,
        "method": found.method,
        "states": found.states,
        "holds_for_every_plan": found.is_whole,
        "proven": found.words,
        "seconds": time.perf_counter() - begin,
    }
    return Answer(
        facts, [f"Bound  {found.value:,.6g} ({found.method}, {found.states:,} states)", found.words]
    )


@contextmanager
def _costs(options: argparse.Namespace, file: ProblemFile) -> Iterator[StateCosts]:
    """Costs as the file gives them: a table as it is, or computed from traffic and kept."""
    if file.table is not None:
        yield file.table
        return
    if file.network is None:
        raise InputProblem(
            "there is neither a network nor state_cost, so nothing says what a week costs",
            str(options.problem),
        )
    with executor(options.compute) as pool:
        yield StateTable(TrafficCosts.read(file.problem, file.network), folder=options.cache, executor=pool)


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "speerpunt" / "states"


def _positive(text: str) -> float:
    value = float(text)
    if not (value > 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError("must be above 0")
    return value


def _rule(rule: Rule) -> dict[str, Any]:
    return {"rule": rule.rule, "works": rule.works, "weeks": rule.weeks, "words": rule.words}


def _solution(found: Solution) -> dict[str, Any]:
    return {
        "cost": found.cost,
        "bound": found.bound,
        "gap": found.gap,
        "plan": plan_to_json(found.plan),
        "is_optimal": found.is_optimal,
        "proven": found.proven,
        "method": found.method,
        "seconds": found.seconds,
        "moves": found.moves,
        "states": found.states,
        "has_run_out": found.has_run_out,
    }


def _verdict(found: Evaluation) -> list[str]:
    if not found.broken:
        return [f"Cost {found.total:,.6g}; every rule is kept."]
    return [f"Cost {found.total:,.6g}; rules that are broken:", *(f"- {rule.words}" for rule in found.broken)]


def _claim(found: Solution) -> list[str]:
    return [
        f"Cost   {found.cost:,.6g}",
        f"Bound  {found.bound:,.6g}",
        f"Gap    {found.gap:.2%} at most",
        found.proven,
        f"{found.seconds:.1f} s, {found.moves:,} moves, {found.states:,} states ({found.method}); checked apart",
    ]


def _weeks(found: Evaluation) -> Table:
    most = max([value for value in found.per_week.tolist() if not math.isnan(value)], default=0.0)
    return Table(
        ("week", "cost", "", "under way"),
        [
            (
                week,
                cost,
                "#" * round(BARS * cost / most) if most > 0 and cost > 0 else "",
                ", ".join(sorted(state)),
            )
            for week, (cost, state) in enumerate(zip(found.per_week.tolist(), found.states, strict=True))
        ],
    )


def _order(problem: Problem, found: Solution) -> Table:
    rows = sorted(problem.works, key=lambda work: (found.plan.starts[work.id], work.id))
    return Table(
        ("start", "end", "work", "name"),
        [
            (found.plan.starts[work.id], found.plan.starts[work.id] + work.duration - 1, work.id, work.name)
            for work in rows
        ],
    )
