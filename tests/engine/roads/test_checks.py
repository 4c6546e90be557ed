"""Each check finds the fault that is planted in a sound town, and nothing else."""

import numpy as np
import pytest

from speerpunt.engine.roads import MODES, Demand, Network
from speerpunt.engine.roads.checks import CHECKS, check

# A ring w - n - e - s of 1 km links, both ways, with a gateway G beyond e. Places in degrees near Leiden.
PLACES = {
    "w": (4.48, 52.16),
    "n": (4.49, 52.165),
    "e": (4.5, 52.16),
    "s": (4.49, 52.155),
    "G": (4.515, 52.16),
}
ROADS = ["wn", "ne", "es", "sw", "eG"]


def town(change=None, zones="wnG", more=(), gateways="G", without=()):
    """The town; `change` is {link: {field: value}}, `more` are further links by their nodes."""
    ids = [name for pair in ROADS for name in (pair, pair[::-1]) if name not in without] + list(more)
    places = {**PLACES, **{node: (4.489, 52.158) for name in more for node in name[:2] if node not in PLACES}}
    number = {name: place for place, name in enumerate(places)}
    fields = {
        name: {
            "length_m": 1200.0,
            "free_flow_minutes": 2.0,
            "capacity": 900.0,
            "modes": 63,
            **(change or {}).get(name, {}),
        }
        for name in ids
    }
    return Network.build(
        node_ids=list(places),
        x=[x for x, _ in places.values()],
        y=[y for _, y in places.values()],
        link_ids=ids,
        tail=[number[name[0]] for name in ids],
        head=[number[name[1]] for name in ids],
        zones=[number[name] for name in zones],
        gateways=[number[name] for name in gateways],
        **{field: [fields[name][field] for name in ids] for field in ("length_m", "free_flow_minutes", "capacity", "modes")},
    )  # fmt: skip


def found(network, demand=None):
    return [(each.check, each.words) for each in check(network, demand)]


def test_a_sound_town_has_no_findings():
    assert check(town()) == []


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (
            town({"sw": {"modes": 47}, "ws": {"modes": 47}, "es": {"modes": 47}, "se": {"modes": 47},
                  "sx": {"modes": 16}, "xs": {"modes": 16}}, more=("sx", "xs")),
            ("islands", "2 nodes of the roads for bicycle cannot be driven to and back from the rest."),
        ),
        (town({"ne": {"capacity": 0}}), ("zero_capacity", "Link 'ne' has no capacity, so nobody can use it.")),
        (town(zones="wnGz", more=("wz",)), ("dead_zones", "Zone 'z' cannot be left by any road.")),
        (town(zones="wnGz", more=("zw",)), ("dead_zones", "Zone 'z' cannot be reached by any road.")),
        (town({"es": {"free_flow_minutes": 0}}), ("times_of_nothing", "Link 'es' is 1200 m long and takes no time.")),
        (
            town({"wn": {"free_flow_minutes": 0.2}}),
            ("impossible_speeds",
             "On link 'wn' one drives 360.0 km/h on the empty road; between 3 and 160 is to be expected."),
        ),
        (
            town({"wn": {"free_flow_minutes": 60}}),
            ("impossible_speeds",
             "On link 'wn' one drives 1.2 km/h on the empty road; between 3 and 160 is to be expected."),
        ),
        (
            town({a + b: {"length_m": 39370} for pair in ROADS for a, b in (pair, pair[::-1])}),
            ("impossible_speeds",
             "On 10 links speeds are odd (between 3 and 160 is to be expected): lengths are not in metres, or times not in minutes."),
        ),
        (
            town({"wn": {"length_m": 600, "free_flow_minutes": 1}}),
            ("too_short", "Link 'wn' is 600 m long, and its ends lie 882 m apart."),
        ),
        (
            town(more=("wn2",)),
            ("parallel_links", "Links 'wn' and 'wn2' run between the same nodes and are equally long."),
        ),
        (
            town({"ne": {"capacity": 4000}}, without=("eG", "Ge"), zones="ws", gateways=""),
            ("capacity_jumps", "Link 'ne' carries 4000 vehicles an hour and goes on as 'es', which carries 900."),
        ),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(network, expected):
    assert found(network) == [expected]


def test_a_one_way_street_that_goes_nowhere_is_found():
    dead = [each for each in found(town(more=("sx",))) if each[0] == "dead_ends"]
    assert dead == [("dead_ends", "Link 'sx' leads to where no other link leaves.")]
    dead = [each for each in found(town(more=("xs",))) if each[0] == "dead_ends"]
    assert dead == [("dead_ends", "Link 'xs' starts where no other link leads.")]


def test_a_bicycle_path_needs_no_capacity():
    assert check(town({"ne": {"capacity": 0, "modes": MODES["bicycle"]}})) == []


def test_a_gateway_may_be_one_way():
    assert check(town(without=("Ge",))) == []


def test_a_gateway_that_reaches_no_zone_is_found():
    network = town({"eG": {"modes": 16}, "Ge": {"modes": 16}})
    words = "From gateway 'G' no zone can be reached, and from no zone the gateway."
    assert ("useless_gateways", words) in found(network)


def test_trips_that_no_road_serves_are_found():
    trips = np.zeros((3, 3))
    trips[0, 2] = 40
    findings = found(town({"eG": {"modes": 16}}), Demand(trips))
    words = "40 trips an hour (car) leave zone 'w' for 'G', and no road for car leads there."
    assert findings[-1] == ("trips_without_a_way", words)


def test_every_check_says_what_it_is_about():
    """Each finding carries the name of its check and a link or node that the network has."""
    broken = town(
        {"ne": {"capacity": 0, "free_flow_minutes": 0}, "wn": {"length_m": 1}},
        more=("sx", "yz"),
        zones="wnGz",
    )
    for finding in check(broken):
        assert finding.check in {each.__name__ for each in CHECKS}
        assert set(finding.links) <= set(broken.link_ids)
        assert set(finding.nodes) <= set(broken.node_ids)
        assert finding.links or finding.nodes


def test_a_network_without_links_can_be_checked():
    empty = Network.build(
        node_ids=["a"], link_ids=[], tail=[], head=[], free_flow_minutes=[], capacity=[], zones=[0]
    )
    assert found(empty) == [("dead_zones", "Zone 'a' cannot be left or reached by any road.")]
