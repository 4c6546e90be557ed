"""Tables as they are after migrations, made at once: one migration after the other takes most of a minute, because
Django draws all models anew at each change of a table."""

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

Migrations = Iterable[tuple[str, str]]


def is_bare() -> bool:
    """Nothing was ever made in this database."""
    own = MigrationRecorder.Migration._meta.db_table
    return not {*connection.introspection.table_names()} - {own} and not applied()


def applied() -> set[tuple[str, str]]:
    return {*MigrationRecorder(connection).applied_migrations()}


def lay_tables(migrations: Migrations | None = None) -> None:
    """Empty ones, in a bare database, all or none; without a list as they are after every migration."""
    executor = MigrationExecutor(connection)
    through = sorted(executor.loader.graph.nodes if migrations is None else migrations)
    models = executor.loader.project_state(through).apps.get_models()
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for app, name in through:
            executor.recorder.record_applied(app, name)
