"""What waits for what, as far as somebody may see both ends."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ..models import Project, ProjectDependency
from .scheduling import Link
from .visible import projects_visible_to


@dataclass(frozen=True)
class Order:
    """What comes before one project and what after it."""

    waits_for: list[ProjectDependency]
    waited_for_by: list[ProjectDependency]


def dependencies_visible_to(user: Any) -> QuerySet[ProjectDependency]:
    """Both ends in sight: of a project that somebody may not see, no dependency shows either."""
    seen = projects_visible_to(user).order_by().values("pk")
    return ProjectDependency.objects.filter(before__in=seen, after__in=seen)


def links_visible_to(user: Any) -> list[Link]:
    rows = dependencies_visible_to(user).order_by("pk").values_list("before_id", "after_id", "lag_days")
    return [Link(*row) for row in rows]


def order_of(project: Project, user: Any) -> Order:
    """In one query for both sides, and one for what of them is seen."""
    near = ProjectDependency.objects.filter(Q(before=project) | Q(after=project))
    rows = list(near.select_related("before", "after").order_by("before__end", "after__start", "pk"))
    ends = {pk for each in rows for pk in (each.before_id, each.after_id)}
    seen = projects_visible_to(user).filter(pk__in=ends).order_by().values_list("pk", flat=True)
    in_sight = set(seen) if ends else set()
    found = [each for each in rows if {each.before_id, each.after_id} <= in_sight]
    return Order(
        [each for each in found if each.after_id == project.pk],
        [each for each in found if each.before_id == project.pk],
    )
