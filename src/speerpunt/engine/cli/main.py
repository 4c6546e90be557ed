"""`python -m speerpunt.engine COMMAND`: arguments in, tables or JSON out."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from ..problems import InputProblem
from ..sequence import InfeasibleProblem
from . import order, roads, warm_up

NO_PLAN, BAD_INPUT, STOPPED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0; 1 when there is no answer; 2 after saying what is wrong with the input."""
    options = _parser().parse_args(arguments)
    try:
        answer = options.command(options)
    except InfeasibleProblem as problem:
        return _tell_why_not(problem, is_json=options.json)
    except order.FailedCheck as problem:
        print(f"The answer did not pass the check, so it is not shown: {problem}", file=sys.stderr)
        return NO_PLAN
    except InputProblem as problem:
        return _refuse(str(problem))
    except OSError as problem:
        return _refuse(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return STOPPED
    text = (
        json.dumps(answer.as_json(), ensure_ascii=False, indent=2)
        if options.json
        else "\n".join(answer.as_text())
    )
    try:
        print(text, flush=True)
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _tell_why_not(problem: InfeasibleProblem, *, is_json: bool) -> int:
    """The smallest set of rules that contradict each other."""
    if is_json:
        print(json.dumps({"plan": None, "contradiction": [vars(rule) for rule in problem.rules]}, indent=2))
    else:
        print("No plan keeps every rule. These contradict each other:", file=sys.stderr)
        for rule in problem.rules:
            print(f"- {rule.words}", file=sys.stderr)
    return NO_PLAN


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m speerpunt.engine",
        description="Road traffic under works, and the best order of works. Weeks count from 0.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="JSON on standard output instead of tables")
    roads.add_commands(commands, shared)
    order.add_commands(commands, shared)
    warm_up.add_commands(commands, shared)
    return parser
