"""A condition that is put into SQL once, and not again for each question that it stands in.

What somebody may see is a long condition, and a page asks it in twenty questions: of its rows, its number, its filters, its
panels. Django copies it at each step of a question and writes it out anew for each; that took longer than the answer.
"""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql.where import WhereNode

Row = TypeVar("Row", bound=Model)
# Of one condition: questions that name tables otherwise (in a question within a question) are few.
MOST_NAMINGS = 64


def compiled_once(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The same rows, by a condition that is written out once for as long as they are kept."""
    where = rows.query.where
    if rows.query.is_empty() or not where.children:
        return rows
    kept = rows.all()
    kept.query.where = WhereNode([CompiledOnce(where)])
    return kept


class CompiledOnce:
    """One leaf of a condition, as `WhereNode` wants its leaves. Nobody changes what is in it."""

    contains_aggregate = False
    contains_over_clause = False
    is_summary = False

    def __init__(self, node: WhereNode) -> None:
        self._node = node
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}
        self._renamed: dict[tuple[tuple[str, str], ...], CompiledOnce] = {}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if connection.alias not in self._written:
            sql, params = compiler.compile(self._node)
            self._written[connection.alias] = sql, tuple(params)
        return self._written[connection.alias]

    def relabeled_clone(self, change_map: dict[str | None, str]) -> "CompiledOnce":
        """With other names for its tables, as in a question within a question."""
        names = tuple(sorted((str(old), new) for old, new in change_map.items()))
        if names not in self._renamed:
            if len(self._renamed) >= MOST_NAMINGS:
                self._renamed.clear()
            self._renamed[names] = CompiledOnce(self._node.relabeled_clone(change_map))
        return self._renamed[names]

    def replace_expressions(self, replacements: dict[Any, Any]) -> Any:
        return self._node.replace_expressions(replacements) if replacements else self

    def get_source_expressions(self) -> list[Any]:
        return [self._node]

    def get_group_by_cols(self) -> list[Any]:
        found: list[Any] = self._node.get_group_by_cols()
        return found

    def get_refs(self) -> set[str]:
        found: set[str] = self._node.get_refs()
        return found
