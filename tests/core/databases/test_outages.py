import errno

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError
from django.test import RequestFactory

from speerpunt.core.databases.outages import Outage, outage_behind
from speerpunt.core.views.site import server_error


def caused(problem, cause):
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Outage.FULL),
        (OSError(errno.ENOENT, "No such file"), None),
        (OperationalError("database or disk is full"), Outage.FULL),
        (OperationalError("disk I/O error"), Outage.FULL),
        (OperationalError("database is locked: another writer kept it for 20 seconds"), Outage.AWAY),
        (OperationalError("no such table: members_person"), None),
        (caused(OperationalError("no room"), psycopg.errors.DiskFull("no room")), Outage.FULL),
        (caused(OperationalError("bye"), psycopg.errors.AdminShutdown("bye")), Outage.AWAY),
        (caused(OperationalError("refused"), psycopg.OperationalError("refused")), Outage.AWAY),
        (caused(OperationalError("slow"), psycopg.errors.QueryCanceled("slow")), Outage.AWAY),
        (caused(ProgrammingError("x"), psycopg.errors.UndefinedTable("x")), None),
        (caused(IntegrityError("x"), psycopg.errors.UniqueViolation("x")), None),
        (caused(DatabaseError("x"), OperationalError("database or disk is full")), Outage.FULL),
        (ValueError("our own mistake"), None),
        (None, None),
    ],
    ids=repr,
)
def test_an_outage_is_told_from_a_mistake(problem, expected):
    assert outage_behind(problem) is expected


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (OperationalError("database or disk is full"), 503, "Er is geen ruimte om dit te bewaren"),
        (OperationalError("database is locked"), 503, "De gegevens zijn even niet bereikbaar"),
        (ValueError("our own mistake"), 500, "Er ging bij ons iets mis"),
    ],
)
def test_the_visitor_reads_in_dutch_what_is_the_matter(problem, status, said):
    try:
        raise problem
    except type(problem):
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert ("Retry-After" in answer.headers) is (status == 503)
