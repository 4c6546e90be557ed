"""Every row of the quality table that applies, one after the other, with what came of it in docs/quality.md.

python -m tests.quality             all rows, on both databases
python -m tests.quality --only 6,14 these rows; of the others the last figures stay
"""

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests import postgresql

PROJECT = Path(__file__).resolve().parents[1]
REPORT = PROJECT / "docs" / "quality.md"
LINE = re.compile(r"^\| (\d+) \|.*\|$", re.MULTILINE)
HEAD = re.compile(r"^\| row \| what \|.*\n\|---.*$", re.MULTILINE)
OUTCOME = re.compile(r"(?:holds|FAILS)  .*|^=*\s*\d+ (?:passed|failed).*", re.MULTILINE)
TRIALS = "python -m tests.operations --trial {}"


@dataclass(frozen=True)
class Row:
    number: int
    what: str
    command: str
    # What knows no database, or drives a browser, runs once.
    both: bool = True


def _tests(*places: str) -> str:
    return f"pytest -q -n 2 {' '.join(places)}"


ROWS = (
    Row(1, "killed with -9 while eight write, 50 rounds", TRIALS.format("killed")),
    Row(2, "sixteen writers for a minute", TRIALS.format("together")),
    Row(3, "every operation for other systems, with schemathesis", "python -m tests.api", both=False),
    Row(4, "every address as every visitor, here and elsewhere", _tests("tests/access")),
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
    Row(10, "every page in Chromium", _tests("tests/journeys/test_every_page.py"), both=False),
    Row(11, "thirty readers of 12,000 enterprises, a page a second each", TRIALS.format("crowd")),
    Row(12, "200 slow headers and 200 slow bodies", TRIALS.format("slow")),
    Row(13, "disk full", TRIALS.format("full"), both=False),
    Row(14, "a person erased", _tests("tests/members/test_erasure.py", "tests/operations/test_backups.py")),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="numbers of rows, with a comma between")
    options = parser.parse_args()
    chosen = {int(number) for number in options.only.split(",") if number}
    results = []
    started = time.monotonic()
    # One server for all, on which the tables are made once and copied.
    with postgresql.server() as address:
        os.environ[postgresql.NAMED] = address
        for row in ROWS:
            if chosen and row.number not in chosen:
                continue
            databases = ("SQLite", "PostgreSQL") if row.both else ("SQLite",)
            for database in databases:
                results.append(tried(row, database))
                # At once: who ends it early keeps what was seen.
                write(results[-1:])
    print(
        f"{sum(holds for *_rest, holds in results)} of {len(results)} hold; {time.monotonic() - started:.0f} s"
    )
    return int(not all(holds for *_rest, holds in results))


def tried(row: Row, database: str) -> tuple[Row, str, str, bool]:
    command = f"{row.command}{' --postgres' if database == 'PostgreSQL' else ''}"
    print(f"== {row.number}. {row.what}, {database}", flush=True)
    started = time.monotonic()
    ended = subprocess.run(command.split(), cwd=PROJECT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    said = OUTCOME.findall(ended.stdout)
    outcome = (
        said[-1].strip("= ").replace("holds  ", "").strip() if said else f"ended with {ended.returncode}"
    )
    if ended.returncode:
        print(ended.stdout[-3000:], ended.stderr[-3000:])
    print(f"   {outcome} ({seconds:.0f} s)", flush=True)
    day = datetime.now(UTC).date().isoformat()
    verdict = "holds" if ended.returncode == 0 else "**fails**"
    line = f"| {row.number} | {row.what} | {database} | `{command}` | {verdict}: {outcome} | {seconds:.0f} s | {day} |"
    return row, database, line, ended.returncode == 0


def write(results: list[tuple[Row, str, str, bool]]) -> None:
    """Each row in its place; the first time behind the last."""
    text = REPORT.read_text()
    for row, database, line, _holds in results:
        same = re.compile(rf"^\| {row.number} \| {re.escape(row.what)} \| {database} \|.*\|$", re.MULTILINE)
        if same.search(text):
            text = same.sub(lambda _found, line=line: line, text, count=1)
        else:
            text = _behind_the_last(text, line)
    REPORT.write_text(text)


def _behind_the_last(text: str, line: str) -> str:
    ends = [found.end() for found in LINE.finditer(text)]
    place = ends[-1] if ends else HEAD.search(text).end()  # type: ignore[union-attr]
    return f"{text[:place]}\n{line}{text[place:]}"


if __name__ == "__main__":
    sys.exit(main())
