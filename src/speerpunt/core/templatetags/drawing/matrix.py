"""Shades of a matrix: darker where things pile up, and the number says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil

from django.utils.safestring import SafeString, mark_safe

SHADES = 5


@dataclass(frozen=True)
class Heading:
    title: str
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """`label` is read aloud instead of the bare number, as in "3 projects: energy, De Waard"."""

    count: int
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class MatrixRow:
    title: str
    url: str = ""
    cells: Sequence[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class ShadedCell:
    cell: Cell
    shade: str


@dataclass(frozen=True)
class ShadedRow:
    row: MatrixRow
    cells: list[ShadedCell]
    total: int

    def cells_html(self) -> SafeString:
        """Written here: a template takes ten times as long over a hundred cells."""
        return mark_safe("".join([_cell_html(shaded.cell, shaded.shade) for shaded in self.cells]))


@dataclass(frozen=True)
class ShadedMatrix:
    columns: Sequence[Heading]
    rows: list[ShadedRow]
    totals: list[int]


def shade_matrix(columns: Sequence[Heading], rows: Sequence[MatrixRow]) -> ShadedMatrix:
    most = _usual_most([cell.count for row in rows for cell in row.cells])
    return ShadedMatrix(
        columns=columns,
        rows=[
            ShadedRow(
                row=row,
                cells=[ShadedCell(cell, _shade(cell.count, most)) for cell in row.cells],
                total=sum(cell.count for cell in row.cells),
            )
            for row in rows
        ],
        totals=[sum(row.cells[place].count for row in rows) for place in range(len(columns))],
    )


def _cell_html(cell: Cell, shade: str) -> str:
    if not cell.count:
        return f'<td class="{shade}"><span>·</span></td>'
    if not cell.url:
        return f'<td class="{shade}"><span>{cell.count}</span></td>'
    label = f' aria-label="{escape(cell.label)}"' if cell.label else ""
    return f'<td class="{shade}"><a href="{escape(cell.url)}"{label}>{cell.count}</a></td>'


def _usual_most(counts: Sequence[int]) -> int:
    """One cell that towers above the rest (the whole city) must not make all others pale."""
    filled = sorted(count for count in counts if count)
    return filled[int(0.9 * (len(filled) - 1))] if filled else 0


def _shade(count: int, most: int) -> str:
    """With small numbers a one stays light: the darkest shade begins at five."""
    return f"s{min(ceil(count * SHADES / max(most, SHADES)), SHADES)}" if count else ""
