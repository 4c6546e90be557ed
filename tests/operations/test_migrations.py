"""Tables that are made at once are those to which every migration leads, one after the other."""

import pytest
from django.apps import apps

from tests import migrated
from tests.journeys.site import Server

from .backups import new_folder
from .ledger import ask, own_database, shape_of


@pytest.fixture
def migrate(prepared, database_url, tmp_path, django_db_blocker):
    """Another database, migrated with these options: its shape, and how much each table holds by itself."""

    def one(*options):
        with django_db_blocker.unblock(), own_database(database_url) as url:
            server = Server(new_folder(tmp_path / "-".join(("nieuw", *options)), like=prepared.var), url)
            migrated.migrate(server.environment, *options)
            return shape_of(server.var, url), counts(server.var, url)

    return one


def counts(var, url):
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    question = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM {name}" for name in tables)
    return dict(ask(var, url, f"{question} UNION ALL SELECT 'migrations', COUNT(*) FROM django_migrations"))


def test_the_tables_are_those_that_the_migrations_make(migrate):
    (shape, held), (shape_one_by_one, held_one_by_one) = migrate(), migrate("--one-by-one")
    assert shape == shape_one_by_one
    assert held == held_one_by_one
    assert held["migrations"] > len(apps.get_models()) / 4
