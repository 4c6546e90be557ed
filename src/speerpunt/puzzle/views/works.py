"""All works on a list and a map, and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.members.queries.history import signed_history_of

from ..exporters.works import export_works, export_works_as_geojson
from ..filters import WorkFilters
from ..models import Work
from ..queries import works_visible_to
from ..queries.drawn import drawn_of
from ..queries.followers import count_followers
from ..queries.works import with_period, work_page
from ..tables import WORK_COLUMNS, phase_strip, said_measure, work_points, work_rows
from . import access

GEOJSON = "geojson"


@for_those_who("puzzle.list_works")
def works(request: HttpRequest) -> HttpResponse:
    filters = WorkFilters(request.GET, request.user)
    rows = with_period(filters.select(works_visible_to(request.user)))
    listed = listing(request, rows, WORK_COLUMNS, default="begin")
    lines = work_rows(listed.page)
    may_import = request.user.has_perm("puzzle.import_works")
    context = {
        "filters": filters,
        "listing": listed,
        "lines": lines,
        "points": list(work_points(lines)),
        "may_change": request.user.has_perm("puzzle.change_work"),
        "may_import": may_import,
        "followers": count_followers() if may_import else 0,
        "may_export": request.user.has_perm("puzzle.export_works"),
        "may_see_plans": request.user.has_perm("puzzle.list_plans"),
        "may_see_clashes": request.user.has_perm("puzzle.list_clashes"),
    }
    return render(request, "puzzle/works.html", context)


@for_those_who("puzzle.export_works")
def work_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as its reader sees it, with the filters in the address."""
    rows = WorkFilters(request.GET, request.user).select(works_visible_to(request.user)).distinct()
    slug = request.collective.slug  # type: ignore[attr-defined]
    if kind == GEOJSON:
        answer = JsonResponse(export_works_as_geojson(rows), content_type="application/geo+json")
        answer["Content-Disposition"] = f'attachment; filename="werk-{slug}.geojson"'
        return answer
    if kind not in FORMATS:
        raise Http404
    return table_download("werk", slug, kind, export_works(rows, kind, slug, user=request.user))


@on(access.work)
def work(request: HttpRequest, work: Work) -> HttpResponse:
    user = request.user
    page = work_page(work, user)
    (row,) = work_rows(with_period(Work.objects.filter(pk=work.pk)))
    may_change = user.has_perm("puzzle.change_work", work)
    context = {
        "work": work,
        "row": row,
        "page": page,
        "measures": [said_measure(line) for line in page.lines],
        "strip": phase_strip(page.phases, work.source.horizon if work.source else None),
        "today": timezone.localdate(),
        "points": list(work_points([row])),
        "may_see_involvement": user.has_perm("puzzle.view_involvement"),
        "drawn": drawn_of(work),
        "may_change": may_change,
        "history": signed_history_of(work, *page.parts(), reader=user) if may_change else None,
    }
    return render(request, "puzzle/work.html", context)
