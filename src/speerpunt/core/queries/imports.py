"""What a set of rows would do: new, changed from what to what, unchanged, or impossible. Nothing here writes."""

from collections.abc import Iterable, Sequence
from hashlib import blake2s
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import ImportDraft
from ..sheets import OWN_ID, Change, ImportPlan, PlannedRow, RowProblem, SheetRow, pk_of_own_id
from ..texts import with_plain_lines


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
    if isinstance(old, str) and isinstance(new, str):
        return with_plain_lines(old).strip() == new.strip()
    return bool(old == new)


def digest_of_wider(plan: ImportPlan) -> str:
    """What of the plan shows something to more people: it is written only as it was shown."""
    lines = [f"{each.target and each.target.pk} {each.changes}" for each in plan.wider]
    return blake2s("\n".join(lines).encode("utf-8", "replace"), digest_size=12).hexdigest() if lines else ""
