"""Small maps drawn by hand, and extracts of others against counts and lengths found in another way."""

import numpy as np
import osmium
import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import MODES
from speerpunt.engine.roads import openstreetmap as osm
from speerpunt.engine.roads.coordinates import length_m

from .shared import shared_file

EXTRACTS = ["amsterdam", "pyrosm_test", "liechtenstein-latest"]

# A square of streets 1-3-5-7 with shape points 2, 4, 6, 8 between the corners, a tail 3-9-10 and an island 11-12.
PLACES = {
    1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (2, 1), 5: (2, 2), 6: (1, 2), 7: (0, 2), 8: (0, 1),
    9: (3, 0), 10: (4, 0), 11: (9, 9), 12: (9, 8),
}  # fmt: skip
STREET = {"highway": "residential", "name": "Street"}
SQUARE = [(1, 2, 3), (3, 4, 5), (5, 6, 7), (7, 8, 1)]


def a_map(tmp_path, ways, barriers=(), name="map.osm.pbf", places=PLACES):
    """A file with these ways, each a pair of nodes and tags; 0.001 degree to each step."""
    file = tmp_path / name
    file.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(file))
    for number, (x, y) in places.items():
        node = osmium.osm.mutable.Node(
            id=number, location=(4.48 + x / 1000, 52.16 + y / 1000), tags=dict(barriers).get(number, {})
        )
        writer.add_node(node)
    for number, (nodes, tags) in enumerate(ways, start=100):
        writer.add_way(osmium.osm.mutable.Way(id=number, nodes=list(nodes), tags=tags))
    writer.close()
    return file


def square(**more):
    return [(nodes, {**STREET, **more}) for nodes in SQUARE]


def ends(network):
    return sorted(network.link_ids)


def test_points_between_crossings_become_the_shape_of_a_link(tmp_path):
    diagonal = ((1, 5), {**STREET, "name": "Diagonal"})
    network = osm.read_network(a_map(tmp_path, [*square(), diagonal])).network
    assert set(network.node_ids) == {"1", "5"}
    assert ends(network) == ["1-5", "1-5#2", "1-5#3", "5-1", "5-1#2", "5-1#3"]
    points = {name: len(line) for name, line in zip(network.link_ids, network.geometry, strict=True)}
    assert sorted(points.values()) == [2, 2, 5, 5, 5, 5]
    for link, line in enumerate(network.geometry):
        tail, head = network.tail[link], network.head[link]
        assert line[[0, -1]].tolist() == [[network.x[n], network.y[n]] for n in (tail, head)]
        assert network.length_m[link] == pytest.approx(length_m(line))


def test_a_one_way_ring_keeps_its_order(tmp_path):
    ways = [*square(oneway="yes"), ((3, 9, 10), STREET)]
    network = osm.read_network(a_map(tmp_path, ways)).network
    # The ring has one crossing; of what lies on it one node stays, so that no link ends where it starts.
    assert len(network.node_ids) == 3
    assert network.link_count == 4
    assert {"3-10", "10-3"} < set(network.link_ids)


@pytest.mark.parametrize(
    ("more", "links"),
    [
        ({}, 2),
        ({"maxspeed": "20"}, 4),
        ({"name": "Other"}, 4),
        ({"lanes": "4"}, 4),
        ({"bridge": "yes"}, 4),
        ({"oneway:bicycle": "no"}, 2),
        ({"note": "nothing that counts"}, 2),
    ],
)
def test_only_equal_links_become_one(tmp_path, more, links):
    ways = [((1, 2, 3), STREET), ((3, 9, 10), {**STREET, **more})]
    assert osm.read_network(a_map(tmp_path, ways)).network.link_count == links


def test_a_zone_and_a_gateway_stay_where_they_lie(tmp_path):
    ways = [((1, 2, 3, 9, 10), STREET)]
    reading = osm.read_network(
        a_map(tmp_path, ways), zones={"yard": (4.4811, 52.1601)}, gateways={"A4": (4.4841, 52.16)}
    )
    network = reading.network
    assert ends(network) == ["1-2", "10-2", "2-1", "2-10"]
    assert network.zone_ids == ("yard", "A4")
    assert [network.node_ids[node] for node in network.zones] == ["2", "10"]
    assert [network.node_ids[node] for node in network.gateways] == ["10"]
    assert reading.placed[0].distance_m == pytest.approx(13.1, abs=0.1)


def test_two_zones_never_share_a_node(tmp_path):
    ways = [((1, 2, 3), STREET)]
    zones = dict.fromkeys(("a", "b"), (4.4811, 52.16))
    network = osm.read_network(a_map(tmp_path, ways), zones=zones).network
    assert [network.node_ids[node] for node in network.zones] == ["2", "3"]
    with pytest.raises(InputProblem, match="no road is left on which zone 'd' could lie"):
        osm.read_network(a_map(tmp_path, ways), zones=dict.fromkeys("abcd", (4.48, 52.16)))


def test_a_zone_does_not_lie_on_a_motorway(tmp_path):
    ways = [*square(), ((3, 9, 10), {"highway": "trunk"})]
    network = osm.read_network(a_map(tmp_path, ways), zones={"yard": (4.484, 52.16)}).network
    assert network.node_ids[network.zones[0]] == "3"


