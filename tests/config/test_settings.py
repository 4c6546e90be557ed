"""What the code reads from the environment, and what the manual says, are the same."""

import re
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hashers_by_algorithm
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from speerpunt.config import settings as of_the_site

PROJECT = Path(__file__).resolve().parents[2]
MANUAL = (PROJECT / "docs" / "operations.md").read_text()
READ_BY = [
    *sorted((PROJECT / "src").rglob("*.py")),
    *sorted((PROJECT / "tests").rglob("*.py")),
    *sorted((PROJECT / "tools").iterdir()),
    *sorted((PROJECT / "benchmarks").glob("*.py")),
    PROJECT / "frontend" / "build.mjs",
    PROJECT / "Makefile",
]
NAME = re.compile(r"\bSPEERPUNT_[A-Z0-9_]+\b")
ROW = re.compile(r"^\| (`[^|]+`) \|", re.MULTILINE)


def listed():
    """`A_B`, `_C` in one row is A_B and A_C."""
    for row in ROW.findall(MANUAL):
        first, *others = re.findall(r"`([A-Z0-9_]+)`", row)
        yield first
        yield from (first.rpartition("_")[0] + other for other in others)


def test_every_variable_that_the_code_reads_is_in_the_manual_and_no_other():
    here = Path(__file__).resolve()
    read = {
        name
        for file in READ_BY
        if file.is_file() and file.resolve() != here
        for name in NAME.findall(file.read_text())
    }
    assert sorted(read) == sorted(set(listed()))


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("base-BXY22JBL.js", True),
        ("source-sans-3-latin-wght-normal-7ARQTPZU.woff2", True),
        ("maplibre-worker-6.17.0.mjs", True),
        ("app.css", False),
        ("base.js", False),
    ],
)
def test_a_browser_keeps_what_is_named_after_its_contents(name, is_kept):
    served = WhiteNoiseMiddleware(lambda request: None)
    assert bool(served.immutable_file_test("", f"/static/speerpunt/{name}")) is is_kept


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/gezond/", 200), ("/account/aanmelden/", 301)])
def test_whoever_watches_the_server_needs_no_tls_and_everybody_else_does(path, status, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == status


def test_a_guess_at_a_stolen_password_takes_long_outside_the_tests():
    hashers = getattr(of_the_site, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    with override_settings(PASSWORD_HASHERS=hashers):
        first = next(iter(get_hashers_by_algorithm().values()))
    assert isinstance(first, PBKDF2PasswordHasher)
    assert first.iterations >= 600_000


@pytest.mark.django_db
def test_every_page_says_that_only_our_own_code_runs(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
