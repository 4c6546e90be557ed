"""All results on one list, and the file of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import FORMATS

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
    return table_download("resultaten", request.collective.slug, kind, content)
