"""The gravity model against a table worked by hand, the entropy program that it solves, and plain Dijkstra."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, minimize

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import Network, VehicleClass
from speerpunt.engine.roads.gravity import (
    Rates,
    TripEnds,
    calibrate,
    distribute,
    estimate,
    furness,
    trip_ends,
)
from speerpunt.engine.roads.times import zone_minutes

MINUTES = np.array([[0.0, 6, 11, 18], [6, 0, 8, 12], [11, 9, 0, 7], [18, 12, 7, 0]])
OUT, IN = np.array([400.0, 460, 400, 702]), np.array([260.0, 400, 500, 802])


def entropy_maximum(minutes, rows, columns, mean):
    """Trips that maximise -sum T (ln T - 1) under the totals and the mean time: another road to the same pattern."""
    count = len(rows)
    pairs = [(i, j) for i in range(count) for j in range(count) if i != j]
    total = rows.sum()
    constraints = [[float(i == row) for i, _ in pairs] for row in range(count)]
    constraints += [[float(j == column) for _, j in pairs] for column in range(count - 1)]
    constraints += [[minutes[pair] for pair in pairs]]
    bounds = np.array([*rows, *columns[:-1], mean * total]) / total
    matrix = np.array(constraints)
    found = minimize(
        lambda share: np.sum(share * (np.log(share) - 1)),
        np.full(len(pairs), 1 / len(pairs)),
        jac=np.log,
        hess=lambda share: np.diag(1 / share),
        method="trust-constr",
        bounds=[(1e-12, 1)] * len(pairs),
        constraints=[LinearConstraint(matrix, bounds, bounds)],
        options={"gtol": 1e-11, "xtol": 1e-12, "maxiter": 3000},
    )
    trips = np.zeros((count, count))
    trips[tuple(zip(*pairs, strict=True))] = found.x * total
    return trips


def test_a_table_worked_by_hand():
    """Balancing 2 x 2: the product of the diagonals' ratio stays, so x(x + 8) = 3 (10 - x)(12 - x) decides all."""
    found = furness(np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([10.0, 20.0]), np.array([12.0, 18.0]))
    x = found[0, 0]
    assert found == pytest.approx(np.array([[x, 10 - x], [12 - x, 8 + x]]))
    assert x * (8 + x) == pytest.approx(3 * (10 - x) * (12 - x))
    roots = np.roots([2, -74, 360])
    assert x == pytest.approx(roots.min())


def test_the_pattern_is_that_of_the_largest_entropy():
    found = calibrate(MINUTES, OUT, IN, 9.0)
    assert found.mean_minutes == pytest.approx(9.0, rel=1e-6)
    assert found.trips == pytest.approx(entropy_maximum(MINUTES, OUT, IN, 9.0), rel=1e-3, abs=0.05)


def test_totals_hold_and_the_form_is_that_of_the_model():
    trips = distribute(MINUTES, OUT, IN, 0.1)
    assert trips.sum(axis=1) == pytest.approx(OUT)
    assert trips.sum(axis=0) == pytest.approx(IN)
    # What remains after balancing factors is the deterrence: any cycle of four trips shows it.
    crossed = np.log(trips[0, 2] * trips[1, 3] / (trips[0, 3] * trips[1, 2]))
    assert crossed == pytest.approx(-0.1 * (11 + 12 - 18 - 8))


def test_time_to_a_power_deters_as_well():
    trips = distribute(MINUTES, OUT, IN, 0.1, power=0.7)
    crossed = np.log(trips[0, 2] * trips[1, 3] / (trips[0, 3] * trips[1, 2]))
    assert crossed == pytest.approx(-0.1 * (11 + 12 - 18 - 8) + 0.7 * np.log(11 * 12 / (18 * 8)))


@given(
    st.integers(0, 2**32 - 1),
    st.integers(3, 12),
    st.floats(0.0, 0.4),
)
def test_a_pattern_gives_back_its_own_beta(seed, count, beta):
    random = np.random.default_rng(seed)
    minutes = random.uniform(1, 30, (count, count))
    rows, columns = random.uniform(10, 500, (2, count))
    # Without trips inside zones, no zone may hold more than half of all.
    columns *= rows.sum() / columns.sum()
    if (rows + columns > 0.9 * rows.sum()).any():
        return
    trips = distribute(minutes, rows, columns, beta)
    mean = (trips * minutes).sum() / trips.sum()
    found = calibrate(minutes, rows, columns, mean, tolerance=1e-9)
    assert found.trips == pytest.approx(trips, rel=1e-4, abs=1e-4 * trips.max())


