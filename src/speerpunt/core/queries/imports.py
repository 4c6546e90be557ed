"""What a set of rows would do: new, changed from what to what, unchanged, or impossible. Nothing here writes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2s
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..cells import shown
from ..models import ImportDraft
from ..sheets import OWN_ID, Change, ImportPlan, PlannedRow, RowProblem, SheetRow, pk_of_own_id
from ..texts import folded, with_plain_lines

MOST_NAMED = 6


def drafts_of(user: Any, sheet_name: str) -> QuerySet[ImportDraft]:
    """Only one's own, and only while they are fresh."""
    return ImportDraft.objects.filter(user=user, sheet=sheet_name, expires_at__gt=timezone.now())


class RowRefused(Exception):
    """Why one row cannot come in, and which of its columns says so."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


class Present:
    """What is there already, by everything that a row can be recognised by. Each sheet has its own."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.by_pk: dict[int, Any] = {}
        self.seen: dict[Any, int] = {}

    def planned(self, row: SheetRow) -> PlannedRow:
        """The row beside what it is about; raises RowRefused."""
        raise NotImplementedError

    def by_own_id(self, row: SheetRow) -> Any:
        """By our own number. One of another collective says nothing here."""
        pk = pk_of_own_id(self.slug, row.own_id)
        return self.by_pk.get(pk) if pk is not None else None

    def check_once(self, row: SheetRow, keys: Iterable[Any], column: str) -> None:
        for key in keys:
            line = self.seen.setdefault(key, row.line)
            if line != row.line:
                raise RowRefused(
                    column, _("This is the same as on line %(line)d. Keep one of the two.") % {"line": line}
                )


def plan_rows(present: Present, columns: Sequence[Any], rows: Iterable[SheetRow]) -> ImportPlan:
    """Every row is looked at, so that a person sees all problems at once."""
    titles = {column.name: str(column.title) for column in columns}
    plan = ImportPlan()
    for row in rows:
        try:
            plan.rows.append(present.planned(row))
        except RowRefused as problem:
            plan.problems.append(RowProblem(row.line, titles[problem.column], str(problem)))
    return plan


def changes_between(target: Model, values: Iterable[tuple[str, Any]]) -> tuple[Change, ...]:
    """Each value that differs, with what it is now."""
    return tuple(
        (name, old, value)
        for name, value in values
        if name != OWN_ID and not is_same(old := getattr(target, name), value)
    )


def is_same(old: Any, new: Any) -> bool:
    """Whether a value that went through a file is the value that left."""
    if old != new and isinstance(old, str) and isinstance(new, str):
        return with_plain_lines(old).strip() == new.strip()
    return bool(old == new)


def digest_of_wider(plan: ImportPlan) -> str:
    """What of the plan shows something to more people: it is written only as it was shown."""
    lines = [f"{each.target and each.target.pk} {each.changes}" for each in plan.wider]
    return blake2s("\n".join(lines).encode("utf-8", "replace"), digest_size=12).hexdigest() if lines else ""


class Named:
    """Rows by name, or by name and number where a name occurs twice: `Jansen #12`."""

    def __init__(
        self, column: str, rows: Iterable[Any], also: Callable[[Any], Iterable[str]] = lambda row: ()
    ) -> None:
        self.column = column
        self.by_name: dict[str, list[Any]] = defaultdict(list)
        self.by_number: dict[str, Any] = {}
        self.by_other_name: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            self.by_name[folded(str(row))].append(row)
            self.by_number[folded(numbered(row))] = row
            for name in also(row):
                self.by_other_name[folded(name)].append(row)

    def find(self, name: str) -> Any:
        key = folded(name)
        if key in self.by_number:
            return self.by_number[key]
        found = self.by_name.get(key) or self.by_other_name.get(key, [])
        if not found:
            raise RowRefused(
                self.column,
                _("Nothing here is called “%(name)s”. Check the name, or add it first.")
                % {"name": shown(name)},
            )
        if len(found) > 1:
            names = ", ".join(numbered(row) for row in found[:MOST_NAMED])
            raise RowRefused(
                self.column,
                _("Several are called “%(name)s”. Write one of these: %(names)s.")
                % {"name": shown(name), "names": names},
            )
        return found[0]


def numbered(row: Model) -> str:
    return f"{row} #{row.pk}"


def told_apart(rows: Iterable[Model]) -> dict[int, str]:
    """How each leaves, by its key: its name, with its number where others are called the same."""
    rows = list(rows)
    times = Counter(folded(str(row)) for row in rows)
    return {row.pk: str(row) if times[folded(str(row))] == 1 else numbered(row) for row in rows}
