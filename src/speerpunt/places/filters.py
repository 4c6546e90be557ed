"""How an area narrows the lists of other apps."""

from typing import Any

from django.db.models import QuerySet

from .models import Placement


def lying_in(organisations: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """Organisations that lie in the area with this address."""
    placed = Placement.objects.filter(area__slug=slug, area__trashed_at__isnull=True)
    return organisations.filter(pk__in=placed.values("organisation_id"))
