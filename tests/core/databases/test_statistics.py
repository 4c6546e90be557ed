import pytest
from django.db import connection
from django_scopes import scope

from speerpunt.core.databases.statistics import refresh_statistics
from tests.factories import make_collective, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself")
def test_sqlite_knows_how_many_rows_have_the_same_collective():
    leiden = make_collective("leiden")
    with scope(collective=leiden):
        for number in range(20):
            make_organisation(leiden, name=f"Bakkerij {number}")
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'members_organisation'")
        found = {stat.split()[1] for (stat,) in cursor.fetchall()}
    assert "20" in found
