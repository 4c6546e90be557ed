"""`make bench-engine`: writes its sections to docs/benchmarks.md, after those of the pages.

Nothing here passes or fails: it measures.
"""

import argparse
import os
import platform
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from . import algorithm_b, order, traffic

REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
SECTION = re.compile(r"^## Engine\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PACKAGES = ("numpy", "numba", "scipy", "ortools", "aequilibrae", "igraph")
PARTS = {"traffic": traffic.section, "algorithm-b": algorithm_b.section, "order": order.section}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.engine", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="print these parts, write nothing")
    options = parser.parse_args()
    parts = options.only or list(PARTS)
    lines = list(_lines(parts))
    print("\n".join(lines))
    if not options.only:
        report = SECTION.sub("", REPORT.read_text()).rstrip()
        REPORT.write_text(f"{report}\n\n" + "\n".join(lines).rstrip() + "\n")


def _lines(parts: list[str]) -> Iterator[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = os.getloadavg()[0]
    yield "## Engine\n"
    yield (
        f"`make bench-engine` repeats this. Measured on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {load:.1f} "
        f"at the start; Python {platform.python_version()}, {packages}; OMP_NUM_THREADS=1, OMP_WAIT_POLICY=passive.\n"
    )
    for part in parts:
        yield from PARTS[part]()


if __name__ == "__main__":
    main()
