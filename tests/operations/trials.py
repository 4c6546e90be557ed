"""The trials themselves, with their length as a number: short in the tests, long in `make quality`."""

import itertools
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.site import Server, Site

from .ledger import Ledger, read_ledger
from .room import SmallDisk, fill
from .visitors import FOUND, OK, Answer, Crowd, Visitor, Written, signed_in

WORKERS = 2
DRIP_SECONDS = 0.5


def running(server: Server) -> Site:
    return server.site if server.is_running() and server.site else server.start(WORKERS)


@dataclass
class Killed:
    """What was promised to be kept, and how soon the server was back each time."""

    kept: list[str] = field(default_factory=list)
    ready_seconds: list[float] = field(default_factory=list)


def kill_while_writing(server: Server, url: str, *, rounds: int, writers: int, seconds: float) -> Killed:
    """Each round: write, end every process at once, start again, count."""
    site = running(server)
    visitors = signed_in(site.url, writers)
    killed = Killed()
    for number in range(rounds):
        crowd = Crowd(visitors, f"ronde-{number}")
        crowd.write_for(seconds)
        server.kill()
        written = crowd.stop()
        assert not written.refused, written.refused[0]
        assert written.kept, "nothing was written before the server was killed"
        killed.kept += written.kept
        started = time.monotonic()
        site = server.start(WORKERS)
        killed.ready_seconds.append(time.monotonic() - started)
        ledger = read_ledger(server.var, url)
        assert (ledger.lost(killed.kept), ledger.torn_or_doubled(), ledger.integrity) == ([], {}, "ok")
        visitors = [visitor.moved_to(site.url) for visitor in visitors]
    _leave(visitors)
    return killed


def write_together(site: Site, *, writers: int, seconds: float) -> Written:
    visitors = signed_in(site.url, writers)
    crowd = Crowd(visitors, "samen")
    crowd.write_for(seconds)
    written = crowd.stop()
    _leave(visitors)
    return written


def read_together(
    visitors: list[Visitor], pages: tuple[str, ...], *, seconds: float, thinks: float
) -> Written:
    """Each opens one page after the other, from a place of his own in the list, and looks at it for a while."""
    turns = {
        visitor: itertools.cycle(pages[start:] + pages[:start]) for start, visitor in _placed(visitors, pages)
    }

    def read(visitor: Visitor, _name: str) -> Answer:
        return visitor.get(next(turns[visitor]))

    crowd = Crowd(visitors, "lezer", read, expected=OK, pause=thinks)
    crowd.write_for(seconds)
    read_pages = crowd.stop()
    _leave(visitors)
    return read_pages


def _placed(visitors: list[Visitor], pages: tuple[str, ...]) -> Iterator[tuple[int, Visitor]]:
    return ((number % len(pages), visitor) for number, visitor in enumerate(visitors))


def read_beside_slow_visitors(site: Site, *, each: int, pages: int) -> list[float]:
    """How long other pages take while as many send slow headers as send slow bodies."""
    reader = signed_in(site.url, 1)[0]
    took = []
    with slow_visitors(site, each):
        for number in range(pages):
            for ask, status in (
                (partial(reader.get, "/leeg/organisaties/"), 200),
                (partial(reader.get, "/leeg/"), 200),
                (partial(reader.add_organisation, f"tussendoor-{number}"), 302),
            ):
                started = time.monotonic()
                assert ask().status == status
                took.append(time.monotonic() - started)
    reader.leave()
    return took


@contextmanager
def slow_visitors(site: Site, each: int) -> Iterator[list[socket.socket]]:
    """Some never end their headers, some send a form letter by letter; they go on until the end."""
    address = urlsplit(site.url)
    token = "a" * 32
    headers = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
    body = (
        "POST /account/aanmelden/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: csrftoken={token}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 5000\r\n\r\nlogin="
    )
    over = threading.Event()
    with ExitStack() as stack:
        lines = []
        for start in [headers, body] * each:
            line = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            line.sendall(start.encode())
            lines.append(line)
        dripping = threading.Thread(target=_drip, args=[lines, over])
        dripping.start()
        try:
            yield lines
        finally:
            over.set()
            dripping.join()


def _drip(lines: list[socket.socket], over: threading.Event) -> None:
    open_lines = list(lines)
    while not over.wait(DRIP_SECONDS):
        for line in list(open_lines):
            try:
                line.sendall(b"a")
            except OSError:  # the server ended it, which is right
                open_lines.remove(line)


@dataclass
class Filled:
    """What was promised and what was refused on a full disk, and what is there in the end."""

    kept: list[str]
    refused: list[Answer]
    ledger: Ledger


def fill_the_disk(source: Path, folder: Path, *, writes: int) -> Filled:
    """A server on a disk of a few megabytes: before it is full, while it is, and after."""
    folder.mkdir()
    server = Server(folder)
    disk = SmallDisk(folder, source)
    site = server.start(WORKERS, before=disk.before)
    try:
        visitor = signed_in(site.url, 1)[0]
        filled = fill(disk.seen_by(server.process))
        kept, refused = _write_some(visitor, writes)
        assert visitor.get("/leeg/organisaties/").status == 200, "a full disk does not stop reading"
        filled.unlink()
        after, refused_after = _write_some(visitor, 1)
        assert not refused_after, refused_after[0]
        visitor.leave()
        return Filled(kept + after, refused, read_ledger(disk.copied_from(server.process), ""))
    finally:
        server.kill()


def _write_some(visitor: Visitor, count: int) -> tuple[list[str], list[Answer]]:
    kept, refused = [], []
    for number in range(count):
        answer = visitor.add_organisation(name := f"vol-{count}-{number}")
        if answer.status == FOUND:
            kept.append(name)
        else:
            refused.append(answer)
    return kept, refused


def _leave(visitors: list[Visitor]) -> None:
    for visitor in visitors:
        visitor.leave()
