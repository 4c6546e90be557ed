"""What an area looks like on its way in and out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from speerpunt.core.geometry import Geometry
from speerpunt.members.models import Organisation

from ..models import Area, AreaAssociation

# Fields that come and go as they are; parent, names, associations and shape need looking up.
PLAIN_FIELDS = ("name", "kind", "summary", "certainty", "source", "start", "end")


@dataclass(frozen=True)
class NamedPeriod:
    """Another name of an area, from `start` up to and including `end`."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class LinkedPeriod:
    """An association that speaks for an area, from `start` up to and including `end`."""

    organisation: Organisation
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class AssociationEntry:
    """An association as a file names it: by KVK number where it has one, else by name."""

    name: str
    kvk_number: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class AreaEntry:
    """One feature of a file. What the file does not mention stays as it is."""

    number: int
    slug: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    geometry: Geometry | None = None
    # Address or name of the area around it; "" is none, and None is not mentioned.
    parent: str | None = None
    aliases: tuple[NamedPeriod, ...] | None = None
    associations: tuple[AssociationEntry, ...] | None = None

    @property
    def name(self) -> str:
        return str(self.values.get("name") or self.slug or self.number)


@dataclass(frozen=True)
class FeatureProblem:
    """What is wrong with a feature; number 0 is the file itself."""

    number: int
    name: str
    message: str
    # Which of its properties, where one of them is to blame.
    field: str = ""


def areas_to_export(areas: QuerySet[Area]) -> QuerySet[Area]:
    """With all that a file tells about them, in four queries."""
    associations = AreaAssociation.objects.select_related("organisation").order_by("organisation__name", "pk")
    return (
        areas.filter(trashed_at__isnull=True)
        .select_related("parent")
        .prefetch_related("aliases", Prefetch("association_rows", queryset=associations))
        .order_by("slug")
    )
