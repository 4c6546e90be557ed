"""An upload becomes a table with its columns recognised."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from ..services.progress import Unnoted
from ..sheets import Sheet, Table
from .matching import guessed_matching
from .tables import read_table
from .workbooks import is_workbook

# What takes longer than half a second to read is read behind the scenes.
QUICK_BYTES = 1024 * 1024
SHEETS = ("xl/worksheets/", "xl/sharedstrings")


@dataclass(frozen=True)
class Upload:
    table: Table
    matching: dict[str, int]
    # It had a column for each year, and has a row for each number now.
    is_unfolded: bool


def read_upload(sheet: Sheet, content: bytes, note: Any = None) -> Upload:
    """Raises UploadProblem with what is wrong and what to do."""
    table = read_table(content, note or Unnoted())
    unfolded = sheet.unfold(table)
    table = unfolded or table
    return Upload(table, guessed_matching(sheet.columns, table.headings), unfolded is not None)


def is_quick(content: bytes) -> bool:
    """Whether somebody can wait for it to be read. A workbook costs what it unpacks to."""
    if not is_workbook(content):
        return len(content) <= QUICK_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [
                part.file_size for part in archive.infolist() if part.filename.lower().startswith(SHEETS)
            ]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True  # reading it says what is the matter
    return sum(sizes) <= QUICK_BYTES
