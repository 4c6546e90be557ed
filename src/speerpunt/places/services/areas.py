"""Areas: add, change, put in the trash and take out of it; their other names and associations."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.geometry import Geometry
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Area, AreaAlias, AreaAssociation
from ..queries.exchange import LinkedPeriod, NamedPeriod
from .placements import place_in_area
from .shapes import sound_shape

# First words of addresses below `gebieden/` that are not areas.
RESERVED_SLUGS = frozenset({"nieuw", "prullenbak", "invoer", "uitvoer", "ambities"})
LONGEST_SLUG = 60


class AreaProblem(Exception):
    """Why an area cannot be kept as asked; the message is for the person at the screen."""


@transaction.atomic
def add_area(
    collective: Collective,
    *,
    by: User | None,
    geometry: Geometry | None = None,
    slug: str = "",
    **values: Any,
) -> Area:
    """An empty slug is made from the name."""
    area = Area(collective=collective, **values)
    area.slug = _checked_slug(collective, slug) if slug else free_slug(collective, area.name)
    if geometry is not None:
        area.geometry = sound_shape(geometry, collective)
    area.save()
    record(area, Verb.CREATED, by=by)
    if area.geometry is not None:
        place_in_area(area)
    return area


@transaction.atomic
def change_area(area: Area, *, by: User | None, **values: Any) -> list[str]:
    """Returns the names of the fields that changed. Only fields that are given change."""
    if values.get("geometry") is not None:
        values["geometry"] = sound_shape(values["geometry"], area.collective)
    if "slug" in values and values["slug"] != area.slug:
        _checked_slug(area.collective, values["slug"])
    if "parent" in values:
        check_parent(area, values["parent"])
    changed = save_changes(area, by=by, **values)
    if "geometry" in changed:
        place_in_area(area)
    return changed


@transaction.atomic
def change_whole_area(
    area: Area,
    *,
    by: User | None,
    aliases: Iterable[NamedPeriod],
    associations: Iterable[LinkedPeriod],
    **values: Any,
) -> None:
    """The area, its other names and its associations: all of it, or nothing."""
    change_area(area, by=by, **values)
    set_aliases(area, aliases, by=by)
    set_associations(area, associations, by=by)


@transaction.atomic
def trash_area(area: Area, *, by: User | None) -> None:
    """Out of every list and map; names, shape and measurements stay, and the trash gives them back."""
    if area.trashed_at is not None:
        return
    area.trashed_at = timezone.now()
    area.save(update_fields=["trashed_at"])
    record(area, Verb.TRASHED, by=by)
    place_in_area(area)


@transaction.atomic
def restore_area(area: Area, *, by: User | None) -> None:
    if area.trashed_at is None:
        return
    area.trashed_at = None
    area.save(update_fields=["trashed_at"])
    record(area, Verb.RESTORED, by=by)
    place_in_area(area)


@transaction.atomic
def set_aliases(area: Area, aliases: Iterable[NamedPeriod], *, by: User | None) -> bool:
    """Make the other names exactly these. Returns whether anything changed."""
    wanted = {(each.name, each.start, each.end): each for each in aliases}
    present = {(row.name, row.start, row.end): row for row in area.aliases.all()}
    for key in present.keys() - wanted.keys():
        present[key].delete()
        record(area, Verb.UNLINKED, by=by, note=_period_note(*key))
    for key in [key for key in wanted if key not in present]:
        name, start, end = key
        AreaAlias.objects.create(collective_id=area.collective_id, area=area, name=name, start=start, end=end)
        record(area, Verb.LINKED, by=by, note=_period_note(*key))
    return present.keys() != wanted.keys()


@transaction.atomic
def set_associations(area: Area, associations: Iterable[LinkedPeriod], *, by: User | None) -> bool:
    """Make the associations exactly these. Returns whether anything changed."""
    wanted = {each.organisation.pk: each for each in associations}
    present = {row.organisation_id: row for row in area.association_rows.select_related("organisation")}
    changed = False
    for key in present.keys() - wanted.keys():
        row = present[key]
        row.delete()
        record(area, Verb.UNLINKED, by=by, note=_period_note(row.organisation.name, row.start, row.end))
        changed = True
    for key, each in wanted.items():
        changed |= _link(area, each, present.get(key), by)
    return changed


def _link(area: Area, wanted: LinkedPeriod, present: AreaAssociation | None, by: User | None) -> bool:
    if present is not None and (present.start, present.end) == (wanted.start, wanted.end):
        return False
    AreaAssociation.objects.update_or_create(
        collective_id=area.collective_id,
        area=area,
        organisation=wanted.organisation,
        defaults={"start": wanted.start, "end": wanted.end},
    )
    record(area, Verb.LINKED, by=by, note=_period_note(wanted.organisation.name, wanted.start, wanted.end))
    return True


def _period_note(name: str, start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return name
    return f"{name} ({start or '…'} – {end or '…'})"[:200]


def free_slug(collective: Collective, name: str, taken: Sequence[str] = ()) -> str:
    """An address for the name that no other area has, also none in the trash."""
    base = slugify(name)[: LONGEST_SLUG - 4] or "gebied"
    used = {*RESERVED_SLUGS, *taken, *_slugs(collective).filter(slug__startswith=base)}
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in used:
        number += 1
    return slug


def _slugs(collective: Collective) -> Any:
    return Area.objects.filter(collective=collective).values_list("slug", flat=True)


def _checked_slug(collective: Collective, slug: str) -> str:
    if slug in RESERVED_SLUGS or slugify(slug) != slug:
        raise AreaProblem(
            _("“%(slug)s” cannot be an address. Use small letters, digits and hyphens.") % {"slug": slug}
        )
    if _slugs(collective).filter(slug=slug).exists():
        raise AreaProblem(
            _("Another area has the address “%(slug)s”. It may be in the trash.") % {"slug": slug}
        )
    return slug


def check_parent(area: Area, parent: Area | None) -> None:
    """An area does not lie in itself, not even through others."""
    seen = {area.pk}
    while parent is not None:
        if parent.pk in seen:
            raise AreaProblem(
                _("“%(name)s” would then lie in itself. Choose another area to be part of.")
                % {"name": area.name}
            )
        seen.add(parent.pk)
        parent = parent.parent
