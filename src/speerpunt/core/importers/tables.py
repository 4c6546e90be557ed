"""A file as a table of text: CSV in the encodings that people have, or the first sheet of a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..services.progress import Unnoted
from ..sheets import Table
from .limits import LONGEST_CELL, MOST_COLUMNS, UploadProblem, check_shape, check_size
from .workbooks import is_workbook, workbook_rows

DELIMITERS = ";,\t|"
SAMPLE_ROWS = 20
SAMPLE_SIGNS = 200_000
# Every cell of a row as long as it may be, with its quotation marks.
LONGEST_LINE = MOST_COLUMNS * (LONGEST_CELL + 3)
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_table(content: bytes, note: Any = None) -> Table:
    """The table in a file; raises UploadProblem with what is wrong and what to do.

    On `note` it says how many rows there are, and how many of them are read.
    """
    check_size(len(content))
    note = note or Unnoted()
    rows = workbook_rows(content, note) if is_workbook(content) else _csv_rows(_decoded(content), note)
    return _as_table(rows, note)


def _as_table(numbered: Iterable[tuple[int, list[str]]], note: Any) -> Table:
    headings: list[str] | None = None
    rows: list[tuple[int, list[str]]] = []
    for seen, (line, cells) in enumerate(numbered):
        check_shape(line, seen, cells)
        note.add(1)
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = [cell.strip() for cell in cells]
        else:
            rows.append((line, cells))
    if headings is None or not rows:
        raise UploadProblem(
            _("The file has no rows below its headings. Check that you chose the right file.")
        )
    return Table(headings, rows)


def _decoded(content: bytes) -> str:
    text = _text_of(content)
    if "\x00" in text:
        raise UploadProblem(_("This is not a text file or a workbook. Save it as CSV or XLSX and try again."))
    return text


def _text_of(content: bytes) -> str:
    """By its mark; else UTF-8 where it is that; else the encoding of Windows in Western Europe."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise UploadProblem(_("The file is damaged: its text cannot be read. Save it again.")) from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UploadProblem(_("The signs in this file cannot be read. Save it as CSV in UTF-8.")) from None


def _csv_rows(text: str, note: Any) -> Iterator[tuple[int, list[str]]]:
    delimiter, text, skipped = _named_delimiter(text)
    note.begin(text.count("\n"))
    _check_lines(text)
    delimiter = delimiter or _delimiter_of(text[:SAMPLE_SIGNS])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1 + skipped
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1 + skipped
    except csv.Error:
        raise UploadProblem(
            _("Line %(line)d cannot be read. Look for a quotation mark that is not closed.") % {"line": line}
        ) from None


def _check_lines(text: str) -> None:
    """Before they are cut into cells: millions of cells on one line would cost more than the whole file."""
    for number, line in enumerate(io.StringIO(text), start=1):
        if len(line) > LONGEST_LINE:
            raise UploadProblem(
                _("Line %(line)d has more than %(most)d columns. Remove the columns that are not needed.")
                % {"line": number, "most": MOST_COLUMNS}
            )


def _named_delimiter(text: str) -> tuple[str, str, int]:
    """Spreadsheets sometimes say on the first line what parts the cells: `sep=;`."""
    first, _newline, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest, 1
    return "", text, 0


def _delimiter_of(text: str) -> str:
    """The sign that gives the most columns, and the same number on the most lines."""
    return max(DELIMITERS, key=lambda sign: _score(text, sign))


def _score(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row, _number in zip(reader, range(SAMPLE_ROWS), strict=False) if row]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] == 1:
        return (0, 0)
    return (sum(width == widths[0] for width in widths) * min(widths[0], 99), widths[0])
