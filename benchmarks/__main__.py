"""`make bench`: what a page costs with 9,000 enterprises, on SQLite and on PostgreSQL.

Writes docs/benchmarks.md. Nothing here passes or fails: it measures.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests import postgresql
from tools import catalogues

PROJECT = Path(__file__).resolve().parent.parent
REPORT = PROJECT / "docs" / "benchmarks.md"
LATER_SECTIONS = re.compile(r"^(?=## (?:Ten collectives|Search|Engine)\n)", re.MULTILINE)
AIM_MS = {"object": 5, "list": 25}
SEARCH_AIM_MS = 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--enterprises", type=int, default=9000)
    parser.add_argument(
        "--only-search", action="store_true", help="measure search, keep the rest of the report"
    )
    parser.add_argument("--only-pages", action="store_true", help="measure all but search")
    options = parser.parse_args()
    pages, *later = LATER_SECTIONS.split(REPORT.read_text())
    # The engine measures itself: `make bench-engine`; ten collectives do so too: `python -m benchmarks.collectives`.
    collectives, search, engine = (
        "".join(part for part in later if part.startswith(f"## {name}"))
        for name in ("Ten collectives", "Search", "Engine")
    )
    if not options.only_search:
        pages = written(on_each_database(partial(measure, options.enterprises)), options.enterprises)
        pages += "\n" + files_section(run(dict(os.environ), "benchmarks.files"))
    if not options.only_pages:
        search = search_section(on_each_database(measured_search))
    report = "\n\n".join(part.strip() for part in (pages, collectives, search, engine) if part) + "\n"
    REPORT.write_text(report)
    print(report)


def on_each_database(measured: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
    found = [measured("")]
    binaries = postgresql.programs()
    if not binaries:
        print("No PostgreSQL on this machine: measured on SQLite only.")
        return found
    cluster = postgresql.Cluster(binaries)
    try:
        cluster.start()
        return [*found, measured(cluster.url)]
    finally:
        cluster.stop()


@contextmanager
def example(database_url: str, enterprises: int) -> Iterator[tuple[dict[str, str], float]]:
    """A database of its own with the example in it, and the seconds that loading it took."""
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "SPEERPUNT_VAR": var,
            "SPEERPUNT_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "speerpunt.config.settings",
        }
        catalogues.compile_into(Path(var))
        run(environment, "django", "migrate", "--verbosity=0")
        start = time.perf_counter()
        run(
            environment, "django", "load_example", "examples/leiden", "--demo", f"--enterprises={enterprises}"
        )
        yield environment, time.perf_counter() - start


def measured_search(database_url: str) -> dict[str, Any]:
    with example(database_url, 9000) as (environment, _seconds):
        found: dict[str, Any] = json.loads(run(environment, "benchmarks.search").splitlines()[-1])
        return found


def measure(enterprises: int, database_url: str) -> dict[str, Any]:
    with example(database_url, enterprises) as (environment, seconds):
        measured = json.loads(run(environment, "benchmarks.pages").splitlines()[-1])
        digests = json.loads(run(environment, "benchmarks.digests").splitlines()[-1])
        tables = json.loads(run(environment, "benchmarks.tables").splitlines()[-1])
        meetings = json.loads(run(environment, "benchmarks.meetings").splitlines()[-1])
        api = json.loads(run(environment, "benchmarks.api").splitlines()[-1])
        games = json.loads(run(environment, "benchmarks.games").splitlines()[-1])
        puzzle = json.loads(run(environment, "benchmarks.puzzle").splitlines()[-1])
        # Last, for these fill up the timeline and the works.
        timeline = json.loads(run(environment, "benchmarks.timeline").splitlines()[-1])
        imports = json.loads(run(environment, "benchmarks.works_imports").splitlines()[-1])
        return {
            **measured,
            "load_seconds": round(seconds, 1),
            "digests": digests,
            "tables": tables,
            "meetings": meetings,
            "api": api,
            "games": games,
            "puzzle": puzzle,
            "timeline": timeline,
            "imports": imports,
        }


def run(environment: dict[str, str], module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def written(found: list[dict[str, Any]], enterprises: int) -> str:
    parts = [
        HEAD.format(day=datetime.now(UTC).date().isoformat(), enterprises=enterprises, versions=versions())
    ]
    parts.extend(table(each) for each in found)
    return "\n".join(parts)


HEAD = """# Benchmarks

`make bench` repeats this. CPU time of the server process for one request (`time.process_time`), median and 95th
percentile of 60 after 5 to warm up, through the WSGI application with every middleware, signed in as an ordinary member
(or not at all), without a page cache. Aim: 5 ms for the page of one thing, 25 ms for a list or overview.

