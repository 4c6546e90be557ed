"""From nothing to the tables of today, by every migration; other servers of the tests get a copy."""

import os

import pytest

from tests import migrated
from tests.journeys.site import Server

from .backups import new_folder
from .ledger import own_database, shape_of


@pytest.fixture
def from_nothing(prepared, database_url, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), own_database(database_url) as url:
        server = Server(new_folder(tmp_path / "nieuw", like=prepared.var), url)
        migrated.run_migrations(server.environment)
        yield server.var, url


@pytest.mark.skipif(
    bool(os.environ.get("SPEERPUNT_DATABASE_URL")) and "SPEERPUNT_TEST_POSTGRES_URL" not in os.environ,
    reason="on a throw-away cluster the first server of the run was migrated from nothing",
)
def test_migrations_from_nothing_lead_to_the_tables_that_servers_have(from_nothing, prepared, database_url):
    assert shape_of(*from_nothing) == shape_of(prepared.var, database_url)
