"""While a backup goes on, no bytes are removed: a row that it has seen must find its file.

What would have been removed has no row any more, and is swept up on another day. The mark stands in the database,
so that every machine sees it, and lapses by itself when a backup is killed.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connections
from django.utils import timezone

from ..models import RecurringWork

NAME = "core.backup_goes_on"
LAPSES_AFTER = timedelta(minutes=3)
SAY_AGAIN_SECONDS = 30.0


def backup_goes_on() -> bool:
    return RecurringWork.objects.filter(name=NAME, next_at__gt=timezone.now()).exists()


@contextmanager
def backup_marked() -> Iterator[None]:
    over = threading.Event()
    _say()
    thread = threading.Thread(target=_say_again, args=[over], daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        RecurringWork.objects.filter(name=NAME).delete()


def _say() -> None:
    RecurringWork.objects.update_or_create(name=NAME, defaults={"next_at": timezone.now() + LAPSES_AFTER})


def _say_again(over: threading.Event) -> None:
    while not over.wait(SAY_AGAIN_SECONDS):
        try:
            _say()
        except DatabaseError:  # it holds for some minutes
            continue
    connections.close_all()
