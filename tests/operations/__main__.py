"""The trials at full length, with the times that the tests do not judge: `make quality`.

python -m tests.operations --rounds 50 --seconds 60     the defaults; on PostgreSQL with SPEERPUNT_TEST_POSTGRES_URL
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings

from tests import postgresql
from tests.journeys.site import Server

from .backups import back_up_while_writing, lost_files, new_folder, restored
from .ledger import own_database, read_ledger
from .room import explain_absence, way_to_mount
from .trials import (
    WORKERS,
    fill_the_disk,
    kill_while_writing,
    read_beside_slow_visitors,
    read_together,
    running,
    write_together,
)
from .visitors import signed_in

# The database is read with Django's own connection.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")

READY_WITHIN_SECONDS = 5
ANSWER_WITHIN_SECONDS = 0.5
BESIDE_SLOW_WITHIN_SECONDS = 1
READERS, THINKS_SECONDS, ENTERPRISES = 30, 1, 12_000
DO_WHAT_WAITS = """
from speerpunt.core.services.search_index import has_marks
from speerpunt.core.work import work_once
while work_once() or has_marks():
    pass
"""
READER = "lid@leiden.example"
PAGES = (
    "/leiden/vandaag/",
    "/leiden/organisaties/",
    "/leiden/organisaties/?zoek=bakkerij",
    "/leiden/projecten/",
    "/leiden/projecten/tijdlijn/",
    "/leiden/gebieden/",
    "/leiden/gebieden/de-waard/",
    "/leiden/acties/",
    "/leiden/overleg/",
    "/leiden/overleg/besluiten/",
    "/leiden/werk/",
    "/leiden/werk/botsingen/",
    "/leiden/werk/bereikbaarheid/",
    "/leiden/bereikbaar/",
    "/leiden/middelen/",
    "/leiden/zoeken/?q=parkeren",
    "/leiden/",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50, help="how often the server is killed")
    parser.add_argument("--seconds", type=float, default=60, help="how long sixteen people write")
    parser.add_argument(
        "--slow", type=int, default=200, help="how many send slow headers, and how many slow bodies"
    )
    parser.add_argument(
        "--trial", default="", help="only this one: full, killed, together, backup, slow or crowd"
    )
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    django.setup()
    with (
        postgresql.server(wanted=options.postgres) as address,
        own_database(address) as url,
        own_folder() as var,
    ):
        (var / "locale").symlink_to(settings.LOCALE_PATHS[0], target_is_directory=True)
        server = Server(var, url)
        server.prepare_empty()
        trials: dict[str, Callable[[], bool]] = {
            # First: later its database no longer fits on the small disk.
            "full": lambda: without_room(var),
            "killed": lambda: killed(server, url, options.rounds),
            "together": lambda: together(server, url, options.seconds),
            "backup": lambda: backed_up(server, url, address, options.seconds / 6),
            "slow": lambda: beside_slow(server, options.slow),
            "crowd": lambda: crowded(address, options.seconds / 2),
        }
        if url:
            del trials["full"]
        chosen = [trial for name, trial in trials.items() if options.trial in {"", name}]
        outcomes = [trial() for trial in chosen]
        if server.is_running():
            server.stop()
        return int(not all(outcomes))


@contextmanager
def own_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="speerpunt-operations-") as folder:
        yield Path(folder)


def killed(server: Server, url: str, rounds: int) -> bool:
    outcome = kill_while_writing(server, url, rounds=rounds, writers=8, seconds=0.5)
    slowest = max(outcome.ready_seconds)
    return said(
        f"killed {rounds} times: {len(outcome.kept)} promises, all kept once; ready again in at most {slowest:.1f} s",
        slowest <= READY_WITHIN_SECONDS,
    )


def together(server: Server, url: str, seconds: float) -> bool:
    written = write_together(running(server), writers=16, seconds=seconds)
    ledger = read_ledger(server.var, url)
    is_whole = not written.refused and not ledger.lost(written.kept) and not ledger.torn_or_doubled()
    return said(
        f"sixteen writers: {len(written.kept)} written, {len(written.refused)} refused, "
        f"95% answered within {written.slow() * 1000:.0f} ms",
        is_whole and "locked" not in server.log and written.slow() <= ANSWER_WITHIN_SECONDS,
    )


def backed_up(server: Server, url: str, address: str, seconds: float) -> bool:
    """Row 6: on an empty machine with the same kind of database, and on one with the other kind."""
    with own_folder() as place:
        archive = place / "kopie.zip"
        told = back_up_while_writing(server, url, archive, writers=8, seconds=seconds)
        server.stop()
        took, lost = [], []
        for name, kind in (("same", address), ("sqlite", "")):
            with own_database(kind) as other:
                started = time.monotonic()
                var = new_folder(place / name, like=server.var)
                ledger = restored(archive, var, other)
                took.append(time.monotonic() - started)
                lost += [
                    *ledger.lost(told.rows),
                    *ledger.torn_or_doubled(),
                    *lost_files(var, other, told.files),
                ]
                lost += [] if ledger.integrity == "ok" else [ledger.integrity]
        return said(
            f"backup in {told.seconds:.1f} s while sixteen wrote: {len(told.rows)} rows and {len(told.files)} files "
            f"promised before it, {len(lost)} lost; restored in {' and '.join(f'{each:.1f}' for each in took)} s",
            not lost,
        )


def beside_slow(server: Server, each: int) -> bool:
    took = sorted(read_beside_slow_visitors(running(server), each=each, pages=30))
    server.stop()
    slow = took[int(len(took) * 0.95)]
    return said(
        f"{each} slow headers and {each} slow bodies: 95% of other pages within {slow * 1000:.0f} ms",
        slow <= BESIDE_SLOW_WITHIN_SECONDS,
    )


def crowded(address: str, seconds: float) -> bool:
    """Row 11: each reads a page and looks at it for a second."""
    with own_database(address) as url, own_folder() as var:
        (var / "locale").symlink_to(settings.LOCALE_PATHS[0], target_is_directory=True)
        server = Server(var, url)
        server.fill(ENTERPRISES)
        # An installation in use, not one whose first night of work still lies before it.
        server.run_in_shell(DO_WHAT_WAITS)
        site = server.start(WORKERS)
        readers = signed_in(site.url, READERS, READER, site.password)
        read = read_together(readers, PAGES, seconds=seconds, thinks=THINKS_SECONDS)
        server.stop()
    return said(
        f"{READERS} readers of {ENTERPRISES} enterprises: {len(read.kept)} pages, {len(read.refused)} not given, "
        f"95% within {read.slow() * 1000:.0f} ms",
        not read.refused and read.slow() <= ANSWER_WITHIN_SECONDS,
    )


def without_room(prepared: Path) -> bool:
    if not way_to_mount():
        return said(f"disk full: not tried, {explain_absence()}", False)
    with own_folder() as other:
        full = fill_the_disk(prepared, other / "disk", writes=200)
    is_clear = {answer.status for answer in full.refused} == {503}
    is_whole = full.ledger.integrity == "ok" and not full.ledger.lost(full.kept)
    return said(
        f"disk full: {len(full.refused)} refused with 503, {len(full.kept)} kept, written again once there was room",
        is_clear and is_whole and not full.ledger.torn_or_doubled(),
    )


def said(what: str, holds: bool) -> bool:
    print(f"{time.strftime('%H:%M:%S')} {'holds' if holds else 'FAILS'}  {what}", flush=True)
    return holds


if __name__ == "__main__":
    sys.exit(main())
