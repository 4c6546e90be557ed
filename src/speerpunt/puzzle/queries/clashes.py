"""Clashes of works that somebody may see, with what he may see of a project."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from speerpunt.members.rules import standing
from speerpunt.priorities.queries import projects_visible_to

from ..models import Clash
from .visible import works_visible_to


def clashes_visible_to(user: Any) -> QuerySet[Clash]:
    """Both sides are in sight. Who belongs to the collective sees them; outsiders see works, not what we make of them."""
    if not standing(user).is_inside:
        return Clash.objects.none()
    works, projects = works_visible_to(user), projects_visible_to(user)
    return Clash.objects.filter(Q(other_work__in=works) | Q(project__in=projects), work__in=works)


def with_both_sides(clashes: QuerySet[Clash], user: Any) -> QuerySet[Clash]:
    return clashes.select_related("work", "other_work").prefetch_related(
        Prefetch("project", queryset=projects_visible_to(user)), "work__areas"
    )
