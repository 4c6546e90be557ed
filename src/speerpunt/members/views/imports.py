"""Import in four steps: a file, its columns, what it would do, and then all of it at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.services.jobs import enqueue_job

from ..forms.imports import MatchingForm, UploadForm
from ..importers.limits import MOST_BYTES, UploadProblem, check_size
from ..importers.matching import guessed_matching
from ..importers.organisations import read_organisations
from ..importers.tables import read_table
from ..models import ImportDraft
from ..queries.exchange import COLUMN_BY_NAME, COLUMNS, RowProblem
from ..queries.imports import ImportPlan, PlannedRow, plan_import
from ..services.imports import IMPORT_JOB, discard_draft, keep_upload, match_columns
from .access import for_those_who

PER_PAGE = 50
SAMPLES = 3
# A column that is empty at the top of the file may be filled further down.
SEARCHED_FOR_SAMPLES = 500


def _draft(request: HttpRequest, pk: int) -> ImportDraft:
    """Only one's own, and only while it is fresh."""
    drafts = ImportDraft.objects.filter(user=request.user, expires_at__gt=timezone.now())
    return get_object_or_404(drafts, pk=pk)


@for_those_who("members.import_organisations")
def organisation_import(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _kept(request, form.cleaned_data["file"])
            return redirect(address("members:import_columns", draft.pk))
        except UploadProblem as problem:
            form.add_error("file", str(problem))
    drafts = ImportDraft.objects.filter(user=request.user, expires_at__gt=timezone.now()).defer("rows")
    context = {"form": form, "columns": COLUMNS, "drafts": drafts, "most_megabytes": MOST_BYTES // 1024**2}
    return render(request, "members/import_upload.html", context)


def _kept(request: HttpRequest, upload: Any) -> ImportDraft:
    check_size(upload.size)
    table = read_table(upload.read())
    matching = guessed_matching(table.headings)
    return keep_upload(
        request.collective,
        by=request.user,
        file_name=upload.name,
        headings=table.headings,
        rows=table.rows,
        matching=matching,
    )


@for_those_who("members.import_organisations")
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    initial = {f"column_{name}": str(place) for name, place in draft.matching.items()}
    form = MatchingForm(
        request.POST or None, headings=draft.headings, initial={**initial, "sbi_version": draft.sbi_version}
    )
    if request.method == "POST" and form.is_valid():
        match_columns(draft, matching=form.matching, sbi_version=form.cleaned_data["sbi_version"])
        return redirect(address("members:import_preview", draft.pk))
    context = {"form": form, "draft": draft, "fields": _fields(form), "samples": _samples(draft)}
    return render(request, "members/import_columns.html", context)


def _fields(form: MatchingForm) -> list[Any]:
    return [form[f"column_{column.name}"] for column in COLUMNS]


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


def _preview(request: HttpRequest, draft: ImportDraft) -> Preview:
    rows, problems = read_organisations(draft.rows, draft.matching, sbi_version=draft.sbi_version)
    plan = plan_import(request.collective.slug, rows)
    found = sorted([*problems, *plan.problems], key=lambda problem: problem.line)
    return Preview(plan, found)


@for_those_who("members.import_organisations")
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    if request.method == "POST":
        return _write(request, draft)
    preview = _preview(request, draft)
    parts = {
        "fouten": preview.problems,
        "nieuw": preview.plan.new,
        "gewijzigd": preview.plan.changed,
        "gelijk": preview.plan.unchanged,
    }
    shown = request.GET.get("toon", "")
    shown = shown if shown in parts else next((name for name, rows in parts.items() if rows), "nieuw")
    page = Paginator(parts[shown], PER_PAGE).get_page(request.GET.get("bladzijde"))
    context = {
        "draft": draft,
        "preview": preview,
        "parts": [(name, _PART_TITLES[name](), len(rows)) for name, rows in parts.items()],
        "shown": shown,
        "page": page,
        "rows": [_shown_row(each) for each in page] if shown != "fouten" else [],
    }
    return render(request, "members/import_preview.html", context)


_PART_TITLES = {
    "fouten": lambda: _("Errors"),
    "nieuw": lambda: _("New"),
    "gewijzigd": lambda: _("Changed"),
    "gelijk": lambda: _("Unchanged"),
}


@dataclass(frozen=True)
class ShownRow:
    line: int
    name: str
    url: str
    changes: list[tuple[str, Any, Any]]
    joins: str


def _shown_row(planned: PlannedRow) -> ShownRow:
    organisation = planned.organisation
    changes = planned.changes
    if organisation is None:
        changes = tuple((name, "", value) for name, value in planned.row.values.items() if name != "name")
    return ShownRow(
        line=planned.row.line,
        name=organisation.name if organisation else planned.row.values["name"],
        url=organisation.get_absolute_url() if organisation else "",
        changes=[
            (str(COLUMN_BY_NAME[name].title), _in_words(name, old), _in_words(name, new))
            for name, old, new in changes
        ],
        joins=", ".join(planned.row.umbrellas) if planned.joins else "",
    )


def _in_words(name: str, value: Any) -> Any:
    """A choice as people read it, such as Enterprise for `enterprise`."""
    choices = COLUMN_BY_NAME[name].choices
    return dict(choices.choices).get(value, value) if choices else value


def _write(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    """Behind the scenes: nine thousand rows take longer than anybody should have to wait."""
    asked = enqueue_job(
        IMPORT_JOB, collective=request.collective, by=request.user, subject=draft.file_name, draft=draft.pk
    )
    return redirect(asked)


@for_those_who("members.import_organisations")
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    if request.method == "POST":
        discard_draft(draft)
        messages.success(request, _("The file is thrown away. Nothing was changed."))
    return redirect(address("members:organisation_import"))
