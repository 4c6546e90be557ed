"""All projects, as a list and as a board."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import on
from speerpunt.core.enums import Health
from speerpunt.core.listing import listing

from ..enums import NEEDS_REASON, Phase
from ..filters import ProjectFilters
from ..models import Project
from ..queries import projects_visible_to
from ..services import move_project
from ..tables import (
    BOARDS,
    PROJECT_COLUMNS,
    WORKED_ON_BY,
    board_columns,
    for_board,
    for_list,
    project_lines,
    with_decisions,
)
from . import access


def projects(request: HttpRequest) -> HttpResponse:
    filters = ProjectFilters(request.GET, request.user)
    rows = for_list(filters.select(projects_visible_to(request.user)))
    rows_listed = listing(request, rows, PROJECT_COLUMNS, default="speerpunt")
    context = {
        "filters": filters,
        "listing": rows_listed,
        "lines": with_decisions(project_lines(rows_listed.page, request.user)),
        "may_add": request.user.has_perm("priorities.add_project"),
    }
    return render(request, "priorities/projects.html", context)


def projects_board(request: HttpRequest) -> HttpResponse:
    by = request.GET.get("kolommen", "stand")
    if by not in BOARDS:
        raise Http404
    filters = ProjectFilters(request.GET, request.user)
    rows = list(for_board(filters.select(projects_visible_to(request.user))))
    context = {
        "filters": filters,
        "by": by,
        "boards": [(name, title) for name, (title, _field, _order) in BOARDS.items()],
        "columns": board_columns(rows, by, request.user),
        "count": len(rows),
        "movable": movable_ids(request, rows),
        "return_to": request.get_full_path(),
        "may_add": request.user.has_perm("priorities.add_project"),
    }
    return render(request, "priorities/projects_board.html", context)


def movable_ids(request: HttpRequest, rows: list[dict[str, Any]]) -> set[int]:
    """The office moves every project; who works on some of them, those."""
    if not request.standing.is_signed_in or request.standing.viewing_as:
        return set()
    return {row["pk"] for row in rows if request.user.has_perm("priorities.change_project", _WorkedOn(row))}


class _WorkedOn:
    """What the rule looks at, without a whole row for each card."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.visibility, self.lead_id, self.core_team_id = (row[name] for name in WORKED_ON_BY)


@on(access.project, "priorities.change_project", writes_only=True)
def project_move(request: HttpRequest, project: Project) -> HttpResponse:
    column = request.POST.get("naar", "")
    targets: dict[str, dict[str, Any]] = {
        **{f"stand-{health.value}": {"health": health} for health in Health},
        **{f"fase-{phase.value}": {"phase": phase} for phase in Phase},
    }
    if column not in targets:
        return HttpResponseBadRequest()
    move_project(project, by=request.user, **targets[column])
    if project.health in NEEDS_REASON and not project.health_reason:
        messages.success(request, _("“%(project)s” is moved. Say in one line why.") % {"project": project})
        return redirect(address("priorities:project_update", project.pk))
    messages.success(request, _("“%(project)s” is moved.") % {"project": project})
    return redirect(access.back_to(request, "priorities:projects_board"))
