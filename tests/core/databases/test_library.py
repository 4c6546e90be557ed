import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from speerpunt.core.databases.sqlite3.library import is_safe, refuse_unsafe


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 6, 23), True),  # before WAL
        ((3, 7, 0), False),
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),  # Debian 13
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_each_release_is_safe_or_not(version, expected):
    assert is_safe(version) is expected


def test_an_unsafe_release_is_refused_with_advice():
    with pytest.raises(ImproperlyConfigured, match=r"SQLite 3\.40\.1 .* SPEERPUNT_DATABASE_URL"):
        refuse_unsafe((3, 40, 1))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite only")
def test_the_whole_process_uses_the_library_of_the_database():
    assert connection.Database.sqlite_version_info == sqlite3.sqlite_version_info
    assert is_safe(sqlite3.sqlite_version_info)
