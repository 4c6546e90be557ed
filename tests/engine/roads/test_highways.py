"""Tags of OpenStreetMap, each case as the wiki describes it."""

import pytest

from speerpunt.engine.roads.highways import KINDS, barrier_lets_pass, parse_speed, sides
from speerpunt.engine.roads.network import ALL_MODES, MODES, MOTOR_MODES


def bits(*names):
    return sum(MODES[name] for name in names)


EVERY_WAY = (ALL_MODES, ALL_MODES)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("highway=residential", EVERY_WAY),
        ("highway=residential oneway=no", EVERY_WAY),
        ("highway=residential oneway=yes", (ALL_MODES, 0)),
        ("highway=residential oneway=1", (ALL_MODES, 0)),
        ("highway=residential oneway=-1", (0, ALL_MODES)),
        ("highway=residential oneway=yes oneway:bicycle=no", (ALL_MODES, MODES["bicycle"])),
        ("highway=residential oneway=yes cycleway:left=opposite_lane", (ALL_MODES, MODES["bicycle"])),
        ("highway=residential oneway=yes oneway:psv=no", (ALL_MODES, MODES["bus"])),
        ("highway=secondary junction=roundabout", (ALL_MODES, 0)),
        ("highway=motorway", (MOTOR_MODES, 0)),
        ("highway=motorway oneway=no", (MOTOR_MODES, MOTOR_MODES)),
        ("highway=primary motorroad=yes", (MOTOR_MODES, MOTOR_MODES)),
        ("highway=primary bicycle=use_sidepath", (MOTOR_MODES, MOTOR_MODES)),
        ("highway=primary hgv=no", (ALL_MODES - MODES["lorry"],) * 2),
        ("highway=primary hgv:forward=no", (ALL_MODES - MODES["lorry"], ALL_MODES)),
        ("highway=residential motor_vehicle=no", (MODES["bicycle"],) * 2),
        ("highway=residential motor_vehicle=no bus=yes", (bits("bicycle", "bus", "emergency"),) * 2),
        ("highway=residential motor_vehicle=private", (bits("bicycle", "emergency"),) * 2),
        ("highway=residential motor_vehicle=destination", EVERY_WAY),
        ("highway=residential motor_vehicle=delivery", (bits("van", "lorry", "bicycle", "emergency"),) * 2),
        ("highway=residential vehicle=no", (0, 0)),
        ("highway=residential access=no bicycle=yes", (MODES["bicycle"],) * 2),
        ("highway=service access=private", (MODES["emergency"],) * 2),
        ("highway=service access=no psv=yes", (bits("bus", "emergency"),) * 2),
        ("highway=busway", (bits("bus", "emergency"),) * 2),
        ("highway=cycleway", (MODES["bicycle"],) * 2),
        ("highway=cycleway oneway=yes", (MODES["bicycle"], 0)),
        ("highway=footway", (0, 0)),
        ("highway=footway access=yes", (0, 0)),
        ("highway=footway bicycle=yes", (MODES["bicycle"],) * 2),
        ("highway=pedestrian", (MODES["emergency"],) * 2),
        ("highway=pedestrian bicycle=yes emergency=no", (MODES["bicycle"],) * 2),
        ("highway=steps", (0, 0)),
        ("highway=construction", (0, 0)),
        ("highway=proposed", (0, 0)),
        ("railway=rail", (0, 0)),
    ],
)
def test_who_may_go_each_way(tags, expected):
    found = sides(dict(tag.split("=") for tag in tags.split()))
    assert tuple(side.modes if side else 0 for side in found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", 50), ("50 km/h", 50), ("30 mph", 48.28032), ("20mph", 32.18688), ("walk", 6), ("NL:walk", 6),
        ("none", 130), ("NL:urban", 50), ("NL:rural", 80), ("NL:motorway", 100), ("NL:zone30", 30), ("NL:zone:30", 30),
        ("DE:30", 30), ("NL:living_street", 15), ("80;60", 60), ("variable", None), ("signals", None), ("", None),
        ("0", None), ("9999", None), ("fast", None), ("50 knots", None),
    ],
)  # fmt: skip
def test_speed(text, expected):
    assert parse_speed(text) == (None if expected is None else pytest.approx(expected))


def test_a_road_without_a_sign_has_the_speed_of_its_kind():
    there, back = sides({"highway": "secondary", "maxspeed": "signals", "maxspeed:backward": "30"})
    assert (there.speed_kmh, back.speed_kmh) == (KINDS["secondary"].speed_kmh, 30)


@pytest.mark.parametrize(
    ("tags", "lanes"),
    [
        ({}, (1, 1)),
        ({"lanes": "2"}, (1, 1)),
        ({"lanes": "3"}, (1.5, 1.5)),
        ({"lanes": "1"}, (0.5, 0.5)),
        ({"lanes": "3", "lanes:forward": "2", "lanes:backward": "1"}, (2, 1)),
        ({"lanes": "many"}, (1, 1)),
        ({"lanes": "2", "oneway": "yes"}, (2, None)),
        ({"lanes": "2", "oneway": "yes", "oneway:bicycle": "no"}, (2, 1)),
    ],
)
def test_capacity_is_that_of_all_lanes(tags, lanes):
    found = sides({"highway": "primary", **tags})
    per_lane = KINDS["primary"].capacity_per_lane
    assert tuple(side and side.capacity / per_lane for side in found) == lanes


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"name": "Zijlsingel"}, "Zijlsingel"),
        ({"ref": "N206"}, "N206"),
        ({"name": "Lammenschansweg", "bridge": "yes"}, "Lammenschansweg (bridge)"),
        ({"name": "Zijlsingel", "bridge": "movable", "bridge:name": "Zijlbrug"}, "Zijlsingel (Zijlbrug)"),
        ({"name": "Koornbrug", "bridge": "yes", "bridge:name": "Koornbrug"}, "Koornbrug"),
        ({"bridge": "no"}, ""),
    ],
)
def test_a_bridge_shows_in_the_name(tags, name):
    assert sides({"highway": "primary", **tags})[0].name == name


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("barrier=gate", ALL_MODES),
        ("barrier=gate motor_vehicle=private", bits("bicycle", "emergency")),
        ("barrier=bollard", MODES["bicycle"]),
        ("barrier=bollard bollard=rising bus=yes", bits("bicycle", "bus", "emergency")),
        ("barrier=bus_trap", bits("bicycle", "bus", "emergency")),
        ("barrier=block bicycle=no", 0),
    ],
)
def test_who_passes_a_barrier(tags, expected):
    assert barrier_lets_pass(dict(tag.split("=") for tag in tags.split())) == expected
