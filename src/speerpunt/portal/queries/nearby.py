"""Where the visitor's own organisations lie, and which projects go on there."""

from dataclasses import dataclass
from typing import Any

from speerpunt.core.queries.once import kept_for_collective
from speerpunt.core.queries.written import Written
from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.members.rules import standing
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area, AreaAssociation, Placement
from speerpunt.priorities.enums import Phase
from speerpunt.priorities.queries import PlanPicture, map_points

from .markers import markers

SHOWN_PROJECTS = 5
RANK = {"stuck": 0, "attention": 1, "on_course": 2, "not_started": 3, "done": 4}


@dataclass(frozen=True)
class Nearby:
    areas: list[Area]
    points: list[MapPoint]

    @property
    def focus(self) -> str:
        """As `{% city_map %}` asks for it."""
        return ",".join(area.slug for area in self.areas)

    @property
    def shown(self) -> list[MapPoint]:
        """What needs eyes most, first."""
        return sorted(self.points, key=lambda point: RANK[point.health])[:SHOWN_PROJECTS]


def nearby(picture: PlanPicture) -> Nearby | None:
    """Nothing for who has no place in the city, such as the office."""
    area_ids = _own_area_ids(picture.user) | picture.follows.get(Area, set())
    areas = [
        area
        for area in picture.areas.values()
        if area.pk in area_ids and area.kind != AreaKind.CITY and area.is_active()
    ]
    if not areas:
        return None
    lying = [
        project
        for project in picture.projects.values()
        if project.phase != Phase.DONE and any(area in areas for area in picture.areas_of[project.pk])
    ]
    return Nearby(areas, markers(map_points(picture.user, picture, lying), whole_city=()))


def _own_area_ids(user: Any) -> set[int]:
    """Areas for which an organisation of the visitor speaks, and those in which it lies."""
    at = standing(user)
    return {area for (area,) in _areas_of(at.organisation_ids).ask()} if at.organisation_ids else set()


@kept_for_collective
def _areas_of(organisation_ids: frozenset[int]) -> Written:
    speaks = AreaAssociation.objects.active().filter(organisation__in=organisation_ids)
    lies = Placement.objects.filter(organisation__in=organisation_ids)
    return Written(speaks.order_by().values_list("area_id").union(lies.order_by().values_list("area_id")))
