"""Where the data live: an SQLite file by default, PostgreSQL when SPEERPUNT_DATABASE_URL says so."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEEP_CONNECTION_SECONDS = 600
# Conditions of sight are long, so PostgreSQL thinks that a question is worth compiling: a tenth of a second
# before an answer that takes a hundredth.
NO_COMPILING = "-c jit=off"
POSTGRESQL_SCHEMES = ("postgres", "postgresql")


def database_from_environment(var: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The default entry of Django's DATABASES."""
    address = environment.get("SPEERPUNT_DATABASE_URL", "")
    return _postgresql(urlsplit(address)) if address else _sqlite(var / "speerpunt.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "speerpunt.core.databases.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
    }


def _postgresql(address: SplitResult) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?sslmode=require; `host=/folder` means a socket."""
    if address.scheme not in POSTGRESQL_SCHEMES:
        raise ImproperlyConfigured(
            "SPEERPUNT_DATABASE_URL must start with postgresql://. Leave it out to use SQLite."
        )
    options = {"options": NO_COMPILING, **dict(parse_qsl(address.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.removeprefix("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": options.pop("host", unquote(address.hostname or "")),
        "PORT": options.pop("port", str(address.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }
