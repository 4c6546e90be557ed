"""A database with every table in it; and what takes long to load into one, made once and copied."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
KEPT = PROJECT / "var" / "cache" / "migrated"
OF_EXAMPLE = ("requirements.txt", "src/**/*.py", "examples/**/*", "tests/journeys/site.py")


def migrate(environment: Mapping[str, str], *options: str) -> None:
    """As the command does."""
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", *options]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)


def filled_once(var: Path, name: str, fill: Callable[[], None]) -> None:
    """What `fill` makes in `var`, now or the last time; the dates of an example are those of the day."""
    kept = KEPT / f"{name}-{date.today()}-{key(OF_EXAMPLE)}"  # noqa: DTZ011 - whatever day it is here
    with _one_at_a_time(name):
        if kept.exists():
            shutil.copytree(kept, var, dirs_exist_ok=True)
            return
        fill()
        for old in KEPT.glob(f"{name}-*"):
            shutil.rmtree(old)
        made = kept.with_name(f"new-{kept.name}")
        shutil.copytree(var, made, ignore=_links, dirs_exist_ok=True)
        made.rename(kept)


def _links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_symlink()]


@cache
def key(patterns: tuple[str, ...]) -> str:
    """Another one with every change of what something is made by."""
    files = sorted(file for pattern in patterns for file in PROJECT.glob(pattern) if file.is_file())
    said = sha256()
    for file in files:
        said.update(f"{file.relative_to(PROJECT)}\0".encode() + file.read_bytes())
    return said.hexdigest()[:16]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Whoever comes second finds it made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
