"""Which problems are of the database or its disk, not of the program: they pass, and nothing is lost."""

import errno
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# A file system that ends in the middle of a page is an error of reading or writing to SQLite.
SQLITE_FULL = ("database or disk is full", "disk i/o error")
SQLITE_AWAY = ("database is locked", "unable to open database file")
POSTGRESQL_FULL = "53100"
# Connection, resources, operator intervention. Without a state there was no connection at all.
POSTGRESQL_AWAY = ("08", "53", "57", "none")


class Outage(Enum):
    FULL = "full"
    AWAY = "away"


def outage_behind(problem: BaseException | None) -> Outage | None:
    """What stands in the way, when that is the cause of a problem."""
    found = {_outage(each) for each in _causes(problem)}
    return next((outage for outage in Outage if outage in found), None)


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _outage(problem: BaseException) -> Outage | None:
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return Outage.FULL
    if not isinstance(problem, OperationalError | InterfaceError):
        return None
    said, state = str(problem).lower(), _state(problem)
    if state == POSTGRESQL_FULL or said.startswith(SQLITE_FULL):
        return Outage.FULL
    return Outage.AWAY if state.startswith(POSTGRESQL_AWAY) or said.startswith(SQLITE_AWAY) else None


def _state(problem: BaseException) -> str:
    """Of PostgreSQL's five signs; "none" where it could not give them, empty for SQLite."""
    return str(getattr(problem.__cause__, "sqlstate", "")).lower()
