"""Areas from a GeoJSON file, in WGS84 or RD New. Reading changes nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.enums import Certainty
from speerpunt.core.geometry import Crs
from speerpunt.core.models import Collective

from ..enums import AreaKind
from ..queries.exchange import AreaEntry, AssociationEntry, FeatureProblem, NamedPeriod
from ..services import ShapeProblem, read_json, sound_shape

MOST_FEATURES = 1_000
MOST_PARTS = 100
LONGEST_TEXT = 500
LONGEST_NAME = 120
SLUG = re.compile(r"[a-z0-9-]{1,60}")
# Names of coordinate systems as programs write them in the `crs` member.
CRS_NAMES = {"28992": Crs.RD_NEW, "4326": Crs.WGS84, "4258": Crs.WGS84, "CRS84": Crs.WGS84}


@dataclass(frozen=True)
class AreaReading:
    entries: list[AreaEntry]
    problems: list[FeatureProblem]


class PropertyProblem(Exception):
    """Why a feature cannot be read; the message is for the person at the screen."""


def read_areas(content: bytes | str, collective: Collective, *, crs: Crs | None = None) -> AreaReading:
    """Every feature that can be read, and a numbered problem for every one that cannot.

    `crs` says how to read coordinates where the file does not say so itself.
    """
    try:
        found = read_json(content)
        features = _features(found)
        read_as = _crs(found, crs)
    except (ShapeProblem, PropertyProblem) as problem:
        return AreaReading([], [FeatureProblem(0, "", str(problem))])
    entries: list[AreaEntry] = []
    problems: list[FeatureProblem] = []
    for number, feature in enumerate(features, start=1):
        try:
            entries.append(_entry(number, feature, collective, read_as))
        except (ShapeProblem, PropertyProblem) as problem:
            problems.append(FeatureProblem(number, _title(feature), str(problem)))
    return AreaReading(entries, problems)


def _features(found: Any) -> list[Any]:
    features = found.get("features") if isinstance(found, Mapping) else None
    if not isinstance(features, list):
        raise PropertyProblem(
            _("This is not a collection of areas. Export it again as a GeoJSON FeatureCollection.")
        )
    if not features:
        raise PropertyProblem(_("The file holds no areas. Choose another file."))
    if len(features) > MOST_FEATURES:
        raise PropertyProblem(
            _("The file holds more than %(most)d areas. Split it and bring the parts in one by one.")
            % {"most": MOST_FEATURES}
        )
    return features


def _crs(found: Mapping[str, Any], chosen: Crs | None) -> Crs:
    """What the file says; it may not contradict what the person says."""
    stated = _stated_crs(found.get("crs"))
    if stated is not None and chosen is not None and stated is not chosen:
        raise PropertyProblem(
            _("The file says %(stated)s, and you chose %(chosen)s. Choose “as the file says”.")
            % {"stated": stated.value, "chosen": chosen.value}
        )
    return stated or chosen or Crs.WGS84


def _stated_crs(member: Any) -> Crs | None:
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    code = name.replace("/", ":").rsplit(":", 1)[-1].upper() if isinstance(name, str) else ""
    if code not in CRS_NAMES:
        raise PropertyProblem(
            _(
                "The file uses coordinates that we cannot read. Export it in WGS84 (EPSG:4326) or RD New (EPSG:28992)."
            )
        )
    return CRS_NAMES[code]


def _title(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    return name[:120] if isinstance(name, str) else ""


def _entry(number: int, feature: Any, collective: Collective, crs: Crs) -> AreaEntry:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise PropertyProblem(_("This is not a GeoJSON feature. Export the file again."))
    properties = feature.get("properties") or {}
    if not isinstance(properties, Mapping):
        raise PropertyProblem(_("The properties of a feature are names with values. Export the file again."))
    values = {name: read(properties[name], name) for name, read in _READERS.items() if name in properties}
    slug = _slug(feature, properties)
    if not values.get("name") and not slug:
        raise PropertyProblem(_("The area has no name. Add one as “name”."))
    geometry = feature.get("geometry")
    return AreaEntry(
        number=number,
        slug=slug,
        values=values,
        geometry=None if geometry is None else sound_shape(geometry, collective, crs=crs),
        parent=_text(properties["parent"], "parent") if "parent" in properties else None,
        aliases=_aliases(properties["aliases"]) if "aliases" in properties else None,
        associations=_associations(properties["associations"]) if "associations" in properties else None,
    )


def _slug(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    """`slug`, else an `id` in words; the numbers that programs give to features say nothing."""
    ids = [value for value in (properties.get("id"), feature.get("id")) if not str(value).isdecimal()]
    for value in (properties.get("slug"), *ids):
        if isinstance(value, str) and value:
            if not SLUG.fullmatch(value):
                raise PropertyProblem(
                    _("“%(slug)s” cannot be an address. Use small letters, digits and hyphens.")
                    % {"slug": value[:60]}
                )
            return value
    return ""


def _text(value: Any, name: str, longest: int = LONGEST_TEXT) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise PropertyProblem(_("“%(name)s” must be text, not too long.") % {"name": name})
    return value.strip()


def _day(value: Any, name: str) -> date | None:
    text = _text(value, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise PropertyProblem(
            _("“%(name)s” must be a date as in 2026-11-23, not “%(value)s”.")
            % {"name": name, "value": text[:40]}
        ) from error


def _one_of(choices: list[str]) -> Callable[[Any, str], str]:
    def read(value: Any, name: str) -> str:
        text = _text(value, name)
        if text not in choices:
            raise PropertyProblem(
                _("“%(name)s” is “%(value)s”. Choose one of: %(choices)s.")
                % {"name": name, "value": text[:40], "choices": ", ".join(choices)}
            )
        return text

    return read


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "name": _text,
    "kind": _one_of(AreaKind.values),
    "summary": _text,
    "certainty": _one_of(Certainty.values),
    "source": _text,
    "start": _day,
    "end": _day,
}


def _parts(value: Any, name: str) -> list[Mapping[str, Any]]:
    """A list of names, or of names with dates."""
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise PropertyProblem(_("“%(name)s” must be a list, not too long.") % {"name": name})
    parts = [{"name": part} if isinstance(part, str) else part for part in value]
    if not all(isinstance(part, Mapping) and _text(part.get("name"), name) for part in parts):
        raise PropertyProblem(_("Each of “%(name)s” needs a name.") % {"name": name})
    return parts


def _aliases(value: Any) -> tuple[NamedPeriod, ...]:
    return tuple(
        NamedPeriod(
            _text(part["name"], "aliases")[:120],
            _day(part.get("start"), "start"),
            _day(part.get("end"), "end"),
        )
        for part in _parts(value, "aliases")
    )


def _associations(value: Any) -> tuple[AssociationEntry, ...]:
    return tuple(
        AssociationEntry(
            name=_text(part["name"], "associations"),
            kvk_number=_text(part.get("kvk_number"), "kvk_number"),
            start=_day(part.get("start"), "start"),
            end=_day(part.get("end"), "end"),
        )
        for part in _parts(value, "associations")
    )
