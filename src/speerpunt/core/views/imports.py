"""A table comes in, in four steps: a file, its columns, what it would do, and then all of it at once.

The same for every kind of table; the address says which one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..addresses import address
from ..forms.imports import MatchingForm, UploadForm
from ..importers.limits import UploadProblem, check_size
from ..importers.rows import read_rows
from ..importers.uploads import is_quick, read_upload
from ..models import ImportDraft, Job
from ..queries.imports import digest_of_wider, drafts_of
from ..registry import sheet_named
from ..services.imports import discard_draft, fill_draft, keep_upload, match_columns
from ..services.jobs import enqueue_job
from ..sheets import ImportPlan, PlannedRow, RowProblem, Sheet

PER_PAGE = 50
SAMPLES = 3
# A column that is empty at the top of the file may be filled further down.
SEARCHED_FOR_SAMPLES = 500

View = Callable[..., HttpResponse]


def _for_who_may_import(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, kind: str, **arguments: Any) -> HttpResponse:
        sheet = sheet_named(kind)
        if not request.user.has_perm(sheet.permission):
            raise PermissionDenied
        return view(request, sheet, **arguments)

    return guarded


def _draft(request: HttpRequest, sheet: Sheet, pk: int) -> ImportDraft:
    return get_object_or_404(drafts_of(request.user, sheet.name).defer("content"), pk=pk)


@_for_who_may_import
def upload(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_taken_in(request, sheet, form.cleaned_data["file"]))
        except UploadProblem as problem:
            form.add_error("file", str(problem))
    context = {
        "form": form,
        "sheet": sheet,
        "drafts": drafts_of(request.user, sheet.name).defer("rows", "content"),
    }
    return render(request, "core/imports/upload.html", context)


def _taken_in(request: HttpRequest, sheet: Sheet, file: Any) -> str:
    """Where to go on: a small file is read at once, a large one behind the scenes."""
    check_size(file.size)
    content = file.read()
    is_small = is_quick(content)
    read = read_upload(sheet, content) if is_small else None
    draft = keep_upload(
        request.collective,
        by=request.user,
        sheet=sheet.name,
        file_name=file.name,
        content=b"" if is_small else content,
    )
    if read is None:
        return _enqueued(request, sheet.reading_job, draft).get_absolute_url()
    fill_draft(draft, read.table, read.matching, is_unfolded=read.is_unfolded)
    return address(f"{sheet.page}_columns", draft.pk)


def _enqueued(request: HttpRequest, kind: str, draft: ImportDraft, **arguments: Any) -> Job:
    return enqueue_job(
        kind,
        collective=request.collective,
        by=request.user,
        subject=draft.file_name,
        draft=draft.pk,
        **arguments,
    )


@_for_who_may_import
def columns(request: HttpRequest, sheet: Sheet, pk: int) -> HttpResponse:
    draft = _draft(request, sheet, pk)
    if draft.is_waiting:
        return redirect(address("core:jobs"))
    initial = {f"column_{name}": str(place) for name, place in draft.matching.items()}
    form = MatchingForm(
        request.POST or None, sheet=sheet, headings=draft.headings, initial={**draft.options, **initial}
    )
    if request.method == "POST" and form.is_valid():
        match_columns(draft, matching=form.matching, options=form.options)
        return redirect(address(f"{sheet.page}_preview", draft.pk))
    context = {
        "form": form,
        "sheet": sheet,
        "draft": draft,
        "fields": [form[f"column_{column.name}"] for column in sheet.columns],
        "option_fields": [form[name] for name in form.option_fields],
        "samples": _samples(draft),
    }
    return render(request, "core/imports/columns.html", context)


def _samples(draft: ImportDraft) -> list[tuple[str, list[str]]]:
    """The first values of each column of the file, to recognise it by."""
    rows = [cells for _line, cells in draft.rows[:SEARCHED_FOR_SAMPLES]]
    return [(heading, _filled(rows, place)[:SAMPLES]) for place, heading in enumerate(draft.headings)]


def _filled(rows: list[list[str]], place: int) -> list[str]:
    return list(dict.fromkeys(cells[place] for cells in rows if place < len(cells) and cells[place]))


@dataclass(frozen=True)
class Preview:
    plan: ImportPlan
    problems: list[RowProblem]

    @property
    def can_be_written(self) -> bool:
        return not self.problems and bool(self.plan.new or self.plan.changed)

    @property
    def wider(self) -> str:
        """Sent back with the answer, so that nothing is shown to more people than was seen here."""
        return digest_of_wider(self.plan)


def _preview(request: HttpRequest, sheet: Sheet, draft: ImportDraft) -> Preview:
    rows, problems = read_rows(sheet, draft.rows, draft.matching, draft.options)
    plan = sheet.plan(request.collective, rows)
    return Preview(plan, sorted([*problems, *plan.problems], key=lambda problem: problem.line))


@_for_who_may_import
def preview(request: HttpRequest, sheet: Sheet, pk: int) -> HttpResponse:
    draft = _draft(request, sheet, pk)
    if request.method == "POST":
        # Behind the scenes: nine thousand rows take longer than anybody should have to wait.
        return redirect(_enqueued(request, sheet.import_job, draft, wider=request.POST.get("wider", "")))
    if draft.is_waiting:
        return redirect(address("core:jobs"))
    found = _preview(request, sheet, draft)
    parts: dict[str, tuple[str, Sequence[Any]]] = {
        "fouten": (_("Errors"), found.problems),
        "nieuw": (_("New"), found.plan.new),
        # First what asks for a second look.
        "gewijzigd": (_("Changed"), sorted(found.plan.changed, key=lambda each: not each.is_wider)),
        "gelijk": (_("Unchanged"), found.plan.unchanged),
    }
    asked = request.GET.get("toon", "")
    shown = asked if asked in parts else next((name for name, part in parts.items() if part[1]), "nieuw")
    page = Paginator(parts[shown][1], PER_PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "draft": draft,
        "sheet": sheet,
        "preview": found,
        "parts": [(name, title, len(rows)) for name, (title, rows) in parts.items()],
        "shown": shown,
        "page": page,
        "rows": [_shown_row(sheet, each) for each in page] if shown != "fouten" else [],
    }
    return render(request, "core/imports/preview.html", context)


@dataclass(frozen=True)
class ShownRow:
    line: int
    name: str
    url: str
    changes: list[tuple[str, str, str]]
    is_wider: bool


def _shown_row(sheet: Sheet, planned: PlannedRow) -> ShownRow:
    return ShownRow(
        line=planned.row.line,
        name=planned.name or str(planned.target),
        url=planned.target.get_absolute_url() if hasattr(planned.target, "get_absolute_url") else "",
        changes=[_said(sheet, *change) for change in planned.changes],
        is_wider=planned.is_wider,
    )


def _said(sheet: Sheet, name: str, old: Any, new: Any) -> tuple[str, str, str]:
    """In words, such as Enterprise for `enterprise`."""
    column = sheet.column(name)
    return capfirst(str(column.title)), column.cell.say(old), column.cell.say(new)


@_for_who_may_import
def discard(request: HttpRequest, sheet: Sheet, pk: int) -> HttpResponse:
    draft = _draft(request, sheet, pk)
    if request.method == "POST":
        discard_draft(draft)
        messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect(address(sheet.page))
