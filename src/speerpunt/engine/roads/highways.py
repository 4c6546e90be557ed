"""What the tags of a way in OpenStreetMap mean for traffic: who may use it, how fast, and how many.

The rules follow the wiki of OpenStreetMap ("OSM tags for routing": access, one way, maxspeed, lanes) with the Dutch
defaults. Speeds and capacities per kind of road, where the map says nothing, are planning values; see
docs/engine/roads.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .network import ALL_MODES, MODES, MOTOR_MODES

BICYCLE, BUS, EMERGENCY = MODES["bicycle"], MODES["bus"], MODES["emergency"]


@dataclass(frozen=True)
class Kind:
    """A kind of road: km/h, vehicles per hour and lane, lanes per direction, and for whom it is meant."""

    speed_kmh: float
    capacity_per_lane: float
    lanes: float = 1.0
    modes: int = ALL_MODES


KINDS = {
    "motorway": Kind(100, 2100, 2, MOTOR_MODES),
    "motorway_link": Kind(70, 1600, 1, MOTOR_MODES),
    "trunk": Kind(80, 1800, 1, MOTOR_MODES),
    "trunk_link": Kind(60, 1500, 1, MOTOR_MODES),
    "primary": Kind(50, 1200),
    "primary_link": Kind(50, 1000),
    "secondary": Kind(50, 1000),
    "secondary_link": Kind(50, 900),
    "tertiary": Kind(50, 800),
    "tertiary_link": Kind(50, 700),
    "unclassified": Kind(50, 600),
    "road": Kind(30, 500),
    "residential": Kind(30, 500),
    "living_street": Kind(15, 250),
    "service": Kind(15, 250),
    "busway": Kind(50, 600, 1, BUS | EMERGENCY),
    "bus_guideway": Kind(50, 600, 1, BUS),
    "pedestrian": Kind(10, 200, 1, EMERGENCY),
    "cycleway": Kind(15, 2000, 1, BICYCLE),
    "track": Kind(15, 200, 1, BICYCLE),
    "path": Kind(15, 2000, 1, 0),
    "footway": Kind(10, 2000, 1, 0),
    "bridleway": Kind(10, 2000, 1, 0),
}
"""A path, footway, pedestrian street or track is for bicycles or cars only where its tags say so."""

FAST_KINDS = {"motorway", "motorway_link", "trunk", "trunk_link"}
"""Where no zone lies: one cannot turn off into a yard."""

LADDERS = {
    "car": ("access", "vehicle", "motor_vehicle", "motorcar"),
    "van": ("access", "vehicle", "motor_vehicle", "motorcar", "goods"),
    "lorry": ("access", "vehicle", "motor_vehicle", "motorcar", "hgv"),
    "bus": ("access", "vehicle", "motor_vehicle", "psv", "bus"),
    "bicycle": ("access", "vehicle", "bicycle"),
    "emergency": ("access", "vehicle", "motor_vehicle", "emergency"),
}
"""From the general key to the special one: the last one that is there decides."""

CLOSED = {
    "no", "private", "agricultural", "forestry", "customers", "permit", "residents", "military", "emergency",
    "employees", "use_sidepath", "dismount",
}  # fmt: skip
OPENING = {"yes", "designated", "permissive", "destination", "official"}

STOPS_CARS = {
    "block", "bollard", "chain", "cycle_barrier", "debris", "jersey_barrier", "kissing_gate", "log", "motorcycle_barrier",
    "planter", "stile", "turnstile",
}  # fmt: skip

SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?$")
SPEED_WORDS = {
    "walk": 6.0, "none": 130.0, "urban": 50.0, "rural": 80.0, "trunk": 100.0, "motorway": 100.0,
    "living_street": 15.0, "bicycle_road": 30.0,
}  # fmt: skip


@dataclass(frozen=True)
class Traits:
    """What one direction of a road is like. Two links with equal traits, one after the other, may become one."""

    modes: int
    speed_kmh: float
    capacity: float
    name: str = ""
    kind: str = ""


def sides(tags: Mapping[str, str]) -> tuple[Traits | None, Traits | None]:
    """The two directions of a way: along it and against it, None where nobody may go.

    >>> there, back = sides({"highway": "residential", "oneway": "yes", "oneway:bicycle": "no", "name": "Haarlemmerstraat"})
    >>> there.speed_kmh, there.modes == ALL_MODES, back.modes == MODES["bicycle"]
    (30, True, True)
    """
    kind = KINDS.get(tags.get("highway", ""))
    if kind is None:
        return None, None
    both = (_modes(tags, kind, "forward"), _modes(tags, kind, "backward"))
    is_two_way = bool(both[0] & MOTOR_MODES and both[1] & MOTOR_MODES)
    there, back = (
        _traits(tags, kind, modes, direction, is_two_way) if modes else None
        for modes, direction in zip(both, ("forward", "backward"), strict=True)
    )
    return there, back


def why_left_out(tags: Mapping[str, str]) -> str:
    """Why `sides` gives nothing for this way.

    >>> why_left_out({"highway": "steps"})
    'steps: no road for vehicles'
    """
    highway = tags.get("highway", "")
    if highway not in KINDS:
        return f"{highway}: no road for vehicles"
    if KINDS[highway].modes in {0, BICYCLE, EMERGENCY}:
        return f"{highway}: not for vehicles, by its tags"
    return f"{highway}: closed to everybody, by its tags"


def barrier_lets_pass(tags: Mapping[str, str]) -> int:
    """Who passes a barrier on a road, as bits of `MODES`.

    >>> barrier_lets_pass({"barrier": "bollard"}) == MODES["bicycle"]
    True
    >>> barrier_lets_pass({"barrier": "gate"}) == ALL_MODES
    True
    """
    barrier = tags.get("barrier", "")
    modes = ALL_MODES
    if barrier in STOPS_CARS:
        modes = BICYCLE
        if tags.get("bollard") in {"rising", "removable", "foldable"}:
            modes |= EMERGENCY
    elif barrier == "bus_trap":
        modes = BUS | EMERGENCY | BICYCLE
    return _by_access(tags, modes, "")


def parse_speed(text: str) -> float | None:
    """Kilometres per hour of a `maxspeed`, None where it says nothing fixed.

    >>> [parse_speed(text) for text in ("50", "30 mph", "NL:urban", "NL:zone30", "walk", "signals", "50;30")]
    [50.0, 48.28032, 50.0, 30.0, 6.0, None, 30.0]
    """
    if ";" in text:
        speeds = [speed for part in text.split(";") if (speed := parse_speed(part)) is not None]
        return min(speeds, default=None)
    word = text.strip().lower().rpartition(":")[2].removeprefix("zone").lstrip(": ")
    if word in SPEED_WORDS:
        return SPEED_WORDS[word]
    found = SPEED.match(word)
    if not found or not 0 < float(found[1]) <= 200:
        return None
    return float(found[1]) * (1.609344 if found[2] == "mph" else 1.0)


def _modes(tags: Mapping[str, str], kind: Kind, direction: str) -> int:
    modes = kind.modes
    if tags.get("motorroad") == "yes":
        modes &= ~BICYCLE
    modes = _by_access(tags, modes, direction)
    if modes & MOTOR_MODES and tags.get("emergency") != "no":
        modes |= EMERGENCY
    for name, bit in MODES.items():
        if not _may_go(tags, name, direction):
            modes &= ~bit
    return modes


def _by_access(tags: Mapping[str, str], modes: int, direction: str) -> int:
    """Open or close per kind of vehicle, as the ladders of keys say."""
    for name, ladder in LADDERS.items():
        value = ""
        for key in ladder:
            value = tags.get(key) or value
            value = tags.get(f"{key}:{direction}") or value
        # What holds for traffic in general does not open a path or a busway; a word about this vehicle does.
        is_special = any(tags.get(key) == value for key in ladder[2:])
        if value == "delivery":
            value = "yes" if name in {"van", "lorry"} else "no"
        if value in CLOSED and not (name == "emergency" and value != "no"):
            modes &= ~MODES[name]
        elif value in OPENING and is_special:
            modes |= MODES[name]
    return modes


def _may_go(tags: Mapping[str, str], mode: str, direction: str) -> bool:
    rule = _one_way(tags, mode)
    return not rule or rule == direction


def _one_way(tags: Mapping[str, str], mode: str) -> str:
    """The direction that is left, or nothing where both are."""
    value = tags.get("oneway", "")
    if not value and (
        tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    ):
        value = "yes"
    if mode == "bicycle":
        value = tags.get("oneway:bicycle") or ("no" if _has_opposite_lane(tags, "cycleway") else value)
    if mode == "bus":
        has_lane = _has_opposite_lane(tags, "busway")
        value = tags.get("oneway:psv") or tags.get("oneway:bus") or ("no" if has_lane else value)
    return {"yes": "forward", "true": "forward", "1": "forward", "-1": "backward", "reverse": "backward"}.get(
        value, ""
    )


def _has_opposite_lane(tags: Mapping[str, str], key: str) -> bool:
    return any(
        tags.get(name, "").startswith("opposite")
        for name in (key, f"{key}:left", f"{key}:right", f"{key}:both")
    )


def _traits(tags: Mapping[str, str], kind: Kind, modes: int, direction: str, is_two_way: bool) -> Traits:
    given = tags.get(f"maxspeed:{direction}") or tags.get("maxspeed") or tags.get("maxspeed:type") or ""
    speed = parse_speed(given) or kind.speed_kmh
    if modes == BICYCLE:
        speed = min(speed, 15.0)
    lanes = _lanes(tags, kind, direction, is_two_way) if modes & MOTOR_MODES else kind.lanes
    return Traits(modes, speed, lanes * kind.capacity_per_lane, _name(tags), tags["highway"])


def _lanes(tags: Mapping[str, str], kind: Kind, direction: str, is_two_way: bool) -> float:
    own = _count(tags.get(f"lanes:{direction}", ""))
    if own:
        return own
    total = _count(tags.get("lanes", ""))
    if not total:
        return kind.lanes
    return total / 2 if is_two_way else total


def _count(text: str) -> float:
    return float(text) if text.isdecimal() and 0 < int(text) <= 12 else 0.0


def _name(tags: Mapping[str, str]) -> str:
    name = tags.get("name") or tags.get("ref") or ""
    bridge = tags.get("bridge:name", "")
    if tags.get("bridge", "no") == "no" or bridge == name:
        return name
    return f"{name} ({bridge or 'bridge'})".strip()
