"""Equilibria on networks small enough to know better: by hand, by a convex solver, by Dijkstra elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import CONICAL, Demand, Measures, Network, VehicleClass
from speerpunt.engine.traffic import Assignment
from speerpunt.engine.traffic.delay import Delays, beckmann, link_minutes

from ..networks import random_city

SEEDS = st.integers(0, 10**6)


def two_roads(**values):
    facts = {"free_flow_minutes": [10, 15], "capacity": [100, 400], "length_m": 1000} | values
    return Network.build(
        node_ids=["a", "b"], link_ids=["short", "wide"], tail=[0, 0], head=[1, 1], zones=[0, 1], **facts
    )


def from_a_to_b(trips):
    return Demand(np.array([[0, trips], [0, 0.0]]))


def test_two_roads_take_equal_time():
    found = Assignment(two_roads(), from_a_to_b(300.0)).solve(gap=1e-12)
    short, wide = found.link_minutes
    assert short == pytest.approx(wide, rel=1e-9)
    assert found.link_volume.sum() == pytest.approx(300)
    assert found.tstt == pytest.approx(300 * short)


@pytest.mark.parametrize("function", [0, CONICAL])
def test_the_integral_of_a_delay_is_what_is_summed(function):
    """Beckmann's objective against the sum of many thin slices."""
    network = two_roads(delay_function=function, alpha=[4.0, 6.0], power=[4.0, 2.5], fixed_minutes=[1.0, 0.0])
    delays = Delays.of(network)
    flow = np.array([130.0, 210.0])
    middles = (np.arange(20_000) + 0.5) / 20_000
    slices = sum(link_minutes(delays, flow * share) @ flow for share in middles) / len(middles)
    assert beckmann(delays, flow) == pytest.approx(slices, rel=1e-8)


def test_a_conical_delay_doubles_at_capacity():
    delays = Delays.of(two_roads(delay_function=CONICAL, alpha=4.0))
    assert link_minutes(delays, np.array([0.0, 0.0])) == pytest.approx([10, 15])
    assert link_minutes(delays, np.array([100.0, 400.0])) == pytest.approx([20, 30])


@pytest.mark.parametrize("seed", range(4))
def test_a_linear_program_finds_the_same(seed):
    """Beckmann's objective from below by tangents, over flows per origin and link: another method altogether."""
    network, demand = random_city(seed, nodes=8, zones=3, trips=4000)
    found = Assignment(network, demand).solve(gap=1e-11)
    links, zones = network.link_count, network.zone_count
    incidence = np.zeros((network.node_count, links))
    incidence[network.tail, np.arange(links)] += 1
    incidence[network.head, np.arange(links)] -= 1
    supply, most = [], []
    for zone, origin in enumerate(network.zones):
        out = np.zeros(network.node_count)
        out[origin] = demand.trips[0, zone].sum()
        out[network.zones] -= demand.trips[0, zone]
        supply.append(out)
        # Nobody drives through a zone.
        most.append(np.where(network.is_through[network.tail] | (network.tail == origin), np.inf, 0.0))
    volumes = np.hstack([np.eye(links)] * zones)
    tangents, levels = [], []
    for share in np.linspace(0, 2, 400):
        flow = found.link_volume * share
        slope = link_minutes(Delays.of(network), flow)
        area = np.array([_one_link(network, link, flow[link]) for link in range(links)])
        tangents.append(np.hstack([slope[:, None] * volumes, -np.eye(links)]))
        levels.append(slope * flow - area)
    lowest = linprog(
        np.append(np.zeros(zones * links), np.ones(links)),
        A_ub=csr_array(np.vstack(tangents)),
        b_ub=np.concatenate(levels),
        A_eq=np.hstack([np.kron(np.eye(zones), incidence), np.zeros((zones * network.node_count, links))]),
        b_eq=np.concatenate(supply),
        bounds=[(0, bound) for bound in np.concatenate(most)] + [(0, None)] * links,
    )
    assert lowest.status == 0
    assert lowest.fun <= found.beckmann * (1 + 1e-7)
    assert found.beckmann == pytest.approx(lowest.fun, rel=1e-4)


def _one_link(network, link, flow):
    return beckmann(Delays(*(values[link : link + 1] for values in Delays.of(network))), np.array([flow]))


@given(SEEDS)
@settings(max_examples=15)
def test_times_between_zones_are_those_of_another_dijkstra(seed):
    network, demand = random_city(seed)
    found = Assignment(network, demand).solve(gap=1e-6)
    for zone, origin in enumerate(network.zones):
        usable = network.is_through[network.tail] | (network.tail == origin)
        graph = csr_array(
            (np.maximum(found.link_minutes[usable], 1e-300), (network.tail[usable], network.head[usable])),
            shape=(network.node_count, network.node_count),
        )
        there = dijkstra(graph, indices=origin)[network.zones]
        assert found.od_minutes[0, zone] == pytest.approx(there, rel=1e-9, abs=1e-9)


