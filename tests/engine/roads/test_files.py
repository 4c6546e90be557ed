"""The reader is chosen by the name of the file."""

import numpy as np
import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import Demand, Network, geojson, gmns, matrices
from speerpunt.engine.roads.files import load, load_trips

NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 2
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 2
<END OF METADATA>
1 2 900 1000 1 0.15 4 0 0 1 ;
2 1 900 1000 1 0.15 4 0 0 1 ;
"""
TRIPS = "<END OF METADATA>\nOrigin 1\n2 : 50.0;\n"


@pytest.fixture
def network(tmp_path):
    file = tmp_path / "two_net.tntp"
    file.write_text(NET)
    return load(file)


def test_each_form_of_a_network(tmp_path, network):
    assert network.link_count == 2
    placed = Network.build(
        node_ids=["1", "2"], x=[4.48, 4.49], y=[52.16, 52.16], link_ids=["1", "2"], tail=[0, 1], head=[1, 0],
        free_flow_minutes=[1, 1], capacity=[900, 900], length_m=[684, 684], zones=[0, 1],
    )  # fmt: skip
    gmns.write_network(placed, tmp_path / "gmns")
    assert load(tmp_path / "gmns").zone_ids == ("1", "2")
    assert load(tmp_path / "gmns" / "link.csv").link_count == 2
    geojson.write_network(placed, tmp_path / "roads.geojson")
    assert load(tmp_path / "roads.geojson").link_count == 2


def test_each_form_of_trips(tmp_path, network):
    text = tmp_path / "two_trips.tntp"
    text.write_text(TRIPS)
    demand = load_trips(text, network)
    assert demand.trips[0].tolist() == [[0, 50], [0, 0]]
    matrices.write_csv(demand, network, tmp_path / "trips.csv")
    matrices.write_omx(Demand(np.array(demand.trips)), network, tmp_path / "trips.omx")
    for name in ("trips.csv", "trips.omx"):
        assert load_trips(tmp_path / name, network).trips.tolist() == demand.trips.tolist()


def test_other_files_are_told(tmp_path, network):
    odd = tmp_path / "roads.docx"
    odd.write_text("")
    with pytest.raises(InputProblem, match=r"roads\.docx: no reader knows this kind of network file"):
        load(odd)
    with pytest.raises(InputProblem, match="no reader knows this kind of trips file"):
        load_trips(odd, network)
    with pytest.raises(InputProblem, match="there is no such file"):
        load(tmp_path / "absent.tntp")
    with pytest.raises(InputProblem, match="there is no such file"):
        load_trips(tmp_path / "absent.csv", network)
