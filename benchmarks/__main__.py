"""`make bench`: what a page costs with 9,000 enterprises, on SQLite and on PostgreSQL.

Writes docs/benchmarks.md. Nothing here passes or fails: it measures.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests import postgresql

PROJECT = Path(__file__).resolve().parent.parent
REPORT = PROJECT / "docs" / "benchmarks.md"
AIM_MS = {"object": 5, "list": 25}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--enterprises", type=int, default=9000)
    enterprises = parser.parse_args().enterprises
    found = [measure("", enterprises)]
    binaries = postgresql.programs()
    if binaries:
        cluster = postgresql.Cluster(binaries)
        try:
            cluster.start()
            found.append(measure(cluster.url, enterprises))
        finally:
            cluster.stop()
    else:
        print("No PostgreSQL on this machine: measured on SQLite only.")
    report = written(found, enterprises)
    REPORT.write_text(report)
    print(report)


def measure(database_url: str, enterprises: int) -> dict[str, Any]:
    """Build a database of its own, then measure it."""
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "SPEERPUNT_VAR": var,
            "SPEERPUNT_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "speerpunt.config.settings",
        }
        run(environment, "django", "migrate", "--verbosity=0")
        start = time.perf_counter()
        run(
            environment, "django", "load_example", "examples/leiden", "--demo", f"--enterprises={enterprises}"
        )
        seconds = time.perf_counter() - start
        measured = json.loads(run(environment, "benchmarks.pages").splitlines()[-1])
        digests = json.loads(run(environment, "benchmarks.digests").splitlines()[-1])
        tables = json.loads(run(environment, "benchmarks.tables").splitlines()[-1])
        return {**measured, "load_seconds": round(seconds, 1), "digests": digests, "tables": tables}


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


if __name__ == "__main__":
    main()
