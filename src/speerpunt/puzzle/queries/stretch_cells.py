"""All stretches of a work in one cell of a table: GeoJSON, so that maps read it too and nothing of them is lost."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core import cells
from speerpunt.core.cells import Cell, CellProblem

from ..enums import Direction, MeasureKind, Mode
from ..models import WorkLine, WorkPhase
from .shapes import UnreadableShape, read_shape

MOST_STRETCHES = 200
MOST_KMH = 130
SMALLEST_SHARE = 0.05
# Of these a no says something else than silence.
PASSES = ("lets_emergency_pass", "lets_bus_pass")

# A stretch as plain values: what a line has, and the number of the phase that it belongs to, from 1 (0: all of them).
Said = dict[str, Any]


def said_stretches(lines: Iterable[WorkLine], phases: Sequence[WorkPhase]) -> list[Said]:
    number_of = {phase.pk: number for number, phase in enumerate(phases, start=1)}
    return [
        {
            "geometry": line.geometry,
            "is_detour": line.is_detour,
            "kind": line.kind,
            "name": line.name,
            "direction": line.direction,
            "modes": [mode for mode in Mode.values if mode in line.modes],
            "share_left": line.share_left,
            "speed_kmh": line.speed_kmh,
            "lets_emergency_pass": line.lets_emergency_pass,
            "lets_bus_pass": line.lets_bus_pass,
            "phase": number_of.get(line.phase_id or 0, 0),
        }
        for line in sorted(lines, key=lambda line: (line.is_detour, line.pk))
    ]


def stretches_cell() -> Cell:
    return Cell(_read, _written, _in_words)


def _written(stretches: Iterable[Said]) -> str:
    """What is not said is left out."""
    features = [
        {
            "type": "Feature",
            "geometry": each["geometry"],
            "properties": {name: value for name, value in each.items() if _is_said(name, value)},
        }
        for each in stretches
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, separators=(",", ":"), ensure_ascii=False
    )


def _is_said(name: str, value: Any) -> bool:
    return name != "geometry" and (bool(value) or (value is False and name in PASSES))


def _in_words(stretches: Sequence[Said]) -> str:
    count, detours = len(stretches), sum(each["is_detour"] for each in stretches)
    said = ngettext("%(count)d stretch", "%(count)d stretches", count) % {"count": count}
    if not detours:
        return said
    return _("%(stretches)s, of which %(count)d a detour") % {"stretches": said, "count": detours}


def _read(cell: str) -> list[Said]:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        raise _problem() from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not 0 < len(features) <= MOST_STRETCHES:
        raise _problem()
    return sorted((_stretch(each) for each in features), key=lambda each: each["is_detour"])


def _problem() -> CellProblem:
    return CellProblem(_("This is no list of stretches in GeoJSON, as it leaves from here."))


def _stretch(feature: Any) -> Said:
    facts = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(facts, dict):
        raise _problem()
    try:
        geometry = read_shape(feature.get("geometry"))
    except UnreadableShape as problem:
        raise _problem() from problem
    modes = facts.get("modes", [])
    if not isinstance(modes, list) or any(mode not in Mode.values for mode in modes):
        raise _problem()
    return {
        "geometry": geometry,
        "is_detour": bool(facts.get("is_detour")),
        "kind": _one_of(facts, "kind", MeasureKind.values, MeasureKind.NONE.value),
        "name": _text(facts.get("name", "")),
        "direction": _one_of(facts, "direction", Direction.values, Direction.BOTH.value),
        "modes": [mode for mode in Mode.values if mode in modes],
        "share_left": _number(facts.get("share_left"), SMALLEST_SHARE, 1.0),
        "speed_kmh": _whole(facts.get("speed_kmh"), 1, MOST_KMH),
        "lets_emergency_pass": _yes_no(facts.get("lets_emergency_pass")),
        "lets_bus_pass": _yes_no(facts.get("lets_bus_pass")),
        "phase": _whole(facts.get("phase"), 0, MOST_STRETCHES) or 0,
    }


def _one_of(facts: dict[str, Any], name: str, known: Sequence[str], otherwise: str) -> str:
    value = facts.get(name, otherwise)
    if not isinstance(value, str) or value not in known:
        raise _problem()
    return value


def _text(value: Any) -> str:
    """As in any other cell; a name in GeoJSON may hide signs behind a backslash."""
    if not isinstance(value, str):
        raise _problem()
    return str(cells.text(WorkLine._meta.get_field("name").max_length).value_of(value))  # type: ignore[union-attr]


def _number(value: Any, least: float, most: float) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _problem()
    return float(value)


def _whole(value: Any, least: int, most: int) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise _problem()
    found = _number(value, least, most)
    return None if found is None else int(found)


def _yes_no(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _problem()
    return value
