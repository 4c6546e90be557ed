"""What a page costs when ten collectives share a database, beside one alone: `python -m benchmarks.collectives`.

The example is loaded once and then copied in the database itself, row by row with other numbers, so that the other nine
are as large. Prints a table for docs/benchmarks.md.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")

OTHERS = 9
# Each copy has its numbers in a range of its own; below what search can number.
APART = 10_000_000


def main() -> None:
    """In a database with the example: measures, copies, measures again; one JSON object."""
    django.setup()
    from benchmarks.pages import ACTIONS, add_many_actions, engine, get_wsgi_application, signed_in
    from speerpunt.core.models import Collective

    application = get_wsgi_application()
    add_many_actions(Collective.objects.get(slug="leiden"), ACTIONS)
    cookie = signed_in("lid@leiden.example")
    settle()
    alone = measured(application, cookie)
    for number in range(1, OTHERS + 1):
        copy_everything(number)
    settle()
    print(json.dumps({"engine": engine(), "alone": alone, "together": measured(application, cookie)}))


def measured(application: Any, cookie: str) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from benchmarks.pages import measure, pages

    return [asdict(measure(application, page, cookie)) for page in pages()]


def settle() -> None:
    """As the database does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def copy_everything(number: int) -> None:
    """Every row of the first collective once more, for a collective of its own. Guards stay where they are."""
    from django.db import connection, transaction

    from speerpunt.core.models import Collective

    first = Collective.objects.get(slug="leiden")
    with transaction.atomic(), connection.cursor() as cursor:
        copy = Collective.objects.create(
            pk=APART * number + first.pk, slug=f"stad-{number}", name=f"Stad {number}", city=f"Stad {number}"
        )
        # Rows come table by table; what they refer to is there at the end. A generic link is asked at once.
        cursor.execute("SET session_replication_role = replica")
        for statement in copies(first.pk, copy.pk, APART * number):
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def copies(first: int, copy: int, apart: int) -> Iterator[str]:
    from speerpunt.core.guards import collective_models

    ours = set(collective_models())
    for model in collective_models():
        yield _copy(model, ours, f"WHERE collective_id = {first}", {"collective_id": str(copy)}, apart)
        for relation in model._meta.local_many_to_many:
            through = relation.remote_field.through
            if through._meta.auto_created:
                yield _copy(through, ours, f"WHERE id < {APART}", {}, apart)
    yield (
        f"INSERT INTO core_searchtokens SELECT entry_id + {apart}, tokens FROM core_searchtokens "
        f"JOIN core_searchentry ON id = entry_id WHERE collective_id = {first}"
    )


def _copy(model: Any, ours: set[Any], limit: str, given: dict[str, str], apart: int) -> str:
    """With other numbers, also in what is to be unique in the whole installation."""
    columns, values = [], []
    for field in model._meta.local_concrete_fields:
        columns.append(f'"{field.column}"')
        values.append(given.get(field.column) or _value(field, ours, apart))
    table = f'"{model._meta.db_table}"'
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} {limit}"


def _value(field: Any, ours: set[Any], apart: int) -> str:
    column = f'"{field.column}"'
    if field.primary_key or field.related_model in ours or field.column == "object_id":
        return f"{column} + {apart}"
    if field.get_internal_type() == "UUIDField":
        return "gen_random_uuid()"
    if field.unique:
        return f"left({column}, {field.max_length} - 10) || {apart}"
    return column


def table() -> str:
    """Loads the example into a throw-away PostgreSQL, measures, and writes it down."""
    from benchmarks.__main__ import example, run
    from tests import postgresql

    binaries = postgresql.programs()
    if not binaries:
        sys.exit("No PostgreSQL on this machine.")
    cluster = postgresql.Cluster(binaries)
    try:
        cluster.start()
        with example(cluster.url, 9000) as (environment, _seconds):
            found = json.loads(run(environment, "benchmarks.collectives", "--inside").splitlines()[-1])
    finally:
        cluster.stop()
    lines = [
        f"{found['engine']}; Leiden alone, and beside nine others as large (`python -m benchmarks.collectives`).",
        "",
        "| page | visitor | alone ms | together ms | alone 95th | together 95th | queries alone | together |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for alone, together in zip(found["alone"], found["together"], strict=True):
        lines.append(
            f"| {alone['page']} | {alone['visitor']} | {alone['median_ms']} | {together['median_ms']} "
            f"| {alone['p95_ms']} | {together['p95_ms']} | {alone['queries']} | {together['queries']} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        main()
    else:
        print(table())
