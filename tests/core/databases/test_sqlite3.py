"""The backend on a file, beside the database that the other tests use."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, OperationalError, connections
from django.db.transaction import atomic
from django.db.utils import ConnectionHandler

from speerpunt.core.databases.sqlite3.turns import WriterTurn

ALIASES = ("first", "second")
MAKE_TABLE = """
    CREATE TABLE note (
        id integer PRIMARY KEY,
        about integer REFERENCES note DEFERRABLE INITIALLY DEFERRED
    )
"""


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """A database with one table, and two connections to it that soon lose patience."""
    path = tmp_path / "notes.sqlite3"
    entry = {"ENGINE": "speerpunt.core.databases.sqlite3", "NAME": str(path), "OPTIONS": {"timeout": 0.5}}
    for alias in ALIASES:
        connections.databases[alias] = ConnectionHandler({"default": dict(entry)}).settings["default"]
    with django_db_blocker.unblock():
        run_sql("first", MAKE_TABLE)
        yield path
        for alias in ALIASES:
            connections[alias].close()
            del connections[alias], connections.databases[alias]


def run_sql(alias, sql):
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def add_note(alias, number):
    run_sql(alias, f"INSERT INTO note VALUES ({number}, NULL)")


def count_notes(alias):
    return run_sql(alias, "SELECT count(*) FROM note")[0]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("mmap_size", 0)],
)
def test_a_connection_is_set_for_safety(file, pragma, expected):
    assert run_sql("second", f"PRAGMA {pragma}") == (expected,)


def test_a_transaction_holds_the_turn_until_it_commits(file):
    with atomic(using="first"):
        add_note("first", 1)
        with pytest.raises(OperationalError, match="database is locked"):
            add_note("second", 2)
    add_note("second", 2)
    assert count_notes("second") == 2


def test_reading_does_not_wait(file):
    with atomic(using="first"):
        add_note("first", 1)
        assert count_notes("second") == 0


@pytest.mark.parametrize("sql", ["SELECT * FROM nowhere", "INSERT INTO note VALUES (1, 99)"])
def test_a_failed_transaction_gives_its_turn_back(file, sql):
    """The second fails only when it commits: the reference is checked then."""
    with suppress(OperationalError, IntegrityError), atomic(using="first"):
        run_sql("first", sql)
    add_note("second", 2)
    assert count_notes("first") == 1


def test_a_closed_connection_gives_its_turn_back(file):
    connections["first"].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    add_note("first", 1)
    connections["first"].close()
    add_note("second", 2)
    assert count_notes("second") == 1


def test_savepoints_stay_within_one_turn(file):
    with atomic(using="first"), atomic(using="first"), atomic(using="first"):
        add_note("first", 1)
    add_note("second", 2)


def test_a_program_without_our_queue_is_waited_for_as_well(file):
    """A backup or a shell takes SQLite's own lock only."""
    stranger = connections["first"].Database.connect(file, isolation_level=None, check_same_thread=False)
    stranger.execute("BEGIN IMMEDIATE")
    finish = threading.Timer(0.2, stranger.execute, ["COMMIT"])
    finish.start()
    add_note("first", 1)
    finish.join()
    stranger.close()
    assert count_notes("first") == 1


def test_writers_of_one_process_get_their_turn_in_order(tmp_path):
    order, turns = [], [WriterTurn(tmp_path / "one.sqlite3") for _each in range(4)]
    turns[0].take(timeout_seconds=1)
    threads = []
    for number, turn in enumerate(turns[1:], start=1):
        threads.append(threading.Thread(target=take_and_leave, args=(turn, number, order)))
        threads[-1].start()
        threads[-1].join(timeout=0.05)
    turns[0].give_back()
    for thread in threads:
        thread.join()
    for turn in turns:
        turn.close()
    assert order == [1, 2, 3]


def take_and_leave(turn, number, order):
    turn.take(timeout_seconds=5)
    order.append(number)
    turn.give_back()
