"""A table on its way in, without the pages around it."""

from typing import Any

from speerpunt.core.importers.rows import read_rows
from speerpunt.core.importers.uploads import read_upload
from speerpunt.core.models import Collective, User
from speerpunt.core.services.imports import ImportReport, import_rows
from speerpunt.core.sheets import ImportPlan, Sheet

HOSTILE_TEXTS = (
    "=1+1",
    "+31",
    "-4",
    "@SUM(A1)",
    "'=1",
    "'t Hoekje",
    '"citaat"; en, komma',
    "twee\nregels",
    "Ünïcodé ☕ 🏗️",
    '=HYPERLINK("http://kwaad.example")',
    "<script>",
    "0612",
    "1.234",
    "TRUE",
    "| balk \\ streep",
)


def plan_of(sheet: Sheet, collective: Collective, content: bytes | str, **options: Any) -> ImportPlan:
    """What the preview would show, with the problems of reading first."""
    upload = read_upload(sheet, content if isinstance(content, bytes) else content.encode())
    rows, problems = read_rows(sheet, upload.table.rows, upload.matching, options)
    plan = sheet.plan(collective, rows)
    plan.problems[:0] = problems
    return plan


def bring_in(
    sheet: Sheet, collective: Collective, content: bytes | str, *, by: User | None = None, **options: Any
) -> ImportReport:
    upload = read_upload(sheet, content if isinstance(content, bytes) else content.encode())
    rows, problems = read_rows(sheet, upload.table.rows, upload.matching, options)
    assert problems == []
    return import_rows(sheet, collective, rows, by=by)


def said(plan: ImportPlan, sheet: Sheet) -> list[tuple[str, str, str]]:
    """Every change as the preview says it."""
    return [
        (name, sheet.column(name).cell.say(old), sheet.column(name).cell.say(new))
        for planned in plan.changed
        for name, old, new in planned.changes
    ]


def problems_of(plan: ImportPlan) -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in plan.problems]
