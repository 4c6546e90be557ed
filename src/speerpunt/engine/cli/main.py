"""`python -m speerpunt.engine COMMAND`: arguments in, tables or JSON out."""

import argparse
import json
import sys
from collections.abc import Sequence

from ..problems import InputProblem
from . import order, roads, warm_up

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 2 after saying what is wrong with the input."""
    options = _parser().parse_args(arguments)
    try:
        answer = options.command(options)
    except InputProblem as problem:
        return _refuse(str(problem))
    except OSError as problem:
        return _refuse(f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    if options.json:
        print(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(answer.as_text()))
    return 0


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