Measured on {day}, two cores, {enterprises} enterprises beside the plan of Leiden; {versions}.
"""


def versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "django-scopes", "granian"))
    return f"Python {platform.python_version()}, {packages}"


def table(each: dict[str, Any]) -> str:
    lines = [
        f"## {each['engine']}",
        "",
        f"Loading the example took {each['load_seconds']} s.",
        "",
        "| page | visitor | median ms | 95th ms | aim ms | queries | kB |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [
        f"| {row['page']} | {row['visitor']} | {row['median_ms']} | {row['p95_ms']} | "
        f"{AIM_MS[row['kind']]} | {row['queries']} | {row['kilobytes']} |"
        for row in each["rows"]
    ]
    told = [digests_line(each["digests"]), "", *table_on_its_way_in(each["tables"])]
    told += meetings_section(each["meetings"])
    told += api_section(each["api"])
    told += puzzle_section(each["puzzle"])
    told += imports_section(each["imports"])
    told += games_section(each["games"])
    told += timeline_section(each["timeline"])
    return "\n".join([*lines, *rows, "", *told])


def digests_line(digests: dict[str, Any]) -> str:
    return (
        f"Making the mails of {digests['count']} readers about what they follow took {digests['median_ms']} ms each in "
        f"the median, {digests['p95_ms']} ms at the 95th percentile."
    )


def table_on_its_way_in(steps: list[dict[str, Any]]) -> list[str]:
    """Every organisation as XLSX, of which one in three is changed."""
    rows = [f"| {step['step']} | {step['where']} | {step['seconds']} |" for step in steps]
    head = "| all organisations as XLSX come in | where | CPU seconds |"
    return [head, "|---|---|---|", *rows, ""]


def meetings_section(meetings: dict[str, Any]) -> list[str]:
    rows = [
        f"| {row['page']} | {row['visitor']} | {row['median_ms']} | {row['p95_ms']} | {AIM_MS[row['kind']]} | "
        f"{row['queries']} | {row['kilobytes']} |"
        for row in meetings["rows"]
    ]
    head = [
        f"### {meetings['meetings']} meetings of two bodies",
        "",
        (
            f"With {meetings['items']:,} items and {meetings['actions']:,} more actions; as somebody of the board, who "
            "decides in both bodies, and as a member."
        ),
        "",
        "| page | visitor | median ms | 95th ms | aim ms | queries | kB |",
        "|---|---|---|---|---|---|---|",
    ]
    return [*head, *rows, ""]


def api_section(asked: list[dict[str, Any]]) -> list[str]:
    rows = [
        f"| {row['page']} | {row['median_ms']} | {row['p95_ms']} | {AIM_MS[row['kind']]} | {row['queries']} | {row['kilobytes']} |"
        for row in asked
    ]
    head = ["### For other systems", "", "By a key of the office; pages of 50 rows.", ""]
    table = ["| asked | median ms | 95th ms | aim ms | queries | kB |", "|---|---|---|---|---|---|"]
    return [*head, *table, *rows, ""]


def puzzle_section(puzzle: dict[str, Any]) -> list[str]:
    rows = [
        f"| {row['page']} | {row['visitor']} | {row['median_ms']} | {row['p95_ms']} | {row['queries']} | {row['kilobytes']} |"
        for row in puzzle["rows"]
    ]
    head = [
        "### The puzzle of works",
        "",
        *drags_lines(puzzle["drags"]),
        "",
        *(
            f"- The best order, {run['seconds']:.0f} s: {run['states']} states with an exact cost, at most "
            f"{run['gap_percent']} % from the best."
            for run in puzzle["searches"]
        ),
        "",
        "| page | visitor | median ms | 95th ms | queries | kB |",
        "|---|---|---|---|---|---|",
    ]
    return [*head, *rows, ""]


def imports_section(steps: list[dict[str, Any]]) -> list[str]:
    rows = [
        f"| {step['file']} | {step['megabytes']} | {step['step']} | {step['seconds']} | {step['cpu_seconds']} | "
        f"{step['most_mb']} |"
        for step in steps
    ]
    head = [
        "### Works of large files come in",
        "",
        (
            "Melvin: a hundred times the export of Leiden (32,500 works, 84,100 stretches). DATEX II: 54,000 situations, of "
            "which 2,700 near the city. `python -m benchmarks.works_imports`; the most that a process held includes Django "
            "and the engine (some 200 MB)."
        ),
        "",
        "| file | MB | step | seconds | CPU seconds | most MB held |",
        "|---|---|---|---|---|---|",
    ]
    return [*head, *rows, ""]


def drags_lines(drags: dict[str, Any] | None) -> list[str]:
    if drags is None:
        return ["No Chromium on this machine: drags were not measured."]

    def said(values: dict[str, float], unit: str) -> str:
        return f"{values['median']} {unit} in the median, {values['p95']} at the 95th percentile, {values['most']} at most"

    return [
        f"- {drags['count']} drags in Chromium: the effect stands beside the pointer after {said(drags['effect_ms'], 'ms')}.",
        f"- From letting go until the exact figures stand on the page: {said(drags['exact_ms'], 'ms')}.",
        (
            "- What the page said while the bar was held, against the exact change of the cost: "
            f"{said(drags['error_points'], 'percentage points')}."
        ),
    ]


def games_section(games: dict[str, Any]) -> list[str]:
    rows = [
        f"| {row['page']} | {row['median_ms']} | {row['p95_ms']} | {row['queries']} | {row['kilobytes']} |"
        for row in games["rows"]
    ]
    head = [
        f"### A game of {games['players']} phones",
        "",
        f"In {games['teams']} teams, with {games['works']} works that can be moved; each phone looks every two seconds.",
        "",
        "| asked | median ms | 95th ms | queries | kB |",
        "|---|---|---|---|---|",
    ]
    return [*head, *rows, ""]


def timeline_section(timeline: dict[str, Any]) -> list[str]:
    rows = [
        f"| {row['page']} | {row['median_ms']} | {row['p95_ms']} | {row['queries']} | {row['kilobytes']} |"
        for row in timeline["rows"]
    ]
    head = [
        f"### Timeline of {timeline['projects']} projects",
        "",
        "Each with three milestones, a third of them waiting for another; signed in as the office, which may move all.",
        "",
        "| page | median ms | 95th ms | queries | kB |",
        "|---|---|---|---|---|",
    ]
    return [*head, *rows, "", *frames_line(timeline.get("frames")), ""]


def frames_line(frames: dict[str, Any] | None) -> list[str]:
    if frames is None:
        return ["No Chromium on this machine: a drag was not measured."]
    said = (
        f"While one bar is dragged in Chromium (without a graphics card): {frames['frames']} pictures, median "
        f"{frames['median_ms']} ms apart, 95th percentile {frames['p95_ms']} ms, longest {frames['longest_ms']} ms; "
        f"{frames['slower_than_30_per_second']} slower than 30 a second."
    )
    return [said]


def files_section(table: str) -> str:
    return f"## Files\n\nEach is opened in a process of its own, whose start is in every number.\n\n{table.strip()}\n"


SEARCH_HEAD = """## Search

