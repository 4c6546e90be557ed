from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from speerpunt.core.enums import Certainty, Theme
from speerpunt.core.geometry import bounds_of
from speerpunt.places.enums import AmbitionKind, AreaKind
from speerpunt.places.models import Ambition, Area, AreaAlias, AreaAssociation

from .identities import AreaId, AreaReference, IndicatorReference, OrganisationReference, PersonReference
from .loading import Loading


@dataclass(frozen=True)
class AliasRow:
    notes: ClassVar = ("source", "dates_assumed")

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class AmbitionRow:
    theme: Theme
    kind: AmbitionKind
    text: str
    indicator: IndicatorReference | None = None
    invented: bool = False


@dataclass(frozen=True)
class AreaRow:
    # Figures of an area are measurements, and its park manager follows from a role in its association.
    notes: ClassVar = (
        "certainty_reason",
        "dates_assumed",
        "enterprises",
        "jobs",
        "figures_source",
        "hectares_stated",
    )

    id: AreaId
    name: str
    kind: AreaKind
    lead: str = ""
    parent: AreaReference | None = None
    certainty: Certainty = Certainty.MEDIUM
    start: date | None = None
    end: date | None = None
    associations: tuple[OrganisationReference, ...] = ()
    park_manager: PersonReference | None = None
    aliases: tuple[AliasRow, ...] = ()
    ambitions: tuple[AmbitionRow, ...] = ()


def add_areas(
    loading: Loading, rows: Sequence[AreaRow], shapes: dict[str, dict[str, Any]], source: str
) -> None:
    """Areas by their address, parents before parts; their names of before besides."""
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if row.parent is None or row.parent in loading.areas]
        wanted = [_area(loading, row, shapes.get(row.id), source) for row in ready]
        found = loading.add(Area, wanted, ("slug",), is_told=True)
        loading.areas |= {row.id: area for row, area in zip(ready, found, strict=True)}
        waiting = [row for row in waiting if row.id not in loading.areas]
    aliases = (
        AreaAlias(area=loading.areas[row.id], name=alias.name, start=alias.start, end=alias.end)
        for row in rows
        for alias in row.aliases
    )
    loading.add(AreaAlias, aliases, ("area_id", "name"))


def _area(loading: Loading, row: AreaRow, geometry: dict[str, Any] | None, source: str) -> Area:
    area = Area(
        slug=row.id,
        name=row.name,
        kind=row.kind,
        parent=loading.areas[row.parent] if row.parent else None,
        summary=row.lead,
        geometry=geometry,
        certainty=row.certainty,
        source=source,
        start=row.start,
        end=row.end,
    )
    if geometry:
        area.west, area.south, area.east, area.north = bounds_of(geometry)
    return area


def add_area_associations(loading: Loading, rows: Sequence[AreaRow]) -> None:
    links = (
        AreaAssociation(
            area=loading.areas[row.id], organisation=loading.organisations[organisation], start=row.start
        )
        for row in rows
        for organisation in row.associations
    )
    loading.add(AreaAssociation, links, ("area_id", "organisation_id"))


def add_ambitions(loading: Loading, rows: Sequence[AreaRow]) -> None:
    ambitions = (
        Ambition(
            area=loading.areas[row.id],
            theme=ambition.theme,
            kind=ambition.kind,
            text=ambition.text,
            indicator=loading.indicators[ambition.indicator] if ambition.indicator else None,
            is_assumed=ambition.invented,
        )
        for row in rows
        for ambition in row.ambitions
    )
    loading.add(Ambition, ambitions, ("area_id", "theme", "kind", "text"))
