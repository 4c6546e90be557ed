"""Projects on the pages of lower apps: an area, an organisation, a body."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Health
from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.members.models import Body, Organisation
from speerpunt.places.models import Area

from ..models import Project, ProjectPartner
from .visible import projects_visible_to

MOST_SHOWN = 12
SHOWN_FIELDS = (
    "collective",
    "title",
    "health",
    "health_reason",
    "phase",
    "start",
    "end",
    "dates_assumed",
    "latitude",
    "longitude",
)
NOW, PLANNED, DONE = range(3)
MOMENTS = {NOW: _("Now"), PLANNED: _("Planned"), DONE: _("Done")}


def projects_here(request: HttpRequest, area: Area) -> dict[str, Any] | None:
    """Now, planned and done, with points for the map; also when there are none, which is worth seeing."""
    found = _panel(projects_visible_to(request.user).filter(areas=area), f"gebied={area.slug}")
    points = [_point(each) for each in found["projects"] if not each.is_done and each.latitude is not None]
    return {**found, "groups": _by_moment(found["projects"]), "points": points}


def _by_moment(projects: list[Project]) -> list[dict[str, Any]]:
    groups = [
        {"title": title, "projects": [each for each in projects if _moment(each) == moment]}
        for moment, title in MOMENTS.items()
    ]
    return [group for group in groups if group["projects"]]


def _moment(project: Project) -> int:
    if project.is_done:
        return DONE
    is_later = project.start is not None and project.start > timezone.localdate()
    return PLANNED if is_later or project.health == Health.NOT_STARTED else NOW


def _point(project: Project) -> MapPoint:
    assert project.longitude is not None
    assert project.latitude is not None
    return MapPoint(
        name=project.title,
        longitude=project.longitude,
        latitude=project.latitude,
        health=project.health,
        url=project.get_absolute_url(),
        id=f"project-{project.pk}",
    )


def projects_of_partner(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """Most organisations are no partner in anything; that is asked first, since it costs little."""
    ids = list(ProjectPartner.objects.filter(organisation=organisation).values_list("project", flat=True))
    if not ids:
        return None
    return _panel_of_some(projects_visible_to(request.user).filter(pk__in=ids), f"partner={organisation.pk}")


def projects_of_body(request: HttpRequest, body: Body) -> dict[str, Any] | None:
    return _panel_of_some(projects_visible_to(request.user).filter(core_team=body), f"kernteam={body.pk}")


def _panel_of_some(projects: QuerySet[Project], query: str) -> dict[str, Any] | None:
    found = _panel(projects, query)
    return found if found["count"] else None


def _panel(projects: QuerySet[Project], query: str) -> dict[str, Any]:
    """What goes on now comes first, what is done last."""
    found = sorted(projects.only(*SHOWN_FIELDS), key=lambda project: (_moment(project), project.title))
    return {
        "projects": found[:MOST_SHOWN],
        "count": len(found),
        "query": query,
        "rest": len(found) - MOST_SHOWN,
    }
