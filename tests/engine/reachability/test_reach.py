"""Reachability on a town that can be worked out by hand, and the laws that hold in every town."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.reachability import NOT_KNOWN, Area, Reachability, weekly_reach
from speerpunt.engine.roads import MODES, Demand, Measures, Network, VehicleClass

from ..networks import random_city

BRIDGE = Measures.closing(["w-e", "e-w"], modes={"car", "lorry", "van", "bus"})


def town():
    """West (zones a, g) and east (zones b, c) of a river: a bridge of 2 minutes, and a way around of 12.

    g is the gateway. The last street of c is one way in; c can be left over the way around only.
    """
    links = {
        "a-w": (0, 4, 1.0), "w-a": (4, 0, 1.0),
        "g-w": (1, 4, 3.0), "w-g": (4, 1, 3.0),
        "b-e": (2, 5, 1.0), "e-b": (5, 2, 1.0),
        "e-c": (5, 3, 1.0), "c-n": (3, 6, 1.0),
        "w-e": (4, 5, 2.0), "e-w": (5, 4, 2.0),
        "w-n": (4, 6, 6.0), "n-w": (6, 4, 6.0),
        "n-e": (6, 5, 6.0), "e-n": (5, 6, 6.0),
    }  # fmt: skip
    return Network.build(
        node_ids=["a", "g", "b", "c", "w", "e", "n"],
        is_through=[False] * 4 + [True] * 3,
        link_ids=list(links),
        tail=[tail for tail, _, _ in links.values()],
        head=[head for _, head, _ in links.values()],
        free_flow_minutes=[minutes for _, _, minutes in links.values()],
        length_m=[1000 * minutes for _, _, minutes in links.values()],
        capacity=1e9,
        zones=[0, 1, 2, 3],
        gateways=[1],
    )


def trips(**pairs):
    table = np.zeros((4, 4))
    for pair, count in pairs.items():
        table["agbc".index(pair[0]), "agbc".index(pair[1])] = count
    return Demand(table)


AREAS = (Area("west", ("a",)), Area("east", ("b", "c"), weight=100.0))


def test_a_closed_bridge_costs_the_way_around_per_trip():
    """From a to b it was 4 minutes and is 14; from b to g 6 and 16. Trips in the area do not count."""
    reach = Reachability(town(), trips(ab=30, bg=10, bc=500), AREAS).under(BRIDGE)
    assert reach.areas == ("west", "east")
    assert reach.extra_minutes_out[0] == pytest.approx([10, 10])
    assert reach.extra_minutes_in[0] == pytest.approx([0, 10])
    assert reach.extra_vehicle_minutes[0] == pytest.approx([300, 400])
    assert reach.detour_metres[0] == pytest.approx([10_000, 10_000])
    assert not reach.is_cut_off.any()
    assert reach.gateways[0].tolist() == [1, 1]


def test_a_lost_path_is_counted_and_has_a_price():
    """Bridge and way around closed: 30 trips to b and 10 to g have no path; at 60 minutes each."""
    both = BRIDGE | Measures.closing(["w-n", "n-w"], modes={"car"})
    reach = Reachability(town(), trips(ab=30, bg=10, ag=60), AREAS).under(both)
    assert reach.lost_out[0] == pytest.approx([1 / 3, 1])
    assert reach.lost_in[0] == pytest.approx([0, 1])
    assert reach.extra_vehicle_minutes[0] == pytest.approx([1800, 2400])
    assert reach.is_cut_off[0].tolist() == [False, True]
    assert reach.gateways[0].tolist() == [1, 0]
    assert reach.partners[0].tolist() == [0, 0]


def test_one_direction_is_enough_to_be_cut_off():
    reach = Reachability(town(), areas=(Area("c", ("c",)),)).under(Measures.closing(["c-n"]))
    assert reach.is_cut_off[0].tolist() == [True]
    assert (reach.lost_out[0], reach.lost_in[0]) == ([1], [0])


def test_without_demand_every_pair_counts_the_same():
    """From a to g nothing changes, to b and to c 10 minutes more each: 20/3 on average."""
    reach = Reachability(town(), areas=AREAS).under(BRIDGE)
    assert reach.extra_minutes_out[0, 0] == pytest.approx(20 / 3)
    assert reach.extra_vehicle_minutes.tolist() == [[0, 0]]


def test_zones_are_areas_where_none_are_drawn():
    assert Reachability(town()).under(BRIDGE).areas == ("a", "b", "c")


def test_emergency_vehicles_pass_what_is_closed_to_others():
    also = (VehicleClass("ambulance", "emergency"), VehicleClass("bicycle", "bicycle"))
    reach = Reachability(town(), trips(ab=30, ba=30), AREAS, also=also).under(BRIDGE)
    assert reach.classes == ("car", "ambulance", "bicycle")
    assert reach.extra_minutes_out[0, 0] == pytest.approx(10)
    assert reach.extra_minutes_out[1:].tolist() == [[0, 0], [0, 0]]


def test_a_bicycle_keeps_its_own_pace():
    """4 km from a to b over the bridge at 16 km/h; 14 km around it."""
    only_a_b = Network.build(
        **{
            name: getattr(town(), name)
            for name in (
                "node_ids",
                "is_through",
                "link_ids",
                "tail",
                "head",
                "free_flow_minutes",
                "length_m",
                "capacity",
            )
        },
        zones=[0, 2],
    )
    shut = Measures.closing(["w-e", "e-w"], modes=MODES)
    reach = Reachability(only_a_b, also=(VehicleClass("bicycle", "bicycle"),)).under(shut)
    assert reach.extra_minutes_out[0, 0] == pytest.approx(10_000 * 0.06 / 16)


def test_no_measures_change_nothing():
    reach = Reachability(town(), trips(ab=30, bg=10), AREAS).under(Measures())
    assert np.abs(reach.extra_minutes_out).max() == pytest.approx(0, abs=1e-9)
    assert (reach.lost_out.sum(), reach.is_cut_off.any(), reach.gateways.min()) == (0, False, 1)


@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_the_minutes_of_all_zones_are_those_of_the_whole_twice(seed):
    """Each trip has two ends; with every zone an area, the sum is twice the rise of the total."""
    network, demand = random_city(seed)
    reachability = Reachability(network, demand, gap=1e-10)
    link = network.link_ids[int(np.flatnonzero(network.free_flow_minutes)[seed % 40])]
    closed = Measures.closing([link])
    found, base = reachability.equilibrium(closed), reachability.base
    rise = found.total_minutes - base.total_minutes
    reach = reachability.compare(closed, found)
    assert reach.extra_vehicle_minutes.sum() == pytest.approx(2 * rise, rel=1e-4, abs=1e-4 * base.tstt)


def test_weeks_beyond_what_is_known_are_not_free_of_hindrance():
    reachability = Reachability(town(), trips(ab=30), AREAS)
    asked = []

    def under(state):
        asked.append(state)
        return reachability.under(BRIDGE if state else Measures())

    weekly = weekly_reach([frozenset(), frozenset("x"), frozenset("x"), frozenset()], under, known_until=3)
    series = weekly.series("extra_minutes_out")
    assert series[:3, 0, 0] == pytest.approx([0, 10, 10])
    assert np.isnan(series[3]).all()
    assert weekly.weeks[3] is NOT_KNOWN
    assert len(asked) == 2


def test_an_area_needs_zones_that_exist():
    with pytest.raises(InputProblem, match="area 'x': the network has no zone 'nowhere'"):
        Reachability(town(), areas=(Area("x", ("nowhere",)),))
    with pytest.raises(InputProblem, match="area 'x' is there twice"):
        Reachability(town(), areas=(Area("x", ("a",)), Area("x", ("b",))))
    with pytest.raises(InputProblem, match="area 'x' has no zones"):
        Area("x", ())