@given(SEEDS)
@settings(max_examples=25)
def test_warm_equals_cold_within_the_gap(seed):
    network, demand = random_city(seed)
    assignment = Assignment(network, demand)
    base = assignment.solve(gap=1e-9)
    rng = np.random.default_rng(seed)
    streets = np.flatnonzero(network.free_flow_minutes > 0)
    names = [network.link_ids[link] for link in rng.choice(streets, 4, replace=False)]
    measures = Measures(
        closes=dict.fromkeys(names[:2], frozenset({"car"})),
        narrows={names[2]: 0.4},
        speeds_kmh={names[3]: 15.0},
    )
    cold = assignment.solve(measures, gap=1e-9)
    warm = assignment.solve(measures, gap=1e-9, start=base.restart)
    assert cold.has_converged
    assert warm.has_converged
    assert warm.tstt == pytest.approx(cold.tstt, rel=1e-6)
    assert warm.beckmann == pytest.approx(cold.beckmann, rel=1e-8)
    assert warm.link_minutes == pytest.approx(cold.link_minutes, rel=1e-3)
    # And back again: what was closed is open.
    again = assignment.solve(gap=1e-9, start=warm.restart)
    assert again.beckmann == pytest.approx(base.beckmann, rel=1e-8)


@given(SEEDS)
@settings(max_examples=15)
def test_all_trips_arrive_and_flow_is_conserved(seed):
    network, demand = random_city(seed)
    found = Assignment(network, demand).solve(gap=1e-8)
    net = np.zeros(network.node_count)
    np.add.at(net, network.tail, found.link_flow[0])
    np.subtract.at(net, network.head, found.link_flow[0])
    expected = np.zeros(network.node_count)
    expected[network.zones] = demand.trips[0].sum(axis=1) - demand.trips[0].sum(axis=0)
    assert net == pytest.approx(expected, abs=1e-6 * demand.total)
    assert found.tstt == pytest.approx((demand.trips[0] * found.od_minutes[0]).sum(), rel=1e-6)


def test_a_trip_without_a_path_has_a_price_and_is_counted():
    network, trips = two_roads(), from_a_to_b(300.0)
    assignment = Assignment(network, trips, minutes_per_unserved_trip=45.0)
    base = assignment.solve()
    for start in (None, base.restart):
        cut = assignment.solve(Measures.closing(["short", "wide"]), start=start)
        assert (cut.tstt, cut.unserved.tolist(), cut.unserved_minutes) == (0.0, [300.0], 13_500.0)
        assert cut.total_minutes == 13_500.0
        assert np.isinf(cut.od_minutes[0, 0, 1])
    open_again = assignment.solve(start=cut.restart)
    assert open_again.unserved.tolist() == [0.0]
    assert open_again.tstt == pytest.approx(base.tstt, rel=1e-6)


def test_a_zone_is_no_way_through():
    """Through zone z the way would be 2 minutes; around it is 30."""
    network = Network.build(
        node_ids=["a", "z", "b"],
        is_through=[False, False, False],
        link_ids=["a-z", "z-b", "a-b"],
        tail=[0, 1, 0],
        head=[1, 2, 2],
        free_flow_minutes=[1, 1, 30],
        capacity=1000,
        zones=[0, 1, 2],
    )
    trips = np.zeros((3, 3))
    trips[0, 2] = 10.0
    found = Assignment(network, Demand(trips)).solve()
    assert found.link_flow[0].tolist() == [0, 10, 0]  # links in order of tail: a-z, a-b, z-b
    assert found.od_minutes[0, 0, 2] >= 30


def test_classes_share_the_road_and_keep_their_own_way():
    network = two_roads(modes=[1, 5])  # lorries may not use the short road
    classes = (VehicleClass("cars", "car"), VehicleClass("lorries", "lorry", passenger_car_units=2.0))
    trips = np.zeros((2, 2, 2))
    trips[0, 0, 1], trips[1, 0, 1] = 200.0, 50.0
    found = Assignment(network, Demand(trips, classes)).solve(gap=1e-10)
    assert found.link_flow[1].tolist() == [0, 50]
    assert found.link_volume == pytest.approx(found.link_flow[0] + 2 * found.link_flow[1])
    assert found.link_minutes[0] == pytest.approx(found.link_minutes[1], rel=1e-8)
    assert found.tstt == pytest.approx(found.link_flow.sum(axis=0) @ found.link_minutes)


