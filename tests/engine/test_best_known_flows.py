"""Equilibria against the flows that were published for these networks, and against answers by hand."""

import numpy as np
import pytest

from speerpunt.engine.roads import tntp
from speerpunt.engine.traffic import Assignment
from speerpunt.engine.traffic.delay import Delays, beckmann, link_minutes

from .networks import braess, published


@pytest.mark.parametrize("name", ["SiouxFalls", "Anaheim", "Barcelona"])
def test_the_published_flows_are_found_again(name):
    files = published(name)
    network = tntp.read_network(f"{files}_net.tntp")
    best = tntp.read_flows(f"{files}_flow.tntp", network)
    assert not np.isnan(best).any()

    found = Assignment(network, tntp.read_trips(f"{files}_trips.tntp", network)).solve(gap=1e-10)

    assert found.relative_gap <= 1e-10
    delays = Delays.of(network)
    assert found.beckmann == pytest.approx(beckmann(delays, best), rel=1e-10)
    # Flows on links whose time traffic does not change are not unique; times are.
    assert found.link_minutes == pytest.approx(link_minutes(delays, best), rel=1e-6)


def test_a_published_network_without_flows_reaches_a_tiny_gap():
    files = published("friedrichshain-center")
    network = tntp.read_network(f"{files}_net.tntp")
    found = Assignment(network, tntp.read_trips(f"{files}_trips.tntp", network)).solve(gap=1e-12)
    assert found.relative_gap <= 1e-12


def test_a_shortcut_makes_everybody_slower():
    """Braess (1968), by hand: 83 minutes without the shortcut, 92 with it, two trips on each of three paths."""
    times = {}
    for with_shortcut in (False, True):
        network, demand = braess(with_shortcut=with_shortcut)
        found = Assignment(network, demand).solve(gap=1e-12)
        times[with_shortcut] = found.od_minutes[0, 0, 1]
    assert times == {False: pytest.approx(83, rel=1e-8), True: pytest.approx(92, rel=1e-8)}
    flows = dict(zip(network.link_ids, found.link_flow[0], strict=True))
    assert flows == {
        name: pytest.approx(flow, abs=1e-6)
        for name, flow in {"s-u": 4, "s-v": 2, "u-e": 2, "v-e": 4, "u-v": 2}.items()
    }


def test_the_published_file_of_braess_agrees():
    files = published("Braess")
    network = tntp.read_network(f"{files}_net.tntp")
    found = Assignment(network, tntp.read_trips(f"{files}_trips.tntp", network)).solve(gap=1e-12)
    assert found.od_minutes[0, 0, 1] == pytest.approx(92, rel=1e-8)