`make bench` again, or only this with `python -m benchmarks --only-search`. One request to the page of results, among
organisations and papers with 300 to 600 words each: CPU time of the server process, on PostgreSQL of its server process
too, median and 95th percentile of 9 after 2 to warm up. Aim: {aim} ms.
Beside it, without a page or snippets and of papers and organisations only: `icontains` over the same texts, and the
full-text search of the database itself; neither knows parts of compounds or slips. How often our time goes into it
stands in brackets: over 1, we are quicker.

Measured on {day} on a machine with two cores.
"""


def search_section(found: list[dict[str, Any]]) -> str:
    head = SEARCH_HEAD.format(day=datetime.now(UTC).date().isoformat(), aim=SEARCH_AIM_MS)
    return "\n".join([head, *map(search_table, found)])


def search_table(each: dict[str, Any]) -> str:
    built = each["built"]
    late = sum(row["median_ms"] > SEARCH_AIM_MS for row in each["rows"])
    lines = [
        f"### Search on {each['engine']}",
        "",
        (
            f"{built['entries']:,} things in the index, of which {built['organisations']:,} organisations and "
            f"{built['papers']:,} papers. "
            f"Building the index took {built['seconds']} s of a processor, {built['megabytes']} MB on disk. "
            f"{late} of {len(each['rows'])} medians are over the aim."
        ),
        "",
        "| asked | visitor | median ms | 95th ms | queries | icontains ms | full text ms |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(search_row, each["rows"]), ""])


def search_row(row: dict[str, Any]) -> str:
    peers = (f"{row[peer]} ({row[peer] / row['median_ms']:.1f})" for peer in ("icontains_ms", "full_text_ms"))
    return (
        f"| {row['asked']} | {row['visitor']} | {row['median_ms']} | {row['p95_ms']} | {row['queries']} | "
        f"{' | '.join(peers)} |"
    )


if __name__ == "__main__":
    main()
