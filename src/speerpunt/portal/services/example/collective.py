from dataclasses import dataclass
from typing import Any, ClassVar

from speerpunt.core.models import Collective
from speerpunt.places.models import BaseMap
from speerpunt.places.services import draw_base_map

from .loading import Loading


@dataclass(frozen=True)
class CollectiveRow:
    # Numbers that the product counts itself.
    notes: ClassVar = (
        "founded_year",
        "enterprises_count",
        "jobs_count",
        "umbrellas_count",
        "languages",
        "map_centre",
    )

    slug: str
    name: str
    city: str
    intro: str = ""
    website: str = ""
    email: str = ""
    map_bounds: tuple[float, ...] = ()


def add_collective(row: CollectiveRow) -> Collective:
    wanted = Collective(
        slug=row.slug,
        name=row.name,
        city=row.city,
        introduction=row.intro,
        website=row.website,
        email=row.email,
        map_bounds=list(row.map_bounds),
    )
    found = Collective.objects.filter(slug=row.slug).first()
    if found is None:
        wanted.save(force_insert=True)
    return found or wanted


@dataclass(frozen=True)
class BaseMapRow:
    features: dict[str, Any]
    attribution: str


def add_base_map(loading: Loading, row: BaseMapRow | None) -> None:
    """A map that the collective has drawn since is kept."""
    if row is not None and not BaseMap.objects.exists():
        draw_base_map(loading.collective, features=row.features, attribution=row.attribution)
