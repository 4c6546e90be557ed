"""Questions of which the SQL is written once, and kept as `core.queries.once` keeps a condition: the database is asked each
time, Django no more than it takes to read the answer."""

from copy import copy
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import WhereNode

Row = TypeVar("Row", bound=Model)


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


class WrittenRows(Generic[Row]):
    """Of rows as objects, each time new ones, with what is read beside them (`select_related`, `only`)."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        query = rows.query.chain(_WrittenQuery)
        query.compiler = _WrittenCompiler(query, connection, connection.alias)
        query.compiler.write()
        # It stands in the SQL now, and takes most of the room.
        query.where = WhereNode()
        self._rows = rows.all()
        self._rows.query = query

    def ask(self) -> list[Row]:
        # Only so: what is asked of a queryset after this would not be in its SQL.
        return list(self._rows.all())


class _WrittenQuery(Query):
    compiler: "_WrittenCompiler"

    def get_compiler(
        self, using: Any = None, connection: Any = None, elide_empty: bool = True
    ) -> SQLCompiler:
        return self.compiler.on(connections[using])


class _WrittenCompiler(SQLCompiler):
    _written: tuple[str, tuple[Any, ...]] | None

    def write(self) -> None:
        try:
            self._written = super().as_sql()
        except EmptyResultSet:
            self._written = None

    def on(self, connection: Any) -> "_WrittenCompiler":
        """For whoever asks: a connection belongs to one thread."""
        found = copy(self)
        found.connection = connection
        return found

    def as_sql(self, *_given: Any, **_named: Any) -> tuple[str, tuple[Any, ...]]:
        if self._written is None:
            raise EmptyResultSet
        return self._written
