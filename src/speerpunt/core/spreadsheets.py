"""Tables as CSV or XLSX, in which nothing is calculated."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a third of a second at every start; most processes never write a workbook
    from openpyxl.cell import WriteOnlyCell

# What a spreadsheet would calculate gets a quotation mark in front; so does what has such a mark already,
# so that the import can take exactly one away.
CALCULATED = re.compile(r"^'*[=+\-@\t\r]")
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Row = Sequence[str]


def cell_text(value: Any) -> str:
    """Without the signs that no spreadsheet takes."""
    return "" if value is None else CONTROL_SIGNS.sub("", str(value))


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
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 18
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_guarded_cell(sheet, text) if CALCULATED.match(text) else text for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guarded_cell(sheet: Any, text: str) -> "WriteOnlyCell":
    """Text by its type, so without a mark; only a mark of its own is doubled, for the import takes one away."""
    return _cell(sheet, guarded(text) if text.startswith("'") else text)


def _cell(sheet: Any, text: str, *, bold: bool = False) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

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
