"""All results on one list, and the file of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import CONTENT_TYPES, FORMATS

from ..exporters.results import export_results
from ..filters import ResultFilters
from ..queries import results_visible_to
from ..tables import RESULT_COLUMNS, for_result_list


def results(request: HttpRequest) -> HttpResponse:
    """For everybody; what stands in it depends on who looks."""
    filters = ResultFilters(request.GET, request.user)
    rows = for_result_list(filters.select(results_visible_to(request.user)))
    context = {"filters": filters, "listing": listing(request, rows, RESULT_COLUMNS, default="-dag")}
    return render(request, "priorities/results.html", context)


def result_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    filters = ResultFilters(request.GET, request.user)
    content = export_results(filters.select(results_visible_to(request.user)), kind)
    name = f"resultaten-{request.collective.slug}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)
