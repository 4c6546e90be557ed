"""What a visitor may see of works. Every page, map and count starts from one of these."""

from typing import Any

from django.db.models import QuerySet

from speerpunt.members.rules import standing

from ..models import Work, WorkSource, WorksReading


def works_visible_to(user: Any) -> QuerySet[Work]:
    at = standing(user)
    return Work.objects.all() if at.is_office else Work.objects.filter(visibility__in=at.visibilities())


def sources_visible_to(user: Any) -> QuerySet[WorkSource]:
    may = user.has_perm("puzzle.import_works")
    return WorkSource.objects.all() if may else WorkSource.objects.none()


def readings_visible_to(user: Any) -> QuerySet[WorksReading]:
    may = user.has_perm("puzzle.import_works")
    return WorksReading.objects.all() if may else WorksReading.objects.none()