def test_what_cannot_be_left_is_left_out(tmp_path):
    ways = [
        *square(),
        ((3, 9, 10), {**STREET, "oneway": "yes"}),
        ((11, 12), STREET),
        ((1, 5), {"highway": "steps"}),
    ]
    reading = osm.read_network(a_map(tmp_path, ways))
    assert not {"9", "10", "11", "12"} & set(reading.network.node_ids)
    told = {each.reason: each.count for each in reading.left_out}
    assert told == {
        "steps: no road for vehicles": 1,
        "cut off from the rest: no way there, or no way back": 4,
    }
    kept = {each.reason: each.metres for each in reading.left_out}
    assert kept["steps: no road for vehicles"] == pytest.approx(np.hypot(2 * 68.43, 2 * 111.27), rel=1e-3)


def test_a_bicycle_path_stays_for_bicycles(tmp_path):
    ways = [*square(), ((3, 9, 10), {"highway": "cycleway"})]
    network = osm.read_network(a_map(tmp_path, ways)).network
    path = network.link_number["3-10"]
    assert network.modes[path] == MODES["bicycle"]
    cars_only = osm.read_network(a_map(tmp_path, ways), modes=["car", "lorry"])
    assert "3-10" not in cars_only.network.link_number
    assert set(cars_only.network.modes.tolist()) == {MODES["car"] | MODES["lorry"]}
    assert cars_only.left_out[0].reason == "not for the vehicles that were asked for"


def test_a_bollard_lets_bicycles_through_only(tmp_path):
    ways = [*square(), ((1, 5), {**STREET, "name": "Diagonal"})]
    network = osm.read_network(a_map(tmp_path, ways, barriers={2: {"barrier": "bollard"}})).network
    shut = {
        name for name, modes in zip(network.link_ids, network.modes, strict=True) if modes == MODES["bicycle"]
    }
    assert shut == {"1-3", "3-1"}


def test_a_box_cuts_the_roads_just_outside(tmp_path):
    ways = [((1, 2, 3, 9, 10), STREET)]
    box = (4.4795, 52.1595, 4.4815, 52.1605)
    for within in (box, shapely.box(*box)):
        reading = osm.read_network(a_map(tmp_path, ways), within=within)
        assert ends(reading.network) == ["1-3", "3-1"]
        outside = osm.LeftOut("outside the area that was asked for", 2, pytest.approx(2 * 68.43, rel=1e-3))
        assert reading.left_out == (outside,)


def test_a_way_whose_nodes_are_partly_missing_is_cut_there(tmp_path):
    places = {number: place for number, place in PLACES.items() if number != 3}
    file = a_map(tmp_path, [((1, 2, 3, 9, 10), STREET), ((2, 9), STREET)], places=places)
    assert ends(osm.read_network(file).network) == ["1-10", "10-1"]


def test_a_file_that_is_no_map_is_told(tmp_path):
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0dhello, this is no map" * 40)
    with pytest.raises(InputProblem, match=r"broken.osm.pbf: this is no readable OpenStreetMap file"):
        osm.read_network(broken)
    with pytest.raises(InputProblem, match="there is no such file"):
        osm.read_network(tmp_path / "absent.osm.pbf")
    with pytest.raises(InputProblem, match="no road is left"):
        osm.read_network(a_map(tmp_path, [((1, 2), {"highway": "steps"})]))


def test_a_file_that_was_cut_short_is_told(tmp_path):
    whole = a_map(tmp_path, square()).read_bytes()
    short = tmp_path / "short.osm.pbf"
    short.write_bytes(whole[: len(whole) - 20])
    with pytest.raises(InputProblem, match=r"short\.osm\.pbf"):
        osm.read_network(short)


@pytest.fixture(scope="module", params=EXTRACTS)
def extract(request):
    file = shared_file(f"osm/{request.param}.osm.pbf")
    return osm.read_network(file), osm.read_network(file, simplify=False)


def test_an_extract_keeps_its_length(extract):
    simple, whole = extract
    assert simple.network.length_m.sum() == pytest.approx(whole.network.length_m.sum(), rel=1e-9)
    assert simple.network.free_flow_minutes.sum() == pytest.approx(
        whole.network.free_flow_minutes.sum(), rel=1e-9
    )
    assert simple.metres_before == pytest.approx(whole.network.length_m.sum(), rel=1e-12)
    assert simple.network.node_count < whole.network.node_count == simple.nodes_before


def test_an_extract_can_be_driven_from_anywhere_to_anywhere(extract):
    for reading in extract:
        network = reading.network
        for mode in MODES:
            usable = network.allows(mode)
            pair = (network.tail[usable], network.head[usable])
            graph = coo_array((np.ones(usable.sum()), pair), shape=(network.node_count,) * 2)
            _, part = connected_components(graph.tocsr(), connection="strong")
            assert len(set(part[np.concatenate(pair)].tolist())) <= 1, mode


def test_an_extract_has_the_same_distances_when_simplified(extract):
    """From each of some crossings to all others, by scipy's Dijkstra."""
    simple, whole = (_distances(reading.network) for reading in extract)
    shared = [name for name in simple[0] if name in whole[0]]
    assert len(shared) == len(simple[0])
    numbers = [[nodes[name] for name in shared] for nodes, _ in (simple, whole)]
    for start in range(0, len(shared), max(1, len(shared) // 5)):
        one, other = (
            graph(number[start])[number] for (_, graph), number in zip((simple, whole), numbers, strict=True)
        )
        assert one == pytest.approx(other, rel=1e-9)


def _distances(network):
    shortest = {}
    for link in np.flatnonzero(network.allows("bicycle")):
        pair = (int(network.tail[link]), int(network.head[link]))
        shortest[pair] = min(shortest.get(pair, np.inf), network.length_m[link])
    rows, columns = zip(*shortest, strict=True)
    graph = coo_array((list(shortest.values()), (rows, columns)), shape=(network.node_count,) * 2).tocsr()
    return network.node_number, lambda node: dijkstra(graph, indices=node)
