"""A server with an empty collective, on the database of the test run, in a folder of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.site import Server

from .ledger import own_database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "operations" in item.path.parts:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    with own_database(os.environ["SPEERPUNT_DATABASE_URL"]) as url:
        yield url


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Server]:
    var: Path = tmp_path_factory.mktemp("operations")
    (var / "locale").symlink_to(settings.LOCALE_PATHS[0], target_is_directory=True)
    server = Server(var, database_url)
    server.prepare_empty()
    yield server
    if server.is_running():
        server.kill()


@pytest.fixture
def server(prepared: Server) -> Server:
    """Perhaps it runs already; the tests take it as it is, and `running` starts it."""
    return prepared
