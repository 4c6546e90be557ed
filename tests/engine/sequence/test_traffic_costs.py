"""Costs of weeks from traffic: against equilibria solved apart, and what they may depend on."""

import pickle

import numpy as np
import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.reachability import Area, Reachability
from speerpunt.engine.roads import Demand, Measures
from speerpunt.engine.sequence import AreaMinutes, Problem, StateCosts, TrafficCosts, Work, read_problem
from speerpunt.engine.traffic import Assignment

from ..files import problem
from ..networks import random_city

A, B = frozenset("a"), frozenset("b")


def city_with_works():
    network, demand = random_city(7)
    streets = [network.link_ids[link] for link in np.flatnonzero(network.free_flow_minutes)]
    works = (
        Work("a", 2, closes=tuple(streets[3:5])),
        Work("b", 1, narrows={streets[9]: 0.3, streets[3]: 0.5}),
    )
    return network, demand, Problem(5, works)


def test_the_cost_of_a_week_is_the_rise_of_the_total():
    network, demand, todo = city_with_works()
    costs = TrafficCosts(todo, network, demand, gap=1e-9)
    assert isinstance(costs, StateCosts)
    cold = Assignment(network, demand)
    base = cold.solve(gap=1e-9).total_minutes
    for state, measures in (
        (A, todo.by_id["a"].measures),
        (B, todo.by_id["b"].measures),
        (A | B, todo.by_id["a"].measures | todo.by_id["b"].measures),
    ):
        rise = cold.solve(measures, gap=1e-9).total_minutes - base
        (found,) = costs.costs([state])
        assert found.total == pytest.approx(rise, rel=1e-4, abs=1e-6 * base)
        assert costs.cold(state).total == pytest.approx(found.total, rel=1e-4, abs=1e-6 * base)
    assert costs.costs([frozenset()])[0].total == 0


def test_a_cost_does_not_depend_on_what_was_asked_before():
    network, demand, todo = city_with_works()
    alone = TrafficCosts(todo, network, demand).costs([A | B])
    after = TrafficCosts(todo, network, demand)
    after.costs([A, B, frozenset()])
    assert after.costs([A | B]) == alone
    elsewhere = pickle.loads(pickle.dumps(after))
    assert elsewhere.costs([A | B]) == alone


def test_the_digest_follows_what_decides_the_cost():
    network, demand, todo = city_with_works()
    plain = TrafficCosts(todo, network, demand)
    others = (
        TrafficCosts(todo, network, demand.scaled(1.1)),
        TrafficCosts(todo, network, demand, gap=1e-6),
        TrafficCosts(todo, network, demand, [Area("x", (network.zone_ids[0],))]),
        TrafficCosts(todo, network, demand, minutes_per_lost_trip=30),
        TrafficCosts(todo, network),
    )
    assert len({each.digest for each in (plain, *others)}) == len(others) + 1
    assert TrafficCosts(todo, network, Demand(demand.trips.copy())).digest == plain.digest


def test_a_key_names_what_the_works_do_not_what_they_are_called():
    network, demand, todo = city_with_works()
    renamed = Problem(9, (Work("zz", 9, closes=todo.by_id["a"].closes),))
    one, other = TrafficCosts(todo, network, demand), TrafficCosts(renamed, network, demand)
    assert one.key(A) == other.key(frozenset(["zz"]))
    assert len({one.key(state) for state in (frozenset(), A, B, A | B)}) == 4


def test_without_trips_the_empty_road_counts():
    network, _, todo = city_with_works()
    costs = TrafficCosts(todo, network)
    nothing, closed = costs.costs([frozenset(), A])
    assert nothing.total == pytest.approx(0, abs=1e-9)
    assert closed.total >= 0
    assert closed.total == pytest.approx(sum(closed.per_area))


def test_files_give_the_same(tmp_path):
    file = read_problem(problem(tmp_path))
    costs = TrafficCosts.read(file.problem, file.network)
    assert costs.areas == ("1", "2")
    closed = costs.together(frozenset(["short"]))
    assert closed == Measures.closing(["3"])
    (found,) = costs.costs([frozenset(["short"])])
    assert found.total > 0
    assert found.per_area == pytest.approx((found.total, found.total), rel=1e-3)


def test_a_link_that_is_not_there_is_refused_at_its_work():
    network, demand, _ = city_with_works()
    with pytest.raises(InputProblem, match=r"works\[0\].narrows: the network has no link 'nowhere'"):
        TrafficCosts(Problem(3, (Work("a", 1, narrows={"nowhere": 0.5}),)), network, demand)


def test_costs_warm_and_cold_differ_by_less_than_the_precision_that_is_stated():
    network, demand, todo = city_with_works()
    costs = TrafficCosts(todo, network, demand)
    for state in (A, B, A | B):
        (warm,) = costs.costs([state])
        assert abs(warm.total - costs.cold(state).total) <= costs.precision
    assert costs.precision < 1e-6 * costs.reachability.base.tstt


def test_what_areas_feel_comes_from_the_same_equilibrium():
    network, demand, todo = city_with_works()
    areas = [Area("one", network.zone_ids[:2]), Area("other", network.zone_ids[2:4])]
    roads = Reachability(network, demand, areas, gap=1e-9)
    minutes = AreaMinutes(TrafficCosts.on(todo, roads))
    assert isinstance(minutes, StateCosts)
    states = [frozenset(), A, B, A | B]
    for state, found in zip(states, minutes.costs(states), strict=True):
        apart = TrafficCosts(todo, network, demand, areas).costs([state])[0]
        assert found.total == apart.total
        reach = Reachability(network, demand, areas, gap=1e-9).under(minutes.traffic.together(state))
        felt = (reach.extra_minutes_out[0] + reach.extra_minutes_in[0]) / 2
        per_area = minutes.split(found.per_area)
        assert per_area.vehicle_minutes == apart.per_area
        assert per_area.minutes_per_trip == pytest.approx(felt, abs=6e-4)
        assert per_area.is_cut_off == tuple(reach.is_cut_off[0])
        assert minutes.cold(state).total == pytest.approx(found.total, rel=1e-4, abs=minutes.precision)
