"""The projects of one selection as a file."""

from django.http import Http404, HttpRequest, HttpResponse

from speerpunt.core.downloads import table_download
from speerpunt.core.spreadsheets import FORMATS

from ..exporters.projects import export_projects
from ..filters import ProjectFilters
from ..queries import priorities_visible_to, projects_visible_to


def project_export(request: HttpRequest, kind: str) -> HttpResponse:
    """For everybody, as the list is; what stands in it depends on who looks."""
    if kind not in FORMATS:
        raise Http404
    user = request.user
    rows = ProjectFilters(request.GET, user).select(projects_visible_to(user))
    content = export_projects(
        rows,
        kind,
        request.collective.slug,
        priorities=priorities_visible_to(user),
        with_people=user.has_perm("priorities.view_people"),
    )
    return table_download("projecten", request.collective.slug, kind, content)
