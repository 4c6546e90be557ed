"""Organisations as CSV or XLSX."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Organisation
from ..queries.exchange import COLUMNS, Column, exported_values


def export_organisations(
    rows: QuerySet[Organisation],
    kind: str,
    slug: str,
    *,
    with_contact: bool,
    progress: Callable[[int], object] = lambda done: None,
) -> bytes:
    """A whole file. `with_contact` only for who may see ways to reach people."""
    columns = [column for column in COLUMNS if with_contact or not column.is_contact]
    headings = [str(column.title) for column in columns]
    return FORMATS[kind](headings, _rows(rows, columns, slug, progress))


def _rows(
    rows: QuerySet[Organisation], columns: Sequence[Column], slug: str, progress: Callable[[int], object]
) -> Iterator[Row]:
    labels = {column.name: _labels(column) for column in columns if column.choices}
    for values in exported_values(rows, slug):
        yield [_text(values[column.name], labels.get(column.name)) for column in columns]
        progress(1)


def _labels(column: Column) -> dict[str, str]:
    return {value: str(label) for value, label in column.choices.choices} if column.choices else {}


def _text(value: Any, labels: dict[str, str] | None) -> str:
    return cell_text(labels.get(value, value) if labels is not None else value)
