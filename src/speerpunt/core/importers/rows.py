"""Rows of a table become rows of one of our sheets, with every problem named by line and column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..cells import CellProblem
from ..sheets import RowProblem, Sheet, SheetRow
from .matching import cells_of

NumberedRow = tuple[int, Sequence[str]]


def read_rows(
    sheet: Sheet,
    rows: Iterable[NumberedRow],
    matching: Mapping[str, int],
    options: Mapping[str, str] | None = None,
) -> tuple[list[SheetRow], list[RowProblem]]:
    """Sound rows, and what is wrong with the others. `options` count where the file does not say."""
    sound: list[SheetRow] = []
    problems: list[RowProblem] = []
    for line, row in rows:
        values, found = _read_row(sheet, line, cells_of(row, matching), options or {})
        problems.extend(found)
        if not found:
            sound.append(SheetRow(line, values))
    return sound, problems


def _read_row(
    sheet: Sheet, line: int, cells: Mapping[str, str], options: Mapping[str, str]
) -> tuple[dict[str, Any], list[RowProblem]]:
    """An empty cell says nothing: what we know already stays."""
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []
    for column in sheet.columns:
        cell = cells.get(column.name, "")
        if not cell.strip():
            continue
        try:
            values[column.name] = column.cell.value_of(cell)
        except CellProblem as problem:
            problems.append(RowProblem(line, str(column.title), str(problem)))
    if not problems:
        contradictions = sheet.check(values, options)
        problems = [
            RowProblem(line, str(sheet.column(name).title), message) for name, message in contradictions
        ]
    return values, problems