def test_a_mean_that_cannot_be_is_told():
    with pytest.raises(
        InputProblem, match="a mean trip time of 40 minutes cannot be: if time did not matter"
    ):
        calibrate(MINUTES, OUT, IN, 40.0)
    with pytest.raises(InputProblem, match=r"a mean trip time of 0\.5 minutes cannot be reached"):
        calibrate(MINUTES, OUT, IN, 0.5)


def test_totals_that_cannot_be_met_are_told():
    with pytest.raises(InputProblem, match="100 trips depart and 90 arrive"):
        furness(np.ones((2, 2)), np.array([50.0, 50]), np.array([45.0, 45]))
    with pytest.raises(InputProblem, match="zone number 2 has trips and no way"):
        furness(np.array([[1.0, 1], [0, 0]]), np.array([50.0, 50]), np.array([50.0, 50]))
    with pytest.raises(InputProblem, match="cannot be balanced"):
        furness(np.array([[1.0, 1], [0, 1]]), np.array([10.0, 90]), np.array([50.0, 50]), rounds=500)


def a_town(gate_minutes=4.0):
    """Three zones in a row, a gateway at the end; zone b is no through node, with a way around it."""
    both = [(0, 1, 2.0), (1, 2, 2.0), (0, 2, 5.0), (2, 3, gate_minutes)]
    ends = [(i, j, t) for i, j, t in both] + [(j, i, t) for i, j, t in both]
    return Network.build(
        node_ids=["a", "b", "c", "gate"],
        link_ids=[str(number) for number in range(len(ends))],
        tail=[i for i, _, _ in ends],
        head=[j for _, j, _ in ends],
        free_flow_minutes=[t for _, _, t in ends],
        capacity=1000,
        is_through=[True, False, True, True],
        zones=[0, 1, 2, 3],
        gateways=[3],
    )


def test_nobody_drives_through_a_zone():
    assert zone_minutes(a_town()).tolist() == [[0, 2, 5, 9], [2, 0, 2, 6], [5, 2, 0, 4], [9, 6, 4, 0]]


def test_the_quickest_of_two_links_counts_and_none_may_take_no_time():
    network = Network.build(
        node_ids=["a", "b"],
        link_ids=["slow", "quick", "bus", "back"],
        tail=[0, 0, 0, 1],
        head=[1, 1, 1, 0],
        free_flow_minutes=[5, 3, 1, 0],
        fixed_minutes=[0, 1, 0, 0],
        capacity=100,
        modes=[63, 63, 8, 63],
        zones=[0, 1],
    )
    assert zone_minutes(network).tolist() == [[0, 4], [0, 0]]
    assert zone_minutes(network, "bus").tolist() == [[0, 1], [0, 0]]


def test_an_estimate_says_that_it_is_one():
    network = a_town()
    ends = trip_ends(
        network,
        inhabitants={"a": 5000, "b": 3000},
        jobs={"b": 500, "c": 4000},
        entering={"gate": 600},
        leaving={"gate": 500},
        rates=Rates(0.1, 0.05, 0.05, 0.1),
    )
    assert ends.departures.tolist() == [500, 325, 200, 600]
    assert ends.arrivals.sum() == pytest.approx(1625)
    assert ends.arrivals[3] == 500
    demand = estimate(network, ends, 5.0, vehicle=VehicleClass("van", "van"))
    assert demand.is_estimate
    assert demand.classes[0].name == "van"
    assert demand.trips[0].sum(axis=0) == pytest.approx(ends.arrivals)
    assert demand.notes[0] == "Trips are estimated by a gravity model, not counted."
    assert demand.notes[-1] == "The mean trip takes 5.00 minutes on the empty road."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"inhabitants": {"nowhere": 1}}, "inhabitants are given for 'nowhere', which is no zone"),
        ({"jobs": {"a": -5}}, "zone 'a' has -5 jobs"),
        ({"leaving": {"gate": 9000}}, "what is left cannot arrive"),
    ],
)
def test_a_fault_in_the_numbers_is_told(given, message):
    with pytest.raises(InputProblem, match=message):
        trip_ends(a_town(), **{"inhabitants": {"a": 1000}, "jobs": {"c": 1000}, **given})


def test_trips_that_can_go_nowhere_are_told():
    network = Network.build(
        node_ids=["a", "b", "c"], link_ids=["ab", "ba"], tail=[0, 1], head=[1, 0], free_flow_minutes=[1, 1],
        capacity=10, zones=[0, 1, 2],
    )  # fmt: skip
    with pytest.raises(InputProblem, match="trips depart from zone 'c', and no way leads from it"):
        estimate(network, TripEnds(np.ones(3), np.ones(3)), 1.0)
