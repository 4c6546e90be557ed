"""Algorithm B in C (tap-b, https://github.com/spartalab/tap-b), beside which ours must not be slower.

It is not packaged: build it from its source without parallelism (`gcc -O3 -march=native -flto`) and name the program in
TAP_B. Without it this table is left out.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from speerpunt.engine.roads import Demand, Network
from speerpunt.engine.traffic import Assignment

from .networks import PUBLISHED, published
from .report import table

PROGRAM = os.environ.get("TAP_B", "")
GAPS = (1e-4, 1e-6, 1e-10)
RUNS = 15
INITIAL = re.compile(r"Initialization done in ([\d.]+) s")
ROUND = re.compile(r"^Iteration (\d+):.*? gap (-?[\d.]+), (?:obj [\d.eE+-]+, )?time ([\d.]+),", re.MULTILINE)


def section() -> Iterator[str]:
    known = {name: found for name in ("Anaheim", "Barcelona") if (found := published(name))}
    if not PROGRAM or not known:
        return
    yield "### Equilibrium beside Algorithm B in C\n"
    yield (
        f"Cold, milliseconds on the clock, medians of {RUNS} runs taken in turns. Ours from trips to flows; theirs (tap-b, "
        "one thread) is what it prints: first trees and rounds, without reading, checks of the gap and the objective. "
        "Both stop at the first round at which the gap is small enough, so the gap that was reached stands beside it.\n"
    )
    yield from table(
        ("network", "gap", "ours ms", "rounds", "reached", "theirs ms", "rounds", "reached", "ratio"),
        [_row(name, *known[name], gap) for name in known for gap in GAPS],
    )


def _row(name: str, network: Network, demand: Demand, gap: float) -> tuple[Any, ...]:
    assignment = Assignment(network, demand)
    with tempfile.TemporaryDirectory() as place:
        parameters = _written(Path(place), name, gap)
        pairs = [(assignment.solve(gap=gap, keep_restart=False), _run(parameters)) for _ in range(RUNS)]
    ours = median(answer.seconds for answer, _theirs in pairs) * 1000
    theirs = median(seconds for _answer, (seconds, _rounds, _gap) in pairs) * 1000
    answer, (_seconds, rounds, reached) = pairs[-1]
    return (
        name,
        f"{gap:.0e}",
        f"{ours:.1f}",
        answer.iterations,
        f"{answer.relative_gap:.0e}",
        f"{theirs:.1f}",
        rounds,
        f"{reached:.0e}",
        f"**{theirs / ours:.1f}x**",
    )


def _written(place: Path, name: str, gap: float) -> Path:
    for kind in ("net", "trips"):
        shutil.copy(PUBLISHED / name / f"{name}_{kind}.tntp", place)
    parameters = place / "parameters.txt"
    lines = {
        "NETWORK FILE": f"{name}_net.tntp",
        "TRIPS FILE": f"{name}_trips.tntp",
        "FILE PATH": f"{place}/",
        "DATA PATH": f"{place}/",
        "FLOWS FILE": f"{place}/flows.txt",
        "MAX RUN TIME": "300",
        "MAX ITERATIONS": "2000",
        "CONVERGENCE GAP": f"{gap:g}",
    }
    parameters.write_text("".join(f"<{tag}> {value}\n" for tag, value in lines.items()))
    return parameters


def _run(parameters: Path) -> tuple[float, int, float]:
    """Seconds, rounds and the gap that was reached."""
    said = subprocess.run(
        [PROGRAM, str(parameters)], cwd=parameters.parent, check=True, capture_output=True, text=True
    ).stdout
    rounds, gap, seconds = ROUND.findall(said)[-1]
    initial = INITIAL.search(said)
    assert initial, "tap-b says how long its first trees took"
    return float(seconds) + float(initial[1]), int(rounds), float(gap)
