"""Turns the tables of a data file into rows, and says of every fault where it is and why.

A row is a frozen dataclass: its fields are the keys that the file may have, their types what may stand there.
`Annotated[str, Refers("organisation")]` is the id of a record elsewhere, and `Annotated[str, Names("organisation")]`
the id that this record gives itself. `notes` lists keys that stand in the files for people to read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ..problems import ExampleProblem, Fault
from ..services.example.identities import Refers

Row = TypeVar("Row")

WORDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date",
    dict: "a table",
    tuple: "a list",
}


class Refused(ValueError):
    """A value that cannot be what the row asks; the message says why."""


@dataclass(frozen=True)
class Reference:
    kind: str
    id: str
    at: tuple[str, str, str]


@dataclass
class Reader:
    """Reads records of several files, and keeps what was wrong and who refers to whom."""

    faults: list[Fault] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)

    def rows(self, kind: type[Row], records: Any, file: str) -> Iterator[Row]:
        if not isinstance(records, Sequence) or not all(isinstance(record, Mapping) for record in records):
            self.faults.append(Fault(file, "", "", "must be a list of tables"))
            return
        for number, record in enumerate(records, start=1):
            row = self.row(
                kind, record, file, str(record.get("id") or record.get("name") or f"record {number}")
            )
            if row is not None:
                yield row

    def row(self, kind: type[Row], record: Mapping[str, Any], file: str, name: str) -> Row | None:
        before = len(self.faults)
        read = self._table(kind, record, (file, name, ""))
        return read if len(self.faults) == before else None

    def finish(self) -> None:
        """An error with every fault of every file, or nothing."""
        for reference in self.references:
            if (reference.kind, reference.id) not in self.named:
                reason = f"there is no {reference.kind} “{reference.id}”"
                self.faults.append(Fault(*reference.at, reason))
        if self.faults:
            raise ExampleProblem(self.faults)

    def _table(self, kind: Any, record: Mapping[str, Any], at: tuple[str, str, str]) -> Any:
        file, name, above = at
        wanted, types = _fields(kind)
        values = {}
        for key in sorted(set(record) - set(wanted) - set(getattr(kind, "notes", ()))):
            self.faults.append(Fault(file, name, f"{above}{key}", "is not a key that is known here"))
        for key, declared in wanted.items():
            place = (file, name, f"{above}{key}")
            if key in record:
                values[key] = self._value(types[key], record[key], place)
            elif declared.default is MISSING and declared.default_factory is MISSING:
                self.faults.append(Fault(*place, "is missing"))
        complete = all(key in values or not _is_required(declared) for key, declared in wanted.items())
        return kind(**values) if complete else None

    def _value(self, kind: Any, value: Any, at: tuple[str, str, str]) -> Any:
        if get_origin(kind) is Annotated:
            return self._identity(kind, value, at)
        if is_dataclass(kind) and isinstance(value, Mapping):
            return self._table(kind, value, (at[0], at[1], f"{at[2]}."))
        if get_origin(kind) is tuple and isinstance(value, list):
            inner = get_args(kind)[0]
            return tuple(
                self._value(inner, each, (at[0], at[1], f"{at[2]}[{number}]"))
                for number, each in enumerate(value, start=1)
            )
        if get_origin(kind) in {Union, UnionType}:
            return self._value(next(part for part in get_args(kind) if part is not NoneType), value, at)
        try:
            return _plain(kind, value)
        except Refused as refused:
            self.faults.append(Fault(*at, str(refused)))
            return None

    def _identity(self, kind: Any, value: Any, at: tuple[str, str, str]) -> Any:
        base, mark = get_args(kind)
        read = self._value(base, value, at)
        if read and isinstance(mark, Refers):
            self.references.append(Reference(mark.kind, read, at))
        elif read and (mark.kind, read) in self.named:
            self.faults.append(Fault(*at, f"there is another {mark.kind} “{read}”"))
        elif read:
            self.named.add((mark.kind, read))
        return read


@cache
def _fields(kind: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {each.name: each for each in fields(kind)}, get_type_hints(kind, include_extras=True)


def _is_required(declared: Field[Any]) -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _plain(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind, value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    asked = get_origin(kind) or kind
    if not isinstance(value, asked) or (isinstance(value, bool) and asked is not bool):
        raise Refused(f"must be {WORDS.get(asked, 'a table')}, not {value!r}")
    return value


def _choice(kind: type[Enum], value: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        choices = ", ".join(str(each.value) for each in kind)
        raise Refused(f"must be one of {choices}; not {value!r}") from None
