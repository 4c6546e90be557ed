"""Rows 1, 2, 12 and 13 of the quality table, short. `make quality` runs them at full length."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.site import EMPTY_OFFICE

from .ledger import read_ledger
from .room import explain_absence, way_to_mount
from .trials import (
    fill_the_disk,
    kill_while_writing,
    read_beside_slow_visitors,
    read_together,
    running,
    slow_visitors,
    write_together,
)
from .visitors import FOUND, Visitor, signed_in

# At once, but for a worker that has just been started anew.
MAILED_WITHIN_SECONDS = 30


def test_sixteen_people_who_write_at_once_all_succeed(server, database_url, django_db_blocker):
    written = write_together(running(server), writers=16, seconds=2)
    with django_db_blocker.unblock():
        ledger = read_ledger(server.var, database_url)
    assert not written.refused, written.refused[0]
    assert (ledger.lost(written.kept), ledger.torn_or_doubled(), ledger.integrity) == ([], {}, "ok")
    assert "locked" not in server.log


def test_many_readers_at_once_all_get_their_pages(server):
    pages = ("/leeg/", "/leeg/organisaties/", "/leeg/acties/")
    read = read_together(signed_in(running(server).url, 30), pages, seconds=2, thinks=0.2)
    assert not read.refused, read.refused[0]
    assert len(read.kept) >= 30


def test_slow_visitors_keep_nobody_waiting(server):
    # A server that waits for one of them answers none of these pages: they never finish.
    assert len(read_beside_slow_visitors(running(server), each=40, pages=3)) == 9


def test_who_was_told_that_it_is_kept_finds_it_after_a_kill(server, database_url, django_db_blocker):
    with django_db_blocker.unblock():
        assert kill_while_writing(server, database_url, rounds=2, writers=8, seconds=1).kept


def test_a_mail_is_handed_over_behind_the_scenes(server):
    visitor = Visitor(running(server).url)
    visitor.get("/account/aanmelden/code/")
    assert visitor.post("/account/aanmelden/code/", email=EMPTY_OFFICE).status == FOUND
    visitor.leave()
    end = time.monotonic() + MAILED_WITHIN_SECONDS
    while not (mailed := _mails_to(EMPTY_OFFICE, server.var / "mail")) and time.monotonic() < end:
        time.sleep(0.05)
    assert mailed == 1


def _mails_to(email, folder):
    """Others of the example may get their mail as well."""
    return sum(f"To: {email}" in mail.read_text() for mail in folder.glob("*.eml"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_that_dies_is_started_anew(server):
    running(server)
    before = _processes_of(server)
    # Workers come before pages.
    for worker in before[:2]:
        os.kill(worker, signal.SIGKILL)
    end = time.monotonic() + MAILED_WITHIN_SECONDS
    while len(set(_processes_of(server)) - set(before)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    now = _processes_of(server)
    assert len(now) == len(before)
    assert set(before) - set(now) == set(before[:2])


def _processes_of(server) -> list[int]:
    """The living children of the server, the eldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == server.process.pid and state != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def test_a_server_that_is_stopped_leaves_no_worker_behind(server):
    site = running(server)
    with slow_visitors(site, each=4):
        server.stop()
    with pytest.raises(OSError, match="refused"):
        Visitor(site.url).get("/gezond/")


@pytest.mark.skipif(not way_to_mount(), reason=explain_absence())
def test_a_full_disk_is_said_and_passes(prepared, database_url, tmp_path, django_db_blocker):
    if database_url:
        pytest.skip("the disk of PostgreSQL is not that of the server; tests/core reads its error")
    with django_db_blocker.unblock():
        full = fill_the_disk(prepared.var, tmp_path / "disk", writes=20)
    assert {answer.status for answer in full.refused} == {503}
    assert "De schijf van de server is vol" in full.refused[-1].text
    assert (full.ledger.lost(full.kept), full.ledger.torn_or_doubled(), full.ledger.integrity) == (
        [],
        {},
        "ok",
    )
