from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from speerpunt.config.databases import database_from_environment

VAR = Path("/srv/speerpunt/var")


def postgresql(address):
    entry = database_from_environment(VAR, {"SPEERPUNT_DATABASE_URL": address})
    return {key: entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}


def test_a_file_in_var_is_the_default():
    entry = database_from_environment(VAR, {})
    assert entry["ENGINE"] == "speerpunt.core.databases.sqlite3"
    assert entry["NAME"] == "/srv/speerpunt/var/speerpunt.sqlite3"


def test_an_address_leads_to_postgresql():
    assert postgresql("postgresql://ol:p%40ss@db.example:5433/leiden?sslmode=require") == {
        "NAME": "leiden",
        "USER": "ol",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"options": "-c jit=off", "sslmode": "require"},
    }


def test_an_address_may_lead_to_a_socket():
    assert postgresql("postgresql://ol@/leiden?host=/run/postgresql") == {
        "NAME": "leiden",
        "USER": "ol",
        "PASSWORD": "",
        "HOST": "/run/postgresql",
        "PORT": "",
        "OPTIONS": {"options": "-c jit=off"},
    }


def test_an_address_may_ask_for_settings_of_the_database():
    assert postgresql("postgresql://ol@/leiden?options=-c%20work_mem%3D64MB")["OPTIONS"] == {
        "options": "-c work_mem=64MB"
    }


def test_another_kind_of_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="must start with postgresql://"):
        postgresql("mysql://localhost/leiden")
