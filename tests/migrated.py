"""A database with every table in it, made by the migrations once and copied for each server that a test starts.

Migrating from nothing costs most of a minute, for Django makes all models anew at each step; loading the demonstration
costs half of one. `tests/operations/test_migrations.py` really migrates from nothing.
"""

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
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

PROJECT = Path(__file__).resolve().parents[1]
KEPT = PROJECT / "var" / "cache" / "migrated"
DATABASE = "speerpunt.sqlite3"
# What a migration comes down to; what is done after every migrate is done to the copy as well.
OF_TABLES = ("requirements.txt", "src/speerpunt/*/migrations/*.py", "src/speerpunt/core/databases/**/*.py")
OF_EXAMPLE = ("requirements.txt", "src/**/*.py", "examples/**/*", "tests/journeys/site.py")


def migrate(environment: Mapping[str, str]) -> None:
    """As the command does, on an empty database."""
    url = environment["SPEERPUNT_DATABASE_URL"]
    with _one_at_a_time("migrated"):
        if url:
            _copy_on_server(environment, url)
        else:
            _copy_file(environment, Path(environment["SPEERPUNT_VAR"]))
    run_migrations(environment)


def run_migrations(environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
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


def _copy_file(environment: Mapping[str, str], var: Path) -> None:
    kept = KEPT / f"{key(OF_TABLES)}.sqlite3"
    if not kept.exists():
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        with TemporaryDirectory() as folder:
            run_migrations({**environment, "SPEERPUNT_VAR": folder})
            shutil.move(Path(folder) / DATABASE, kept)
    shutil.copyfile(kept, var / DATABASE)


def _copy_on_server(environment: Mapping[str, str], url: str) -> None:
    kept, wanted = f"migrated_{key(OF_TABLES)}", urlsplit(url).path.removeprefix("/")
    server = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone():
            _make_on_server(environment, connection, kept)
        connection.execute(SQL("DROP DATABASE {}").format(Identifier(wanted)))
        copied = SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copied.format(Identifier(wanted), Identifier(kept)))


def _make_on_server(environment: Mapping[str, str], connection: psycopg.Connection, kept: str) -> None:
    """Under another name until it is whole; those of earlier migrations go."""
    old = connection.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'migrated\_%'").fetchall()
    for (name,) in old:
        connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
    making = f"{kept}_making"
    connection.execute(SQL("CREATE DATABASE {}").format(Identifier(making)))
    url = urlsplit(environment["SPEERPUNT_DATABASE_URL"])._replace(path=f"/{making}").geturl()
    with TemporaryDirectory() as folder:
        run_migrations({**environment, "SPEERPUNT_VAR": folder, "SPEERPUNT_DATABASE_URL": url})
    connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(making), Identifier(kept)))


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Whoever comes second finds it made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
