"""Rows of one of our sheets as CSV or XLSX."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..sheets import Column
from ..spreadsheets import FORMATS, Row, cell_text


def export_rows(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    kind: str,
    *,
    with_reserved: bool = True,
    progress: Callable[[int], object] = lambda done: None,
) -> bytes:
    """A whole file. `with_reserved` only for who may see those columns on the pages."""
    chosen = [column for column in columns if with_reserved or not column.is_reserved]
    headings = [str(column.title) for column in chosen]
    return FORMATS[kind](headings, _rows(chosen, rows, progress))


def _rows(
    columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], progress: Callable[[int], object]
) -> Iterator[Row]:
    for values in rows:
        yield [cell_text(column.cell.text_of(values[column.name])) for column in columns]
        progress(1)
