"""What a command answers: the same facts as JSON and as text."""

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tqdm import tqdm

Row = Sequence[Any]


@dataclass(frozen=True)
class Table:
    """Rows under heads; numbers to the right."""

    heads: Sequence[str]
    rows: Sequence[Row]

    def lines(self) -> Iterator[str]:
        """
        >>> print("\\n".join(Table(("area", "minutes"), [("west", 10.0), ("east", 2.5)]).lines()))
        area  minutes
        west     10.0
        east      2.5
        """
        cells = [list(self.heads), *([_cell(value) for value in row] for row in self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.heads))]
        is_number = [
            all(isinstance(row[column], int | float) for row in self.rows) and bool(self.rows)
            for column in range(len(self.heads))
        ]
        for row in cells:
            padded = (
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(row, widths, is_number, strict=True)
            )
            yield "  ".join(padded).rstrip()


@dataclass(frozen=True)
class Answer:
    """`facts` are the JSON answer; `text` are the lines and tables for people."""

    facts: dict[str, Any]
    text: Sequence[str | Table] = field(default=())

    def as_json(self) -> Any:
        return plain(self.facts)

    def as_text(self) -> Iterator[str]:
        for part in self.text:
            if isinstance(part, Table):
                yield from part.lines()
            else:
                yield part


def plain(value: Any) -> Any:
    """What JSON can hold: arrays as lists, and null for what is infinite or not known.

    >>> plain({"minutes": float("inf"), "areas": ("a",)})
    {'minutes': None, 'areas': ['a']}
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return (
            ""
            if math.isnan(value)
            else f"{value:,.1f}"
            if abs(value) >= 0.05 or value == 0
            else f"{value:.2g}"
        )
    return f"{value:,}" if isinstance(value, int) else str(value)


def progress(total: float | None, unit: str, *, is_shown: bool) -> "tqdm[Any]":
    """A bar on standard error; none where nobody looks, or where JSON is asked."""
    return tqdm(
        total=total, unit=unit, disable=not (is_shown and sys.stderr.isatty()), file=sys.stderr, leave=False
    )
