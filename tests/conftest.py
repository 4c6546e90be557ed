"""Chooses the database and the folder of a test run, before Django reads its settings.

`pytest` runs on SQLite. `pytest --postgres` runs on the server that SPEERPUNT_TEST_POSTGRES_URL names,
else on a throw-away cluster. In CI nothing is skipped because a program is missing.
"""

import gc
import os
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests import chromium, postgresql
from tools import catalogues

IN_CI = os.environ.get("CI") == "true"
PROJECT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SPEERPUNT_VAR", PROJECT / "var")).resolve()
# A worker of pytest-xdist inherits the environment, and so the folder, that the first process made.
if "PYTEST_XDIST_WORKER" not in os.environ:
    VAR = VAR / "test"

# What `make build` compiled.
os.environ.setdefault("NUMBA_CACHE_DIR", str(PROJECT / "var" / "cache" / "numba"))

# The same examples in each run, and nothing written outside var/.
set_hypothesis_home_dir(VAR / "hypothesis")
hypothesis.settings.register_profile("speerpunt", database=None, derandomize=True, deadline=None)
hypothesis.settings.load_profile("speerpunt")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")
    parser.addoption("--in-turns", action="store_true", help="of the walks over every address a part")


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", None)
    if worker is None:
        _prepare(config)
    else:
        # Each has a database of its own, so numbers of jobs come twice.
        settings.VAR = VAR / worker["workerid"]
        settings.VAR.mkdir(parents=True, exist_ok=True)
    # Tables from the models: `make check` sees that the migrations lead to the same, and every server that a test starts
    # is migrated.
    test_database = settings.DATABASES["default"].setdefault("TEST", {})
    test_database["MIGRATE"] = False
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        test_database["NAME"] = ":memory:"
    # What makes a password safe is that a check is slow; tests/config/test_settings.py sees that the site's checks are.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each visitor of a test has a site of its own, and to list its static files takes longer than most requests.
    settings.WHITENOISE_AUTOREFRESH = True
    # Visitors of tests sign in by cookie; tests/config/test_second_factor.py asks for the second step.
    settings.SECOND_FACTOR_IS_REQUIRED = False
    django.setup()


def _prepare(config: pytest.Config) -> None:
    os.environ.update(SPEERPUNT_VAR=str(VAR), SPEERPUNT_DATABASE_URL="")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
    catalogues.compile_into(VAR)
    (VAR / "tmp").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(VAR / "tmp"))
    if config.getoption("postgres"):
        os.environ["SPEERPUNT_DATABASE_URL"] = _postgres_url(config)


def _postgres_url(config: pytest.Config) -> str:
    given = os.environ.get("SPEERPUNT_TEST_POSTGRES_URL")
    binaries = postgresql.programs()
    if given or not binaries:
        return given or _skip_postgres()
    cluster = postgresql.Cluster(binaries)
    config.add_cleanup(cluster.stop)
    cluster.start()
    return cluster.url


def _skip_postgres() -> str:
    reason = (
        "Skipped on PostgreSQL: no server. Set SPEERPUNT_TEST_POSTGRES_URL, or install one: "
        "apt-get install postgresql (Debian, Ubuntu) or brew install postgresql (macOS)"
    )
    pytest.exit(reason, returncode=1 if IN_CI else 0)


# These start programs that find the database by themselves.
WITH_PROGRAMS = ("config", "operations", "databases")


def _knows_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("no_database"):
        return False
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return (
        bool(asks)
        or item.get_closest_marker("django_db") is not None
        or set(WITH_PROGRAMS) & set(item.path.parts) != set()
    )


@pytest.hookimpl(trylast=True)  # after the folders have marked their tests
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("postgres"):
        # The others ran already, on SQLite.
        apart = [item for item in items if not _knows_the_database(item)]
        items[:] = [item for item in items if _knows_the_database(item)]
        config.hook.pytest_deselected(items=apart)
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if not browser_tests or chromium.executable():
        return
    reason = f"Browser test skipped: no Chromium. Install it: {chromium.INSTALL}"
    if IN_CI:
        pytest.exit(reason, returncode=1)
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.together import SharersTogether

    return SharersTogether(config, log) if config.getvalue("dist") in {"load", "loadgroup"} else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it for waste, time and again, finds nothing."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of this machine, for Playwright's `executable_path`."""
    path = chromium.executable()
    assert path, "mark the test `browser`"
    return path
