"""Where projects are: on the map, and piled up over themes and areas."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.enums import Theme
from speerpunt.core.templatetags.drawing.matrix import Cell, Heading, MatrixRow
from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.places.models import Area

from ..enums import UNFINISHED, Phase
from ..models import Project
from .picture import PlanPicture


@dataclass(frozen=True)
class ThemeAreaMatrix:
    """For `{% matrix corner matrix.columns matrix.rows %}`: a row per area, a column per theme."""

    columns: list[Heading]
    rows: list[MatrixRow]
    project_count: int


def theme_area_matrix(user: Any, picture: PlanPicture | None = None) -> ThemeAreaMatrix:
    """Unfinished projects per theme and area; each counts in all of its themes and areas.

    Areas without a project are in it: that nothing happens somewhere is worth seeing.
    """
    picture = picture or PlanPicture(user)
    running = [project for project in picture.projects.values() if project.phase != Phase.DONE]
    counts = Counter(
        (theme, area.pk)
        for project in running
        for theme in picture.themes_of[project.pk]
        for area in picture.areas_of[project.pk]
    )
    base = address("priorities:projects")
    return ThemeAreaMatrix(
        columns=[Heading(str(theme.label), _list_of(base, thema=theme.value)) for theme in Theme],
        rows=[_row(base, area, counts) for area in picture.areas.values() if area.is_active()],
        project_count=len(running),
    )


def _row(base: str, area: Area, counts: Counter[tuple[str, int]]) -> MatrixRow:
    cells = [_cell(base, area, theme, counts[(theme.value, area.pk)]) for theme in Theme]
    return MatrixRow(title=area.name, url=_list_of(base, gebied=area.slug), cells=cells)


def _cell(base: str, area: Area, theme: Theme, count: int) -> Cell:
    if not count:
        return Cell(0)
    said = ngettext(
        "%(count)s project: %(theme)s, %(area)s", "%(count)s projects: %(theme)s, %(area)s", count
    )
    label = said % {"count": count, "theme": theme.label, "area": area.name}
    return Cell(count, _list_of(base, thema=theme.value, gebied=area.slug), label)


def _list_of(base: str, **filters: str) -> str:
    """The list of projects that a number stands for."""
    return f"{base}?{urlencode({**filters, 'fase': UNFINISHED})}"


def map_points(
    user: Any, picture: PlanPicture | None = None, projects: Iterable[Project] | None = None
) -> list[MapPoint]:
    """For `{% city_map %}`: every project, or each of the given, that has a point or lies in a drawn area.

    A project without a point of its own stands in the middle of its first drawn area.
    Tags: `priority` (number), `theme`, `level`, `area` (slug).
    """
    picture = picture or PlanPicture(user)
    points = (
        _point(project, picture.themes_of[project.pk], picture.areas_of[project.pk])
        for project in (picture.projects.values() if projects is None else projects)
    )
    return [point for point in points if point is not None]


def _point(project: Project, themes: Sequence[str], areas: Sequence[Area]) -> MapPoint | None:
    place = place_of(project, areas)
    if place is None:
        return None
    main = project.priority.parent or project.priority
    return MapPoint(
        name=project.title,
        longitude=place[0],
        latitude=place[1],
        health=project.health,
        url=project.get_absolute_url(),
        id=f"project-{project.pk}",
        number=str(main.number),
        tags={
            "priority": str(main.number),
            "theme": themes,
            "level": project.level,
            "area": [area.slug for area in areas],
        },
        start=project.start,
        end=project.end,
    )


def place_of(project: Project, areas: Iterable[Area]) -> tuple[float, float] | None:
    """Longitude and latitude."""
    if project.longitude is not None and project.latitude is not None:
        return project.longitude, project.latitude
    for area in areas:
        if area.west is not None:
            return (area.west + area.east) / 2, (area.south + area.north) / 2
    return None
