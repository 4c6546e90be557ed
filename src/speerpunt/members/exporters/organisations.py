"""Organisations as CSV or XLSX."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from ..models import Organisation
from ..queries.exchange import COLUMNS, Column, exported_values

# What a spreadsheet would calculate gets a quotation mark in front; so does what has such a mark already,
# so that the import can take exactly one away.
CALCULATED = re.compile(r"^'*[=+\-@\t\r]")
Row = Sequence[str]


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
    if value is None:
        return ""
    text = labels.get(value, str(value)) if labels is not None else str(value)
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def guarded(text: str) -> str:
    return f"'{text}" if CALCULATED.match(text) else text


def as_csv(headings: Row, rows: Iterable[Row]) -> bytes:
    """With semicolons and a byte order mark, as spreadsheets in this country read it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    writer.writerows([guarded(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(headings: Row, rows: Iterable[Row]) -> bytes:
    """Every cell is text, so that zeros in front stay and nothing is calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place in range(len(headings)):
        sheet.column_dimensions[_letter(place)].width = 18
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_guarded_cell(sheet, text) if CALCULATED.match(text) else text for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _guarded_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """Text by its type, so without a mark; only a mark of its own is doubled, for the import takes one away."""
    return _cell(sheet, guarded(text) if text.startswith("'") else text)


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = not bold
    if bold:
        cell.font = Font(bold=True)
    return cell


FORMATS: dict[str, Callable[[Row, Iterable[Row]], bytes]] = {"csv": as_csv, "xlsx": as_xlsx}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
