"""The road network of Leiden in examples/leiden/roads: whole, plausible, and with bridges that matter."""

import csv
import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from speerpunt.engine.roads import Measures, gmns
from speerpunt.engine.roads.coordinates import length_m

LEIDEN = Path(__file__).parents[2] / "examples" / "leiden"
ROADS = LEIDEN / "roads"
BEND = 1.05
CAPACITY_PER_LANE = {
    "motorway": 2000, "expressway": 1800, "ramp": 1400, "rural": 1200, "arterial": 950, "distributor": 800,
    "street": 600, "access": 300, "bus": 300, "connector": 5000,
}  # fmt: skip
NAMED_BRIDGES = {
    "Zijlbrug", "Spanjaardsbrug", "Leiderdorpsebrug", "Lammebrug", "Trekvlietbrug", "Koornbrug", "Waddingerbrug",
    "Churchillbrug", "Sumatrabrug", "Rijnzichtbrug", "Wilhelminabrug", "Schrijversbrug", "Torenvlietbrug",
}  # fmt: skip
CENTRE = {"binnenstad", "havenwijk", "academiewijk"}
"""Zones that lie on both sides of water, so that their connectors cross it."""


def rows(name):
    with (ROADS / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def network():
    return gmns.read_network(ROADS)


@pytest.fixture(scope="module")
def lines():
    """Per link id: the row, and its line."""
    place = {row["node_id"]: (float(row["x_coord"]), float(row["y_coord"])) for row in rows("node.csv")}
    return {row["link_id"]: (row, _line(row, place)) for row in rows("link.csv")}


def _line(row, place):
    if row["geometry"]:
        return shapely.from_wkt(row["geometry"])
    return shapely.LineString([place[row["from_node_id"]], place[row["to_node_id"]]])


@pytest.fixture(scope="module")
def waters():
    """Rivers and canals of the base map; the small canals within the centre aside."""
    features = json.loads((LEIDEN / "basemap.geojson").read_text())["features"]
    return [
        shapely.geometry.shape(feature["geometry"])
        for feature in features
        if feature["properties"]["kind"] == "water_line" and feature["properties"]["rank"] <= 2
    ]


def free_minutes(network, *closed, mode="car"):
    """Minutes from each zone to each zone on the empty road."""
    shut = Measures.closing([link for name in closed for link in (name, f"{name}-back")])
    is_open = network.allows(mode)
    is_open[network.links(shut.closes)] = False
    graph = coo_matrix(
        (network.free_flow_minutes[is_open], (network.tail[is_open], network.head[is_open])),
        shape=(network.node_count, network.node_count),
    ).tocsr()
    return dijkstra(graph, indices=network.zones)[:, network.zones]


def minutes(network, origin, destination, *closed):
    numbers = network.zone_number
    return free_minutes(network, *closed)[numbers[origin], numbers[destination]]


def test_the_size_is_that_of_a_network_for_planning(network):
    assert 120 <= network.node_count <= 250
    assert len(network.gateways) >= 10


def test_every_vehicle_gets_from_everywhere_to_everywhere(network):
    for mode in ("car", "van", "lorry", "bus", "emergency"):
        used = network.allows(mode)
        graph = coo_matrix(
            (np.ones(used.sum()), (network.tail[used], network.head[used])),
            shape=(network.node_count, network.node_count),
        )
        assert connected_components(graph, connection="strong")[0] == 1, mode


def test_no_zone_is_a_way_through(network):
    inner = set(network.zones) - set(network.gateways)
    assert not network.is_through[list(inner)].any()
    ends = np.bincount(network.tail, minlength=network.node_count)
    assert (ends[network.gateways] == 1).all()


def test_the_areas_of_the_collective_are_zones(network):
    areas = tomllib.loads((LEIDEN / "areas.toml").read_text())["areas"]
    names = {row["zone_id"]: row["name"] for row in rows("node.csv")}
    for area in areas:
        if area["kind"] != "city":
            assert names[area["id"]] == area["name"]


def test_a_bridge_is_the_only_way_over_water(lines, waters):
    dry, wet = [], []
    for name, (row, line) in lines.items():
        crosses = any(water.crosses(line) for water in waters)
        if row["bridge"] and not crosses:
            dry.append(name)
        if crosses and not row["bridge"] and row["from_node_id"] not in CENTRE:
            wet.append(name)
    assert (dry, wet) == ([], [])


def test_the_bridges_that_matter_have_their_name(lines):
    assert {row["bridge"] for row, _ in lines.values()} >= NAMED_BRIDGES


def test_every_link_says_how_certain_it_is_and_has_what_its_kind_has(lines):
    for name, (row, line) in lines.items():
        assert row["certainty"] in {"high", "medium", "low"}, name
        assert float(row["capacity"]) == CAPACITY_PER_LANE[row["facility_type"]], name
        assert bool(row["name"]) == (row["facility_type"] != "connector"), name
        length = max(length_m(np.array(line.coords)) * BEND, 50 if row["facility_type"] == "connector" else 0)
        assert float(row["length"]) == pytest.approx(length, rel=0.01, abs=1), name


def test_quiet_roads_take_a_common_time(network):
    """Bounds wide enough for anybody who knows the city."""
    times = {
        ("stationsgebied", "de-waard"): (4, 9),
        ("a44-noord", "a4-zuid"): (6, 11),
        ("stationsgebied", "roosevelt"): (6, 12),
        ("leiderdorp-west", "bio-science-park"): (8, 15),
        ("zijlwijk", "lumc"): (6, 12),
        ("n206-katwijk", "n206-zoetermeer"): (8, 16),
        ("stevenshof", "merenwijk"): (7, 15),
    }
    for (origin, destination), (least, most) in times.items():
        assert least < minutes(network, origin, destination) < most, (origin, destination)


def test_one_bridge_over_the_zijl_is_the_detour_of_the_other(network):
    """Without traffic in the way: each closed alone costs a little, both together much more than their sum."""
    between = ("de-kooi", "leiderdorp-west")
    base = minutes(network, *between)
    zijlbrug = minutes(network, *between, "zijlbrug") - base
    spanjaardsbrug = minutes(network, *between, "spanjaardsbrug") - base
    both = minutes(network, *between, "zijlbrug", "spanjaardsbrug") - base
    assert max(zijlbrug, spanjaardsbrug) < 5
    assert both > 2 * (zijlbrug + spanjaardsbrug)


def test_a_street_with_a_parallel_street_is_missed_little(network):
    base = free_minutes(network)
    langegracht = free_minutes(network, "langegracht-1")
    assert 0 < (langegracht - base).max() < 4


def test_no_bridge_alone_cuts_anybody_off(network, lines):
    for name, (row, _) in lines.items():
        if row["bridge"]:
            assert np.isfinite(free_minutes(network, name)).all(), name


def test_stevenshof_has_two_ways_out_and_is_cut_off_without_both(network):
    numbers = network.zone_number
    one = free_minutes(network, "brug-stevenshofdreef")
    none = free_minutes(network, "brug-stevenshofdreef", "rhijnhofweg-1")
    assert np.isfinite(one[numbers["stevenshof"], numbers["binnenstad"]])
    assert np.isinf(none[numbers["stevenshof"], numbers["binnenstad"]])


def test_the_breestraat_is_for_buses_and_bicycles(network):
    breestraat = network.links(["breestraat-1"])
    assert not network.allows("car")[breestraat].any()
    assert network.allows("bus")[breestraat].all()
    assert network.allows("bicycle")[breestraat].all()
