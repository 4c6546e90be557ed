"""The first sheet of an XLSX workbook as text, behind a guard: a workbook is a zip of XML and may be hostile."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from ..cells import decimal_text
from .limits import MOST_COLUMNS, MOST_ROWS, UploadProblem

MOST_PARTS = 500
MOST_UNPACKED = 32 * 1024 * 1024
MOST_SHARED_TEXT = 12 * 1024 * 1024
MOST_OTHER_PART = 4 * 1024 * 1024
MOST_RATIO = 150
MOST_ELEMENTS = 2_000_000
MOST_CELLS_IN_ROW = 200
MOST_NAMES = 5_000
MIDNIGHT = time()
# Outside these a number stands as programs write it, which no cell of ours takes for something else.
MOST_WHOLE, LEAST_WRITTEN_OUT = 10**15, Decimal("1e-9")
ZIP_START = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP_START)


def workbook_rows(content: bytes, note: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet that is shown, each with its number."""
    from openpyxl import load_workbook  # a third of a second, which only who brings a workbook waits for

    note.begin(_check_archive(content))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), book.worksheets[0])
        # What the file says of its own size is not to be believed.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            yield number, _texts(cells)
    except UploadProblem:
        raise
    except Exception as error:  # openpyxl has no error class of its own: any file may raise anything.
        raise UploadProblem(
            _("This workbook cannot be read. Open it, save it as XLSX and try again.")
        ) from error


def _texts(cells: tuple[Any, ...]) -> list[str]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """As somebody would type it who means exactly this value; nothing is padded or guessed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        value = value.date()
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _number(value: float, shown_as: str) -> str:
    """A workbook keeps 12 % as 0.12, and says in the format that it is shown otherwise."""
    is_percentage = "%" in (shown_as or "")
    exact = Decimal(repr(value)) * (100 if is_percentage else 1)
    if exact.is_finite() and exact == exact.to_integral_value() and abs(exact) < MOST_WHOLE:
        return f"{int(exact)}%" if is_percentage else str(int(exact))
    if not is_percentage and not MOST_WHOLE > abs(exact) > LEAST_WRITTEN_OUT:
        return repr(value)
    return f"{decimal_text(float(exact))}%" if is_percentage else _with_point(exact)


def _with_point(exact: Decimal) -> str:
    """Three decimals would look like thousands."""
    written = format(exact, "f")
    return f"{written}0" if len(written.partition(".")[2]) == 3 else written


def _check_archive(content: bytes) -> int:
    """Refuse what unpacks to too much, holds macros, or declares entities: before anything is parsed.

    Returns how many rows there are at most.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, len(content))
            rows = [
                _Inspection().of(archive, part) for part in parts if part.filename.endswith((".xml", ".rels"))
            ]
    except UploadProblem:
        raise
    except Exception as error:  # A damaged archive may raise anything from zlib to expat.
        raise UploadProblem(_("This workbook is damaged. Open it, save it as XLSX and try again.")) from error
    return max(rows)


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UploadProblem(_("This workbook holds macros. Save it as XLSX without macros and try again."))
    if "xl/workbook.xml" not in names:
        raise UploadProblem(_("This is not an XLSX workbook. Save it as CSV or XLSX and try again."))
    unpacked = sum(part.file_size for part in parts)
    is_too_large = (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_RATIO * max(packed, 1)
        or any(part.file_size > _most(part.filename.lower()) for part in parts)
    )
    if is_too_large:
        raise UploadProblem(_too_much())


def _most(name: str) -> int:
    if name.startswith("xl/worksheets/"):
        return MOST_UNPACKED
    return MOST_SHARED_TEXT if name.endswith("sharedstrings.xml") else MOST_OTHER_PART


class _Inspection:
    """Walks through one part without keeping anything; stops at what no honest workbook holds."""

    def __init__(self) -> None:
        self.elements = self.rows = self.cells_in_row = self.names = 0

    def start_element(self, name: str, _attributes: object) -> None:
        self.elements += 1
        local = name.rpartition(":")[2]
        if local == "row":
            self.rows += 1
            self.cells_in_row = 0
        elif local == "c":
            self.cells_in_row += 1
        elif local == "definedName":
            self.names += 1
        if (
            self.elements > MOST_ELEMENTS
            or self.rows > MOST_ROWS + 1
            or self.cells_in_row > MOST_CELLS_IN_ROW
            or self.names > MOST_NAMES
        ):
            raise UploadProblem(_too_much())

    def start_document_type(self, *_declared: object) -> None:
        raise UploadProblem(_("This workbook holds things that do not belong in one. It was refused."))

    def of(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
        """Returns how many rows it has."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start_element
        parser.StartDoctypeDeclHandler = self.start_document_type
        with archive.open(part) as source:
            parser.ParseFile(source)
        return self.rows


def _too_much() -> str:
    return _("This workbook unpacks to too much. Keep one sheet with values and try again.")
