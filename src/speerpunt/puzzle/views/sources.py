"""Sources of works, and a file of one in three steps: the file, what it would do, and then all of it at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.documents.importers.uploads import path_of

from ..enums import ReadingState
from ..forms.sources import SourceForm, WorksFileForm
from ..models import WorkSource, WorksReading
from ..problems import PuzzleProblem
from ..queries import sources_visible_to
from ..queries.comparing import counts_of
from ..services.readings import TAKE_JOB, add_source, discard_reading, keep_file
from ..tables import compared_parts, odd_parts
from . import access

PER_PAGE = 100
SHOWN_READINGS = 10


@for_those_who("puzzle.import_works")
def sources(request: HttpRequest) -> HttpResponse:
    rows = sources_visible_to(request.user)
    return render(request, "puzzle/sources.html", {"sources": rows})


@for_those_who("puzzle.import_works")
def source_add(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if WorkSource.objects.filter(name=form.cleaned_data["name"]).exists():
            form.add_error("name", _("There is a source of that name already."))
        else:
            source = add_source(request.collective, by=request.user, **form.cleaned_data)
            return redirect("puzzle:source", collective=request.collective.slug, pk=source.pk)
    return render(request, "puzzle/source_form.html", {"form": form})


@on(access.source)
def source(request: HttpRequest, source: WorkSource) -> HttpResponse:
    form = WorksFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        with path_of(upload) as path:
            kept = keep_file(source, path, file_name=upload.name, by=request.user)  # type: ignore[arg-type]
        return redirect(kept)
    readings = source.readings.all()[:SHOWN_READINGS]
    return render(request, "puzzle/source.html", {"source": source, "form": form, "readings": readings})


@on(access.reading)
def reading(request: HttpRequest, reading: WorksReading) -> HttpResponse:
    """While it is being read, what it would do, or what came of it."""
    is_review = reading.state == ReadingState.REVIEW
    counts = counts_of(reading) if is_review else reading.outcome
    context = {
        "reading": reading,
        "counts": counts,
        "is_looking": reading.state == ReadingState.LOOKING,
        "is_review": is_review,
        "is_taking": reading.state == ReadingState.TAKING,
        "is_taken": reading.state == ReadingState.TAKEN,
        "is_discarded": reading.state == ReadingState.DISCARDED,
        **_shown_part(request, reading, counts if is_review else None),
    }
    return render(request, "puzzle/reading.html", context)


def _shown_part(request: HttpRequest, reading: WorksReading, counts: dict[str, int] | None) -> dict[str, Any]:
    """One part at a time: works that are new, changed or gone, or all that are unusual in one way."""
    parts, kinds = compared_parts(reading, counts) if counts else [], odd_parts(reading)
    asked = request.GET.get("toon", "")
    shown = next((part for part in [*parts, *kinds] if part.name == asked), None)
    shown = shown or next((part for part in [*parts, *kinds] if part.count), None)
    page = Paginator(shown.rows if shown else [], PER_PAGE).get_page(request.GET.get("bladzijde"))
    rows = shown.said(page.object_list) if shown else []
    return {"parts": parts, "kinds": kinds, "shown": shown, "page": page, "rows": rows}


@on(access.reading, writes_only=True)
def reading_take_over(request: HttpRequest, reading: WorksReading) -> HttpResponse:
    if reading.state not in {ReadingState.REVIEW, ReadingState.TAKING}:
        return redirect(reading)
    job = enqueue_job(
        TAKE_JOB,
        collective=request.collective,  # type: ignore[attr-defined]
        by=request.user,  # type: ignore[arg-type]
        subject=reading.file_name,
        reading=reading.pk,
    )
    return redirect(job)


@on(access.reading, writes_only=True)
def reading_discard(request: HttpRequest, reading: WorksReading) -> HttpResponse:
    try:
        discard_reading(reading)
        messages.success(request, _("Nothing of “%(name)s” came in.") % {"name": reading.file_name})
    except PuzzleProblem as problem:
        messages.warning(request, str(problem))
    return redirect(address("puzzle:source", reading.source_id))