def test_a_closure_for_lorries_leaves_cars_alone():
    classes = (VehicleClass("cars", "car"), VehicleClass("lorries", "lorry"))
    trips = np.zeros((2, 2, 2))
    trips[:, 0, 1] = 20.0
    assignment = Assignment(two_roads(), Demand(trips, classes))
    found = assignment.solve(Measures.closing(["short"], modes=["lorry"]))
    assert found.link_flow.tolist() == [[20, 0], [0, 20]]


def test_one_way_working_closes_one_direction():
    network = Network.build(
        node_ids=["a", "b"],
        link_ids=["there", "back"],
        tail=[0, 1],
        head=[1, 0],
        free_flow_minutes=5,
        capacity=500,
        zones=[0, 1],
    )
    trips = Demand(np.array([[0, 30.0], [40.0, 0]]))
    back = network.link_ids[network.reverse[network.link_number["there"]]]
    found = Assignment(network, trips).solve(Measures.closing([back]))
    assert found.unserved.tolist() == [40.0]
    assert found.link_flow[0].tolist() == [30.0, 0.0]


def test_a_speed_limit_and_a_narrowing_slow_traffic():
    base = Assignment(two_roads(), from_a_to_b(50.0))
    plain = base.solve()
    limited = base.solve(Measures(speeds_kmh={"short": 5.0}))  # 1 km at 5 km/h takes 12 minutes
    assert limited.link_minutes[0] >= 12 > plain.link_minutes[0]
    assert base.solve(Measures(narrows={"short": 0.2})).tstt > plain.tstt


def test_a_speed_limit_never_speeds_up():
    assignment = Assignment(two_roads(), from_a_to_b(50.0))
    assert assignment.solve(Measures(speeds_kmh={"short": 120.0})).tstt == pytest.approx(
        assignment.solve().tstt
    )


@given(SEEDS)
@settings(max_examples=10)
def test_more_trips_never_take_less_time_per_trip_at_the_optimum_of_beckmann(seed):
    """Beckmann's smallest value grows with demand, and is convex in it."""
    network, demand = random_city(seed)
    values = [Assignment(network, demand.scaled(f)).solve(gap=1e-9).beckmann for f in (0.5, 1.0, 1.5)]
    assert values[0] < values[1] < values[2]
    assert values[1] - values[0] <= values[2] - values[1] + 1e-6 * values[2]


def test_circles_that_cost_nothing_do_no_harm():
    network = Network.build(
        node_ids=["a", "u", "v", "b"],
        link_ids=["a-u", "u-v", "v-u", "u-b", "v-b"],
        tail=[0, 1, 2, 1, 2],
        head=[1, 2, 1, 3, 3],
        free_flow_minutes=[0, 0, 0, 4, 3],
        capacity=100,
        zones=[0, 3],
    )
    assignment = Assignment(network, from_a_to_b(300.0))
    base = assignment.solve(gap=1e-10)
    warm = assignment.solve(Measures(narrows={"v-b": 0.5}), gap=1e-10, start=base.restart)
    cold = assignment.solve(Measures(narrows={"v-b": 0.5}), gap=1e-10)
    assert warm.beckmann == pytest.approx(cold.beckmann, rel=1e-9)


def test_no_trips_is_no_traffic():
    found = Assignment(two_roads(), from_a_to_b(0.0)).solve()
    assert (found.tstt, found.relative_gap, found.has_converged) == (0.0, 0.0, True)
    assert found.od_minutes[0, 0, 1] == 10


def test_a_gap_out_of_reach_is_said():
    found = Assignment(*random_city(3)).solve(gap=0.0, max_iterations=60)
    assert found.relative_gap < 1e-9
    assert found.has_converged == (found.relative_gap == 0.0)


def test_progress_is_told_and_ends_at_the_gap():
    seen = []
    network, demand = random_city(1)
    found = Assignment(network, demand).solve(gap=1e-8, on_iteration=lambda *step: seen.append(step))
    assert [number for number, _ in seen] == list(range(1, found.iterations + 1))
    assert seen[-1][1] == found.relative_gap


def test_a_road_without_capacity_is_refused():
    with pytest.raises(InputProblem, match="no capacity, such as 'short'"):
        Assignment(two_roads(capacity=[0, 400]), from_a_to_b(1.0))


def test_trips_that_do_not_fit_are_refused():
    with pytest.raises(InputProblem, match="trips are between 3 zones; the network has 2"):
        Assignment(two_roads(), Demand(np.zeros((3, 3))))
