"""What a long transaction writes is dated before others see it; nobody may say by then that he saw everything."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from speerpunt.core.databases.unfinished import SETTLED_AFTER, settled_until
from tests.factories import make_user


@pytest.mark.django_db
def test_where_nobody_writes_all_is_settled_but_the_last_moment():
    now = timezone.now()
    assert settled_until(now) == now - SETTLED_AFTER


@pytest.mark.django_db(transaction=True)
def test_who_writes_for_long_keeps_the_moment_back():
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite the others wait for a writer; see the file below.")
    is_written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            make_user()
            is_written.set()
            may_end.wait(20)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert is_written.wait(20)
        began = timezone.now()
        much_later = began + timedelta(hours=1)
        assert settled_until(much_later) <= began
    finally:
        may_end.set()
        writer.join()
    assert settled_until(much_later) == much_later - SETTLED_AFTER
