"""Projects on the pages of lower apps: an area, an organisation, a body."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from speerpunt.members.models import Body, Organisation
from speerpunt.places.models import Area

from ..models import Project, ProjectPartner
from .visible import projects_visible_to

MOST_SHOWN = 12


def projects_here(request: HttpRequest, area: Area) -> dict[str, Any] | None:
    """Also when there are none: that nothing happens here is worth seeing."""
    projects = projects_visible_to(request.user).filter(areas=area)
    return _panel(projects, f"gebied={area.slug}")


def projects_of_partner(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    partners = ProjectPartner.objects.filter(organisation=organisation)
    projects = projects_visible_to(request.user).filter(pk__in=partners.values("project"))
    return _panel(projects, f"partner={organisation.pk}") if projects.exists() else None


def projects_of_body(request: HttpRequest, body: Body) -> dict[str, Any] | None:
    projects = projects_visible_to(request.user).filter(core_team=body)
    return _panel(projects, f"kernteam={body.pk}") if projects.exists() else None


def _panel(projects: QuerySet[Project], query: str) -> dict[str, Any]:
    """What is not done comes first."""
    rows = projects.only("title", "health", "health_reason", "phase", "end", "dates_assumed", "collective")
    found = sorted(rows, key=lambda project: (project.is_done, project.title))
    return {
        "projects": found[:MOST_SHOWN],
        "count": len(found),
        "query": query,
        "rest": len(found) - MOST_SHOWN,
    }
