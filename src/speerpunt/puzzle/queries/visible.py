"""What a visitor may see of works. Every page, map and count starts from one of these."""

from typing import Any

from django.db.models import QuerySet

from speerpunt.members.rules import standing

from ..models import Work, WorkSource, WorksReading


def works_visible_to(user: Any) -> QuerySet[Work]:
    """What is in the trash is not among them."""
    at = standing(user)
    kept = Work.objects.kept()
    return kept if at.is_office else kept.filter(visibility__in=at.visibilities())


def trashed_works_visible_to(user: Any) -> QuerySet[Work]:
    trashed = Work.objects.filter(trashed_at__isnull=False)
    return trashed if user.has_perm("puzzle.change_work") else trashed.none()


def sources_visible_to(user: Any) -> QuerySet[WorkSource]:
    may = user.has_perm("puzzle.import_works")
    return WorkSource.objects.all() if may else WorkSource.objects.none()


def readings_visible_to(user: Any) -> QuerySet[WorksReading]:
    may = user.has_perm("puzzle.import_works")
    return WorksReading.objects.all() if may else WorksReading.objects.none()
