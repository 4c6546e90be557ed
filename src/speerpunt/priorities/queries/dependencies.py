"""What waits for what, as far as somebody may see both ends."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

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
    """In one query for both sides."""
    near = (
        dependencies_visible_to(user).filter(before=project)
        | dependencies_visible_to(user).filter(after=project)
    ).select_related("before", "after")
    found = list(near.order_by("before__end", "after__start", "pk"))
    return Order(
        [each for each in found if each.after_id == project.pk],
        [each for each in found if each.before_id == project.pk],
    )
