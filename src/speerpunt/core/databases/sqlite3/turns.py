"""A queue for writers, so that they wait for their turn instead of bumping into each other.

SQLite lets one connection write at a time. Its own waiting is a sleep that grows longer with each
refusal, so the unlucky wait ten times as long as the lucky. File locks queue in order, and the
kernel drops them when a process dies.
"""

import fcntl
import os
import time
from pathlib import Path

from django.db import OperationalError

PAUSE_SECONDS = 0.0005


class WriterTurn:
    """One connection's place in the queue of those that want to write to a database file."""

    def __init__(self, database: Path) -> None:
        self.is_held = False
        self._paths = (Path(f"{database}-next"), Path(f"{database}-turn"))
        self._files: tuple[int, int] | None = None

    def take(self, timeout_seconds: float) -> None:
        """Wait for the turn. Only the first in the queue looks again and again; the rest sleep."""
        deadline = time.monotonic() + timeout_seconds
        first_in_queue, turn = self._open()
        fcntl.flock(first_in_queue, fcntl.LOCK_EX)
        try:
            while not _is_locked_now(turn):
                if time.monotonic() > deadline:
                    raise OperationalError(
                        f"database is locked: another writer kept it for {timeout_seconds:g} seconds"
                    )
                time.sleep(PAUSE_SECONDS)
        finally:
            fcntl.flock(first_in_queue, fcntl.LOCK_UN)
        self.is_held = True

    def give_back(self) -> None:
        if self.is_held and self._files:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)
        self.is_held = False

    def close(self) -> None:
        """Give back the turn and the two open files."""
        self.give_back()
        for file in self._files or ():
            os.close(file)
        self._files = None

    def _open(self) -> tuple[int, int]:
        if self._files is None:
            first_in_queue, turn = (os.open(path, os.O_RDWR | os.O_CREAT, 0o600) for path in self._paths)
            self._files = first_in_queue, turn
        return self._files


def _is_locked_now(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
