"""GMNS: what is written reads back the same; each fault is told with its file and line."""

import numpy as np
import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import BPR, CONICAL, MODES, Network, gmns
from speerpunt.engine.roads.coordinates import length_m

from .shared import shared_file

NODES = """node_id,name,x_coord,y_coord,node_type,zone_id,is_gateway
1,Station,4.4820,52.1660,centroid,centre,
2,Bridge,4.4900,52.1660,,,
3,Motorway,4.5000,52.1600,,a44,1
"""
LINKS = """link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes,allowed_uses,name,vdf_alpha,vdf_beta,geometry,certainty
quay,1,2,0,600,30,600,1,"car,van,bicycle",Quay,,,,low
ramp,2,3,1,1000,100,1800,2,auto,Ramp,0.5,5,"LINESTRING (4.49 52.166, 4.495 52.161, 4.5 52.16)",high
path,2,3,1,1000,5,0,1,walk,,,,,high
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "node.csv").write_text(NODES)
    (tmp_path / "link.csv").write_text(LINKS)
    return tmp_path


def by_id(network, name):
    return network.link_number[name]


def test_a_table_becomes_a_network(folder):
    network = gmns.read_network(folder)
    assert network.node_ids == ("1", "2", "3")
    assert network.zone_ids == ("centre", "a44")
    assert network.zones.tolist() == [0, 2]
    assert network.gateways.tolist() == [2]
    assert network.is_through.tolist() == [False, True, True]
    assert set(network.link_ids) == {"quay", "quay-back", "ramp"}
    ramp = by_id(network, "ramp")
    assert network.capacity[ramp] == 3600  # for two lanes
    assert network.free_flow_minutes[ramp] == pytest.approx(0.6)
    assert (network.alpha[ramp], network.power[ramp], network.delay_function[ramp]) == (0.5, 5, BPR)
    assert network.names[ramp] == "Ramp"
    assert not network.allows("bicycle")[ramp]
    back = by_id(network, "quay-back")
    assert (network.tail[back], network.head[back]) == (1, 0)
    assert network.modes[back] == MODES["car"] + MODES["van"] + MODES["bicycle"]


def test_the_way_back_has_the_line_the_other_way_round(folder):
    both = LINKS.replace("ramp,2,3,1", "ramp,2,3,0")
    (folder / "link.csv").write_text(both)
    network = gmns.read_network(folder)
    there, back = (network.geometry[by_id(network, name)] for name in ("ramp", "ramp-back"))
    assert back.tolist() == there[::-1].tolist()


def test_a_line_against_the_direction_of_its_link_is_turned(folder):
    turned = LINKS.replace("4.49 52.166, 4.495 52.161, 4.5 52.16", "4.5 52.16, 4.495 52.161, 4.49 52.166")
    (folder / "link.csv").write_text(turned)
    network = gmns.read_network(folder)
    assert network.geometry[by_id(network, "ramp")][0].tolist() == [4.49, 52.166]


def test_a_length_that_is_not_given_is_measured(folder):
    (folder / "link.csv").write_text(LINKS.replace("ramp,2,3,1,1000", "ramp,2,3,1,"))
    network = gmns.read_network(folder)
    ramp = by_id(network, "ramp")
    assert network.length_m[ramp] == length_m(network.geometry[ramp])
    (folder / "link.csv").write_text(LINKS.replace("quay,1,2,0,600", "quay,1,2,0,"))
    straight = length_m(np.array([[4.482, 52.166], [4.49, 52.166]]))
    assert gmns.read_network(folder).length_m[0] == straight


def test_units_come_from_the_configuration(folder):
    (folder / "config.csv").write_text("long_length,speed,crs\nmile,mph,4326\n")
    (folder / "link.csv").write_text(LINKS.replace("ramp,2,3,1,1000,100", "ramp,2,3,1,0.5,60"))
    network = gmns.read_network(folder)
    ramp = by_id(network, "ramp")
    assert network.length_m[ramp] == 804.672
    assert network.free_flow_minutes[ramp] == pytest.approx(0.5)


def test_a_table_from_a_dutch_spreadsheet_reads_alike(folder):
    table = LINKS.replace('"car,van,bicycle"', "car").replace(
        ',"LINESTRING (4.49 52.166, 4.495 52.161, 4.5 52.16)"', ","
    )
    (folder / "link.csv").write_text(table)
    expected = gmns.read_network(folder)
    dutch = "\r\n".join(line.replace(",", ";").replace("0.5", "0,5") for line in table.splitlines())
    (folder / "link.csv").write_text("\ufeff" + dutch, encoding="utf-8")
    assert gmns.read_network(folder).alpha.tolist() == expected.alpha.tolist()


def a_network_of_everything():
    """Every field away from its default: zones with names, a zone without passage, a toll, both delay functions."""
    return Network.build(
        node_ids=["a", "b", "c"],
        x=[4.481234567891, 4.49, np.nan],
        y=[52.16, 52.165, np.nan],
        is_through=[True, False, True],
        zones=[1, 0],
        zone_ids=["De Waard", "A4"],
        gateways=[0],
        link_ids=["ab", "bc", "ca", "ba"],
        tail=[0, 1, 2, 1],
        head=[1, 2, 0, 0],
        length_m=[713.7, 0.0, 500.0, 333.3],
        free_flow_minutes=[0.7, 2.0, 0.0, 1 / 3],
        capacity=[1800.5, 900, 0, 700],
        delay_function=[BPR, CONICAL, BPR, BPR],
        alpha=[0.15, 4.0, 0.0, 1.0],
        power=[4, 4, 1, 2.5],
        fixed_minutes=[0, 1.5, 0, 0],
        modes=[1, 63, 47, 16],
        names=["Brug, de", 'a "b"', "", "ç"],
        geometry=[np.array([[4.481234567891, 52.16], [4.485, 52.163], [4.49, 52.165]]), None, None, None],
    )


def test_what_is_written_reads_back_the_same(tmp_path):
    network = a_network_of_everything()
    gmns.write_network(network, tmp_path / "city")
    again = gmns.read_network(tmp_path / "city")
    for name in ("node_ids", "link_ids", "names", "zone_ids"):
        assert getattr(again, name) == getattr(network, name)
    for name in (
        "x", "y", "is_through", "tail", "head", "length_m", "capacity", "delay_function", "alpha", "power",
        "fixed_minutes", "modes", "zones", "gateways",
    ):  # fmt: skip
        assert getattr(again, name) == pytest.approx(getattr(network, name), rel=0, abs=0, nan_ok=True), name
    assert again.free_flow_minutes == pytest.approx(network.free_flow_minutes, rel=1e-14)
    assert [None if line is None else line.tolist() for line in again.geometry] == [
        None if line is None else line.tolist() for line in network.geometry
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("link", "quay,1,2,0,600", "quay,1,9,0,600", "link.csv, line 2: to_node_id is '9', which is no node"),
        ("link", "100,1800,2", "fast,1800,2", "link.csv, line 3: free_speed is 'fast', which is no number"),
        ("link", "100,1800,2", "0,1800,2", "link.csv, line 3: free_speed is 0; it must be above 0"),
        ("link", "100,1800,2", "100,-1,2", "link.csv, line 3: capacity is -1; it must be 0 or more"),
        ("link", "100,1800,2", "1e999,1800,2", "link.csv, line 3: free_speed is 1e999; it must be 0 or more"),
        ("link", "ramp,2,3,1", "ramp,2,3,maybe", "link.csv, line 3: directed is 'maybe'; it must be 0 or 1"),
        ("link", "ramp,2,3,1", ",2,3,1", "link.csv, line 3: link_id is empty"),
        ("link", "auto", "hovercraft", "link.csv, line 3: allowed_uses has 'hovercraft'"),
        ("link", "LINESTRING (4.49", "LINE (4.49", "link.csv, line 3: geometry is no well-known text"),
        (
            "link",
            '"LINESTRING (4.49 52.166, 4.495 52.161, 4.5 52.16)"',
            "POINT (4 52)",
            "line 3: geometry must be",
        ),
        (
            "link",
            "LINESTRING (4.49 52",
            "LINESTRING (1e400 52",
            "link.csv, line 3: geometry must be a LINESTRING",
        ),
        (
            "link",
            "LINESTRING (4.49 52",
            "LINESTRING (93500 52",
            "line 3: geometry lies outside the coordinate system",
        ),
        ("link", "low\n", "low,too much\n", "link.csv, line 2: 15 values under 14 columns"),
        ("link", "directed", "direction", "link.csv, line 1: column directed is missing"),
        ("link", "certainty", "length", "link.csv, line 1: column 'length' is there twice"),
        ("link", '"LINESTRING', '"LINE"STRING', "link.csv, line 3: ',' expected after"),
        ("node", "2,Bridge", "1,Bridge", "node.csv, line 3: node '1' is there twice"),
        ("node", "4.4900", "93500", "node.csv, line 3: x_coord and y_coord are no longitude and latitude"),
        (
            "node",
            "4.5000,52.1600,,a44",
            "4.5,52.16,centroid,centre",
            "node.csv, line 4: zone 'centre' is at node '1'",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(folder, table, old, new, message):
    file = folder / f"{table}.csv"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(InputProblem) as told:
        gmns.read_network(folder)
    assert message in str(told.value)


def test_a_zone_that_is_not_listed_is_told(folder):
    (folder / "zone.csv").write_text("zone_id\na44\n")
    with pytest.raises(InputProblem, match=r"node.csv, line 2: zone 'centre' is not in zone.csv"):
        gmns.read_network(folder)


def test_zones_come_in_the_order_of_their_table(folder):
    (folder / "zone.csv").write_text("zone_id\na44\nempty\ncentre\n")
    assert gmns.read_network(folder).zone_ids == ("a44", "centre")


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(InputProblem, match="No such file"):
        gmns.read_network(tmp_path)
    (tmp_path / "roads.csv").write_text(LINKS)
    with pytest.raises(InputProblem, match=r"must be called link\.csv"):
        gmns.read_network(tmp_path / "roads.csv")


def test_bytes_that_are_no_text_are_told(folder):
    (folder / "link.csv").write_bytes(b"link_id,from\xff\xfe")
    with pytest.raises(InputProblem, match="not a text file"):
        gmns.read_network(folder)


def test_the_published_example_of_arlington_reads():
    network = gmns.read_network(shared_file("network/gmns_arlington"))
    assert (network.node_count, network.link_count) == (20, 14)
    street = network.link_number["21"]
    assert network.names[street] == "Mystic Street"
    assert network.capacity[street] == 1000
    assert network.free_flow_minutes[street] == pytest.approx(0.125 / 25 * 60)
    drawn = [length_m(line) for line in network.geometry]
    assert network.length_m == pytest.approx(drawn, rel=0.1)
    assert -71.2 < network.x.min() < network.x.max() < -71.1
    assert 42.4 < network.y.min() < network.y.max() < 42.5


def test_the_partial_network_of_leiden_reads():
    network = gmns.read_network(shared_file("network/leiden_partial_link.csv"))
    assert (network.node_count, network.link_count) == (1295, 2 * 1753)
    assert network.length_m.sum() / 2000 == pytest.approx(223.8, abs=0.1)
