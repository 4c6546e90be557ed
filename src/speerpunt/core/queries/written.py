"""A question for plain values of which the SQL is written once, and kept as `core.queries.once` keeps a condition."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


class Written:
    """Of numbers and texts only: the database gives them as they are.

    Django takes one or two milliseconds to put a question for a choice of a filter into SQL, and the database a tenth of that
    to answer.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        """`rows` with `values_list`."""
        try:
            self._sql, self._values = rows.query.sql_with_params()
        except EmptyResultSet:
            self._sql, self._values = "", ()

    def ask(self) -> list[tuple[Any, ...]]:
        if not self._sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
