"""What one gets without building a search: `icontains` over the same texts, and the full-text search of the database.

Both get the papers and organisations that the visitor may see, count them and take the first five of each, without
snippets or a page. Neither knows of parts of a compound or of slips of the pen.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from speerpunt.documents.models import Document
from speerpunt.documents.queries import documents_visible_to
from speerpunt.members.models import Organisation
from speerpunt.members.queries.organisations import organisations_visible_to

FEW = 5
SQLITE = (
    "CREATE VIRTUAL TABLE plain_words USING fts5(title, body, content='', tokenize='unicode61')",
    "INSERT INTO plain_words (rowid, title, body) SELECT id, title, names || ' ' || text FROM core_searchentry",
)
POSTGRESQL = (
    (
        "CREATE TABLE plain_words AS SELECT id, setweight(to_tsvector('dutch', title), 'A') || "
        "to_tsvector('dutch', names || ' ' || text) AS words FROM core_searchentry"
    ),
    "CREATE INDEX ON plain_words USING gin (words)",
    "ANALYZE plain_words",
)
KINDS: tuple[tuple[type[Any], Callable[[Any], QuerySet[Any]]], ...] = (
    (Document, documents_visible_to),
    (Organisation, organisations_visible_to),
)
# The best few of a kind in sight, and how many there are.
ASK_SQLITE = (
    "WITH hits AS MATERIALIZED (SELECT rowid AS id, bm25(plain_words, 3, 1) AS score FROM plain_words "
    "WHERE plain_words MATCH %s) SELECT entry.object_id, count(*) OVER () FROM hits JOIN core_searchentry entry "
    "USING (id) WHERE entry.kind = %s AND entry.object_id IN ({visible}) ORDER BY hits.score LIMIT 5"
)
ASK_POSTGRESQL = (
    "SELECT entry.object_id, count(*) OVER () FROM plain_words JOIN core_searchentry entry "
    "ON entry.id = plain_words.id, plainto_tsquery('dutch', %s) AS asked WHERE plain_words.words @@ asked "
    "AND entry.kind = %s AND entry.object_id IN ({visible}) ORDER BY ts_rank(plain_words.words, asked) DESC LIMIT 5"
)


def by_icontains(user: Any, text: str) -> int:
    words = text.split()
    papers = _with_words(documents_visible_to(user), words, "name", "current__stored__text")
    places = ("name", "description", "street", "postcode", "city")
    return _counted(papers) + _counted(_with_words(organisations_visible_to(user), words, *places))


def _with_words(rows: QuerySet[Any], words: list[str], *fields: str) -> QuerySet[Any]:
    for word in words:
        anywhere = Q(pk__in=())
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def _counted(rows: QuerySet[Any]) -> int:
    list(rows.order_by("-pk")[:FEW])
    return rows.count()


def build_full_text() -> None:
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def by_full_text(user: Any, text: str) -> int:
    is_sqlite = connection.vendor == "sqlite"
    asked = " ".join(f'"{word}"' for word in text.split()) if is_sqlite else text
    counted = 0
    for model, visible_to in KINDS:
        visible, values = visible_to(user).order_by().values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            statement = (ASK_SQLITE if is_sqlite else ASK_POSTGRESQL).format(visible=visible)
            cursor.execute(statement, [asked, model._meta.label_lower, *values])
            found = cursor.fetchall()
        list(model._default_manager.filter(pk__in=[pk for pk, _count in found]))
        counted += found[0][1] if found else 0
    return counted
