"""Rows of text tables (CSV), each value with the line it stands on."""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from ..problems import InputProblem

TRUE, FALSE = {"1", "true", "yes", "t", "y"}, {"0", "false", "no", "f", "n"}


@dataclass(frozen=True)
class Row:
    """One row: its values by column name in lower case.

    >>> row = Row("link.csv", 2, {"capacity": "1.800", "lanes": "two"})
    >>> row.number("capacity")
    1.8
    >>> row.number("lanes")
    Traceback (most recent call last):
    ...
    speerpunt.engine.problems.InputProblem: link.csv, line 2: lanes is 'two', which is no number
    """

    source: str
    line: int
    values: Mapping[str, str]
    decimal_comma: bool = False

    def problem(self, reason: str) -> InputProblem:
        return InputProblem(reason, self.source, f"line {self.line}")

    def text(self, column: str, default: str = "") -> str:
        return self.values.get(column, "") or default

    def needed(self, column: str) -> str:
        value = self.text(column)
        if not value:
            raise self.problem(f"{column} is empty")
        return value

    def number(self, column: str, default: float | None = None, least: float = 0.0) -> float:
        """A finite number of at least `least`; `default` where the value is empty, else it must be there."""
        text = self.text(column)
        if not text and default is not None:
            return default
        return parse_number(self.needed(column), column, self, least=least)

    def flag(self, column: str, default: bool | None = None) -> bool:
        text = self.text(column).lower()
        if not text and default is not None:
            return default
        if text not in TRUE | FALSE:
            raise self.problem(f"{column} is {text!r}; it must be 0 or 1")
        return text in TRUE


def parse_number(text: str, what: str, row: Row, least: float = 0.0) -> float:
    try:
        value = float(text.replace(",", ".") if row.decimal_comma else text)
    except ValueError:
        raise row.problem(f"{what} is {text!r}, which is no number") from None
    if not math.isfinite(value) or value < least:
        wanted = "a finite number" if least == -math.inf else f"{least:g} or more"
        raise row.problem(f"{what} is {text}; it must be {wanted}")
    return value


def read_rows(file: Path, required: Iterable[str] = ()) -> list[Row]:
    """The rows under the header. Separated by comma, semicolon (then a comma may be the decimal sign) or tab.

    Raises:
        InputProblem: the file cannot be read, a column is missing or twice there, a row has too many values.
    """
    numbered, comma = read_cells(file)
    if not numbered:
        raise InputProblem("the file is empty", source=file.name)
    first, names = numbered[0]
    header = [name.lower() for name in names]
    for name in header:
        if name and header.count(name) > 1:
            raise InputProblem(f"column {name!r} is there twice", file.name, f"line {first}")
    missing = [name for name in required if name not in header]
    if missing:
        raise InputProblem(f"column {', '.join(missing)} is missing", file.name, f"line {first}")
    rows = []
    for line, cells in numbered[1:]:
        if any(cells[len(header) :]):
            raise InputProblem(f"{len(cells)} values under {len(header)} columns", file.name, f"line {line}")
        rows.append(Row(file.name, line, dict(zip(header, cells, strict=False)), comma))
    return rows


def read_cells(file: Path) -> tuple[list[tuple[int, list[str]]], bool]:
    """All rows that are not empty with their line, and whether a comma is the decimal sign. Remarks are passed over."""
    lines = read_text(file).splitlines(keepends=True)
    first = len(_remarks(lines))
    delimiter = _delimiter(lines[first] if lines[first:] else "")
    reader = csv.reader(lines[first:], delimiter=delimiter, strict=True)
    numbered = []
    start = first + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                numbered.append((start, [cell.strip() for cell in cells]))
            start = first + reader.line_num + 1
    except csv.Error as error:
        raise InputProblem(str(error), file.name, f"line {start}") from error
    return numbered, delimiter == ";"


def read_remarks(file: Path) -> tuple[str, ...]:
    """What stands above the table in lines that begin with `#`."""
    return tuple(line.lstrip("#").strip() for line in _remarks(read_text(file).splitlines()))


def _remarks(lines: list[str]) -> list[str]:
    return list(takewhile(lambda line: line.startswith("#"), lines))


def read_text(file: Path) -> str:
    """The text of a file, which must be UTF-8.

    Raises:
        InputProblem: it is not there, or is no text.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputProblem(error.strerror or str(error), source=str(file)) from error
    except UnicodeDecodeError as error:
        raise InputProblem("this is not a text file in UTF-8", source=file.name) from error
    if "\0" in text:
        raise InputProblem("this is not a text file", source=file.name)
    return text


def write_rows(
    file: Path, header: Sequence[str], rows: Iterable[Sequence[object]], remarks: Iterable[str] = ()
) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {' '.join(remark.split())}\n" for remark in remarks)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)
