"""Every row of the quality table that applies, one after the other, with what came of it in docs/quality.md.

python -m tests.quality             all rows, on both databases
python -m tests.quality --only 6,14 these rows; of the others the last figures stay
python -m tests.quality --on SQLite what runs on this database
"""

import argparse
import os
import queue
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests import postgresql

PROJECT = Path(__file__).resolve().parents[1]
REPORT = PROJECT / "docs" / "quality.md"
TABLE = re.compile(r"(?<=\| row \| what \| database \|)(.*\n\|[-|]*\n)((?:\|.*\n)*)")
OUTCOME = re.compile(r"(?:holds|FAILS)  .*|^=*\s*\d+ (?:passed|failed|skipped).*", re.MULTILINE)
DATABASES = ("SQLite", "PostgreSQL")
TRIALS = "python -m tests.operations --trial {}"
EVERY_PAGE = "tests/journeys/test_every_page.py"


@dataclass(frozen=True)
class Row:
    number: int
    what: str
    command: str
    # What knows no database, or drives a browser, runs once.
    both: bool = True
    # Judged by how soon pages answer, so nothing runs beside it.
    alone: bool = False


def _tests(*places: str) -> str:
    return f"pytest -q {' '.join(places)}"


ROWS = (
    Row(1, "killed with -9 while eight write, 50 rounds", TRIALS.format("killed"), alone=True),
    Row(2, "sixteen writers for a minute", TRIALS.format("together"), alone=True),
    Row(3, "every operation for other systems, with schemathesis", "python -m tests.api", both=False),
    Row(
        4,
        "every address as every visitor, here and elsewhere",
        _tests(*(f"tests/access/test_{name}.py" for name in ("access", "every_page", "second_locks"))),
    ),
    Row(6, "backup while sixteen write, restored on an empty machine", TRIALS.format("backup")),
    Row(
        6,
        "damaged archives; machines together",
        _tests("tests/core/backups", "tests/operations/test_backups.py", "tests/operations/test_machines.py"),
    ),
    Row(
        7,
        "hostile uploads",
        _tests("tests/core/test_break_in_uploads.py", "tests/core/test_cage.py", "tests/documents/contents"),
        both=False,
    ),
    Row(8, "exports opened in LibreOffice", _tests("tests/portal/test_tables_in_libreoffice.py"), both=False),
    Row(
        9,
        "guessing passwords",
        _tests("tests/config/test_sign_in.py", "tests/members/test_break_in_accounts.py"),
    ),
    Row(10, "every page in Chromium, as the office", f"{_tests(EVERY_PAGE)} -k office", both=False),
    Row(10, "every page in Chromium, as everybody else", f"{_tests(EVERY_PAGE)} -k 'not office'", both=False),
    Row(11, "thirty readers of 12,000 enterprises, a page a second each", TRIALS.format("crowd"), alone=True),
    Row(12, "200 slow headers and 200 slow bodies", TRIALS.format("slow"), alone=True),
    Row(13, "disk full", TRIALS.format("full"), both=False),
    Row(14, "a person erased; after a restore: row 6", _tests("tests/members/test_erasure.py")),
)


class Try(NamedTuple):
    """One row on one database."""

    row: Row
    database: str

    @property
    def command(self) -> str:
        return f"{self.row.command}{' --postgres' if self.database == 'PostgreSQL' else ''}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="numbers of rows, with a comma between")
    parser.add_argument("--on", choices=DATABASES, action="append", help="this database only")
    options = parser.parse_args()
    chosen = {int(number) for number in options.only.split(",") if number}
    rows = [row for row in ROWS if not chosen or row.number in chosen]
    started = time.monotonic()
    # One server for all, on which the tables are made once and copied.
    with postgresql.server() as address:
        os.environ[postgresql.NAMED] = address
        on = options.on or DATABASES
        outcomes = [
            *alone((row for row in rows if row.alone), on),
            *in_lanes([row for row in rows if not row.alone], on),
        ]
    print(f"{sum(outcomes)} of {len(outcomes)} hold; {time.monotonic() - started:.0f} s")
    return int(not all(outcomes))


def alone(rows: Iterable[Row], on: Sequence[str]) -> list[bool]:
    return [tried(Try(row, database)) for row in rows for database in on]


def in_lanes(rows: list[Row], on: Sequence[str]) -> list[bool]:
    """A lane for each database, so that neither runs twice at once; who is done takes of what runs once."""
    once: queue.SimpleQueue[Try] = queue.SimpleQueue()
    # The long ones first, so that both lanes end together.
    for row in sorted(rows, key=lambda row: row.number != 10):
        if not row.both and "SQLite" in on:
            once.put(Try(row, "SQLite"))
    lanes = [[Try(row, database) for row in rows if row.both] for database in on]
    with ThreadPoolExecutor(len(lanes)) as pool:
        return [outcome for lane in pool.map(partial(_in_lane, once=once), lanes) for outcome in lane]


def _in_lane(own: list[Try], once: "queue.SimpleQueue[Try]") -> list[bool]:
    outcomes = [tried(each) for each in own]
    while not once.empty():
        try:
            outcomes.append(tried(once.get_nowait()))
        except queue.Empty:  # the other lane was sooner
            break
    return outcomes


def tried(each: Try) -> bool:
    started = time.monotonic()
    ended = subprocess.run(
        shlex.split(each.command), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    said = OUTCOME.findall(ended.stdout)
    outcome = said[-1].strip("= ") if said else f"ended with {ended.returncode}"
    outcome = re.sub("^(holds|FAILS)  ", "", outcome)
    # What a machine cannot try was not shown.
    holds = ended.returncode == 0 and not re.match(r"\d+ skipped", outcome)
    if ended.returncode:
        print(ended.stdout[-3000:], ended.stderr[-3000:])
    print(f"{each.row.number}. {each.row.what}, {each.database}: {outcome} ({seconds:.0f} s)", flush=True)
    verdict = "holds" if holds else "**fails**" if ended.returncode else "**not tried here**"
    day = datetime.now(UTC).date().isoformat()
    write(each, f"`{each.command}` | {verdict}: {outcome} | {seconds:.0f} s | {day} |")
    return holds


writing = threading.Lock()


def write(each: Try, line: str) -> None:
    """At once, so that who ends it early keeps what was seen; each row in its place."""
    with writing:
        text = REPORT.read_text()
        found = TABLE.search(text)
        assert found, "docs/quality.md has lost its table"
        lines = {start: old for old in found[2].splitlines() if (start := _start_of_known(old))}
        lines[_start(each)] = f"{_start(each)} {line}"
        in_order = [lines[start] for start in ALL_STARTS if start in lines]
        REPORT.write_text(
            text[: found.start(2)] + "".join(f"{each}\n" for each in in_order) + text[found.end(2) :]
        )


def _start(each: Try) -> str:
    return f"| {each.row.number} | {each.row.what} | {each.database} |"


ALL_STARTS = [_start(Try(row, database)) for row in ROWS for database in DATABASES]


def _start_of_known(line: str) -> str:
    """Empty for a row that is no longer tried."""
    return next((start for start in ALL_STARTS if line.startswith(start)), "")


if __name__ == "__main__":
    sys.exit(main())
