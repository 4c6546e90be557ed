"""Takes each guard out of a copy of the program and runs the tests behind it; one that nobody misses is a failure.

python -m tests.guards              all of them, two at a time
python -m tests.guards --only cage  those with this in their name
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from .guards import GUARDS, SHOWING, Guard

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "tools", "examples", "docs", "pyproject.toml")
SKIPPED = shutil.ignore_patterns("__pycache__", "node_modules")
AT_ONCE = 2
# What pytest says when a test failed; that it could not begin at all is no proof.
GREEN, RED = 0, 1
WALK = "every other right, at some address"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="a part of the name")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    chosen = [guard for guard in GUARDS if options.only in guard.name]
    started = time.monotonic()
    with TemporaryDirectory(prefix="speerpunt-guards-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        rooms = [Path(folder) / str(number) for number in range(AT_ONCE)]
        free = list(map(copied, rooms))
        outcomes = list(pool.map(lambda guard: tried(guard, free, postgres=options.postgres), chosen))
        rights = [right for right in SHOWING if options.only in right]
        outcomes += pool.map(lambda right: opened(right, free, postgres=options.postgres), rights)
        if options.only in WALK:
            outcomes.append(walked(rooms[0], postgres=options.postgres))
    missed = outcomes.count(True)
    print(f"{missed} of {len(outcomes)} are missed when they are gone; {time.monotonic() - started:.0f} s")
    return int(missed < len(outcomes))


def copied(room: Path) -> Path:
    room.mkdir()
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, room / name, ignore=SKIPPED)
        else:
            shutil.copy(source, room / name)
    return room


def tried(guard: Guard, free: list[Path], *, postgres: bool) -> bool:
    room = free.pop()
    try:
        return without(guard, room, postgres=postgres)
    finally:
        free.append(room)


def without(guard: Guard, room: Path, *, postgres: bool) -> bool:
    file = room / "src" / "speerpunt" / guard.file
    whole = file.read_text()
    if whole.count(guard.there) != 1:
        return said(guard.name, f"stands {whole.count(guard.there)} times in {guard.file}", holds=False)
    file.write_text(whole.replace(guard.there, guard.gone))
    try:
        return judged(guard.name, RED, room, guard.tests, postgres=postgres)
    finally:
        file.write_text(whole)


def opened(right: str, free: list[Path], *, postgres: bool) -> bool:
    """A right that everybody has, where the walk cannot tell."""
    room = free.pop()
    try:
        words = ("-p", "tests.guards.opened", "--opened", right, *SHOWING[right].split())
        return judged(f"right {right}", RED, room, *words, postgres=postgres)
    finally:
        free.append(room)


def walked(room: Path, *, postgres: bool) -> bool:
    """All other rights, which somebody is refused for at some address; green when each of them is missed."""
    return judged(WALK, GREEN, room, "tests/guards/rights.py", postgres=postgres)


def judged(name: str, expected: int, room: Path, *words: str, postgres: bool) -> bool:
    started = time.monotonic()
    ended = run_tests(room, *words, postgres=postgres)
    if ended.returncode != expected:
        print(ended.stdout[-2000:], ended.stderr[-2000:])
    how = {RED: "red", GREEN: "green"}.get(ended.returncode, f"pytest said {ended.returncode}")
    return said(name, f"{how} in {time.monotonic() - started:.0f} s", holds=ended.returncode == expected)


def run_tests(room: Path, *asked: str, postgres: bool) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(room / "src"),
        "SPEERPUNT_VAR": str(room / "var"),
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(PROJECT / "var" / "cache" / "numba")),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    words = ["-x", "-q", *(["--postgres"] if postgres else []), *asked]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=room,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def said(name: str, how: str, *, holds: bool) -> bool:
    print(f"{time.strftime('%H:%M:%S')} {'holds' if holds else 'FAILS'}  {name}: {how}", flush=True)
    return holds


if __name__ == "__main__":
    sys.exit(main())
