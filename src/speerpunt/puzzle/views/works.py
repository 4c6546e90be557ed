"""All works on a list and a map, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.members.queries.history import signed_history_of

from ..filters import WorkFilters
from ..models import Work
from ..queries import works_visible_to
from ..queries.followers import count_followers
from ..queries.works import with_period, work_page
from ..tables import WORK_COLUMNS, work_points, work_rows
from . import access


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
        "may_import": may_import,
        "followers": count_followers() if may_import else 0,
        "may_see_plans": request.user.has_perm("puzzle.list_plans"),
        "may_see_clashes": request.user.has_perm("puzzle.list_clashes"),
    }
    return render(request, "puzzle/works.html", context)


@on(access.work)
def work(request: HttpRequest, work: Work) -> HttpResponse:
    page = work_page(work)
    (row,) = work_rows(with_period(Work.objects.filter(pk=work.pk)))
    may_see_history = request.user.has_perm("puzzle.change_work")
    context = {
        "work": work,
        "row": row,
        "page": page,
        "points": list(work_points([row])),
        "may_see_involvement": request.user.has_perm("puzzle.view_involvement"),
        "history": signed_history_of(work, *page.parts(), reader=request.user) if may_see_history else None,
    }
    return render(request, "puzzle/work.html", context)
