"""A kind of table that comes in and goes out. Each app says its columns, and how a row is recognised and written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell
from .models import Collective, User

OWN_ID = "id"
Change = tuple[str, Any, Any]
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Column:
    """One column of the file, with what others call it."""

    name: str
    title: Any
    cell: Cell
    also_called: tuple[str, ...] = ()
    # Leaves only with who sees it on the pages too.
    is_reserved: bool = False


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot come in, and where in the file that is."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class SheetRow:
    """One row of a file, read and found sound. Only what the file says stands in `values`."""

    line: int
    values: Mapping[str, Any]

    @property
    def own_id(self) -> str:
        return str(self.values.get(OWN_ID, ""))


@dataclass(frozen=True)
class PlannedRow:
    """One row of the file beside what it is about; nothing yet: it is new."""

    row: SheetRow
    target: Any
    changes: tuple[Change, ...] = ()
    name: str = ""
    # Would show it to more people than see it now.
    is_wider: bool = False

    @property
    def is_new(self) -> bool:
        return self.target is None

    @property
    def is_unchanged(self) -> bool:
        return self.target is not None and not self.changes


@dataclass
class ImportPlan:
    """What a file would do: new, changed from what to what, unchanged, or impossible."""

    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        return [each for each in self.rows if not each.is_new and not each.is_unchanged]

    @property
    def unchanged(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.is_unchanged]

    @property
    def wider(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.is_wider]


@dataclass(frozen=True)
class Table:
    """Headings, and each row with the line on which it stands in the file."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def _no_objection(_values: dict[str, Any], _options: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ()


def _no_options() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Sheet:
    """Everything that differs between one kind of table and another."""

    name: str
    columns: Sequence[Column]
    # Who may bring such a table in.
    permission: str
    # The page where a file is chosen; those of the steps are called after it.
    page: str
    # Where it stands when it is in, and what that list is called.
    home: str
    home_title: Any
    title: Any
    lead: Any
    # What one row is about, and sentences that say how it is recognised.
    row_word: Any
    advice: Sequence[Any]
    # Compares rows with what is there, and writes nothing.
    plan: Callable[[Collective, Sequence[SheetRow]], ImportPlan]
    write: Callable[[Collective, ImportPlan, User | None, Progress], None]
    # What of a row contradicts itself, as column and message; may fill in what the options say.
    check: Callable[[dict[str, Any], Mapping[str, str]], Iterable[tuple[str, str]]] = _no_objection
    # Form fields for what counts for the whole file.
    options: Callable[[], dict[str, Any]] = _no_options
    # Makes long rows of a table with a column for each year; None where it is not such a table.
    unfold: Callable[[Table], Table | None] = lambda table: None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def import_job(self) -> str:
        return f"{self.name}.import"

    @property
    def reading_job(self) -> str:
        return f"{self.name}.read"


def own_id_of(slug: str, pk: int) -> str:
    """The number under which a row leaves. It names the collective, so that elsewhere it means nothing."""
    return f"{slug}-{pk}"


def pk_of_own_id(slug: str, own_id: str) -> int | None:
    prefix, _dash, number = own_id.rpartition("-")
    is_ours = prefix == slug and number.isascii() and number.isdecimal() and len(number) < 19
    return int(number) if is_ours else None
