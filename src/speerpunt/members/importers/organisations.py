"""Rows of a table become rows of organisations, with every problem named by line and column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..enums import SbiVersion
from ..queries.exchange import (
    COLUMN_BY_NAME,
    FIELDS,
    OWN_ID,
    UMBRELLAS,
    OrganisationRow,
    RowProblem,
    split_names,
)
from .cells import CellProblem, unguarded, value_of
from .matching import cells_of

NumberedRow = tuple[int, Sequence[str]]


def read_organisations(
    rows: Iterable[NumberedRow], matching: Mapping[str, int], *, sbi_version: str = ""
) -> tuple[list[OrganisationRow], list[RowProblem]]:
    """Sound rows, and what is wrong with the others. `sbi_version` counts where the file does not say."""
    sound: list[OrganisationRow] = []
    problems: list[RowProblem] = []
    for line, row in rows:
        read, found = _read_row(line, cells_of(row, matching), sbi_version)
        problems.extend(found)
        if not found:
            sound.append(read)
    return sound, problems


def _read_row(
    line: int, cells: Mapping[str, str], sbi_version: str
) -> tuple[OrganisationRow, list[RowProblem]]:
    """An empty cell says nothing: what we know already stays."""
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []
    for name in FIELDS:
        if not cells.get(name, "").strip():
            continue
        try:
            values[name] = value_of(name, cells[name])
        except CellProblem as problem:
            problems.append(RowProblem(line, _title(name), str(problem)))
    if not problems:
        if values.get("sbi_code"):
            values.setdefault("sbi_version", sbi_version)
        problems = [RowProblem(line, _title(name), message) for name, message in _contradictions(values)]
    row = OrganisationRow(
        line, values, split_names(unguarded(cells.get(UMBRELLAS, ""))), cells.get(OWN_ID, "").strip()
    )
    return row, problems


def _title(name: str) -> str:
    return str(COLUMN_BY_NAME[name].title)


def _contradictions(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if values.get("sbi_code") and not values.get("sbi_version"):
        yield (
            "sbi_version",
            _("An SBI code needs its edition, 2008 or 2025. Add it, or choose one for the whole file."),
        )
    if values.get("sbi_version") == SbiVersion.SBI_2025 and len(values.get("sbi_code", "00000")) != 5:
        yield "sbi_code", _("A code of SBI 2025 has five digits. Check the code, or the edition.")
    if ("latitude" in values) != ("longitude" in values):
        yield "latitude", _("Give both latitude and longitude, or neither.")
    if values.get("branch_number") and not values.get("kvk_number"):
        yield "kvk_number", _("A branch number needs its KVK number.")
