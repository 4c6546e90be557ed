"""Lines of works against links: drawn cases, and real lines of Leiden against a network that holds a part of them."""

import json

import numpy as np
import pytest
import shapely

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import MODES, Network, gmns
from speerpunt.engine.roads.coordinates import LocalPlane, metres_per_degree
from speerpunt.engine.roads.snapping import Snapper

from .shared import shared_file

EAST, NORTH = (float(metres) for metres in metres_per_degree(52.16))


def at(x, y):
    """Longitude and latitude of a place in metres from a corner of Leiden."""
    return 4.48 + x / EAST, 52.16 + y / NORTH


def town(roads, modes=None):
    """Links by name, each a list of places in metres; nodes are the ends."""
    ends = {name: (line[0], line[-1]) for name, line in roads.items()}
    nodes = {place: number for number, place in enumerate(dict.fromkeys(sum(ends.values(), ())))}
    return Network.build(
        node_ids=[str(number) for number in nodes.values()],
        x=[at(*place)[0] for place in nodes],
        y=[at(*place)[1] for place in nodes],
        link_ids=list(roads),
        tail=[nodes[start] for start, _ in ends.values()],
        head=[nodes[end] for _, end in ends.values()],
        free_flow_minutes=1,
        capacity=900,
        modes=[(modes or {}).get(name, 63) for name in roads],
        zones=[],
        geometry=[np.array([at(*place) for place in line]) for line in roads.values()],
    )


# A street of three links east, back again, and a crossing street.
STREET = {"a": [(0, 0), (100, 0)], "b": [(100, 0), (200, 0)], "c": [(200, 0), (300, 0)]}
BACK = {f"{name}-back": line[::-1] for name, line in STREET.items()}
CROSSING = {"up": [(100, 0), (100, 100)], "down": [(100, 0), (100, -100)]}


def snapped(roads, *lines, **options):
    return Snapper(town(roads)).snap([[at(*place) for place in line] for line in lines], **options)


def test_a_line_along_a_street_gets_its_links_in_order():
    found = snapped({**STREET, **BACK, **CROSSING}, [(2, 3), (298, 3)])
    assert found.link_ids == ("a", "b", "c")
    assert found.coverage == 1
    assert not found.is_doubtful
    assert [each.distance_m for each in found.links] == pytest.approx([3, 3, 3], abs=0.1)
    assert all(each.confidence > 0.95 for each in found.links)


def test_the_direction_of_the_line_counts():
    assert snapped({**STREET, **BACK}, [(298, 3), (2, 3)]).link_ids == ("c-back", "b-back", "a-back")
    both = snapped({**STREET, **BACK}, [(298, 3), (2, 3)], both_directions=True)
    assert set(both.link_ids) == {*STREET, *BACK}


def test_a_line_on_one_link_leaves_its_neighbours_alone():
    assert snapped({**STREET, **CROSSING}, [(102, 1), (198, 1)]).link_ids == ("b",)


def test_a_short_line_means_the_whole_link_with_less_of_it_covered():
    found = snapped(STREET, [(130, 0), (150, 0)])
    assert found.link_ids == ("b",)
    assert found.links[0].covered == pytest.approx(0.2)
    assert found.links[0].confidence == pytest.approx(1.0, abs=0.01)


def test_a_little_of_the_next_link_makes_a_doubtful_link():
    found = snapped(STREET, [(0, 0), (115, 0)])
    assert found.link_ids == ("a", "b")
    assert [each.is_doubtful for each in found.links] == [False, True]
    assert found.is_doubtful


def test_a_line_turns_a_corner():
    found = snapped({**STREET, **BACK, **CROSSING}, [(3, 2), (101, 2), (102, 98)])
    assert found.link_ids == ("a", "up")


def test_parts_of_one_line_count_together():
    found = snapped(STREET, [(5, 1), (95, 1)], [(205, 1), (295, 1)])
    assert found.link_ids == ("a", "c")
    assert found.coverage == 1


def test_the_nearest_of_two_parallel_roads_is_meant():
    quay = {"main": [(0, 0), (200, 0)], "quay": [(0, 15), (200, 15)]}
    assert snapped(quay, [(5, 2), (195, 2)]).link_ids == ("main",)
    assert snapped(quay, [(5, 12), (195, 12)]).link_ids == ("quay",)


def test_farther_away_is_less_sure_and_too_far_is_nothing():
    confidence = [snapped(STREET, [(0, y), (300, y)]).links[0].confidence for y in (0, 5, 10, 15, 19)]
    assert confidence == sorted(confidence, reverse=True)
    assert confidence[0] == pytest.approx(1.0, abs=1e-3)
    assert confidence[-1] < 0.2
    assert snapped(STREET, [(0, 25), (300, 25)]).links == ()


def test_a_line_that_leaves_the_network_is_doubtful():
    found = snapped(STREET, [(150, 0), (300, 0), (600, 0)])
    assert found.link_ids == ("b", "c")
    assert found.coverage == pytest.approx(1 / 3, abs=0.03)
    assert found.is_doubtful


def test_only_links_for_these_vehicles_are_meant():
    roads = {"road": [(0, 0), (200, 0)], "path": [(0, 4), (200, 4)]}
    network = town(roads, {"path": MODES["bicycle"], "road": MODES["car"]})
    line = [[at(5, 1), at(195, 1)]]
    assert Snapper(network).snap(line, mode="bicycle").link_ids == ("path",)
    assert Snapper(network).snap(line, mode="car").link_ids == ("road",)
    assert Snapper(network).snap(line, mode="bus").links == ()


def test_a_line_without_length_means_nothing():
    assert snapped(STREET, [(50, 0), (50, 0)]).links == ()
    assert Snapper(town(STREET)).snap([]).links == ()


@pytest.mark.parametrize(
    "part", [[(4.48, 52.16)], [], [("x", 1), (2, 3)], [(4.48, float("nan")), (4.49, 52.16)], None, [1]]
)
def test_a_line_that_is_none_is_told(part):
    with pytest.raises(InputProblem, match="a line needs"):
        Snapper(town(STREET)).snap([part])


def test_a_network_without_places_gets_nothing():
    network = Network.build(
        node_ids=["a", "b"],
        link_ids=["ab"],
        tail=[0],
        head=[1],
        free_flow_minutes=[1],
        capacity=[9],
        zones=[],
    )
    assert Snapper(network).snap([[at(0, 0), at(9, 0)]]).links == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_link_is_found_back_from_its_own_line(seed):
    """Of a grid with bent streets, each link drawn some metres off and cut short at both ends."""
    random = np.random.default_rng(seed)
    places = {
        (i, j): (120 * i + random.uniform(-25, 25), 120 * j + random.uniform(-25, 25))
        for i in range(6)
        for j in range(6)
    }
    roads = {}
    for (i, j), here in places.items():
        for there in ((i + 1, j), (i, j + 1)):
            if there in places:
                roads[f"{i}{j}>{there}"] = [here, places[there]]
                roads[f"{there}>{i}{j}"] = [places[there], here]
    snapper = Snapper(town(roads))
    for name, ends in roads.items():
        start, end = np.array(ends)
        shift = random.uniform(-4, 4, 2)
        line = [at(*(start + share * (end - start) + shift)) for share in (0.1, 0.5, 0.9)]
        assert snapper.snap([line]).link_ids == (name,)


def test_real_closures_of_leiden_find_their_links():
    """The network holds part of the lines it was made from. Of those that lie on it, all but a few must be found.

    Whether a line lies on it is judged in another way: 98% of its points within 3 m of any link.
    """
    network = gmns.read_network(shared_file("network/leiden_partial_link.csv"))
    export = json.loads(shared_file("roadworks/melvin_leiden_export_2025-10_anon.json").read_text())
    plane = LocalPlane(4.49, 52.16)
    tree = shapely.STRtree([shapely.LineString(plane.project(line)) for line in network.geometry])
    snapper = Snapper(network)
    on, found, links = 0, 0, []
    for feature in export["features"]:
        kind, geometry = feature["properties"], feature["geometry"]
        if kind["type"] != "RESTRICTION" or kind["transportMode"] != "CAR":
            continue
        parts = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
        drawn = shapely.segmentize([shapely.LineString(plane.project(np.array(part))) for part in parts], 5.0)
        points = shapely.points(shapely.get_coordinates(drawn))
        _, metres = tree.query_nearest(points, return_distance=True, all_matches=False)
        if (metres <= 3).mean() < 0.98:
            continue
        result = snapper.snap(parts, both_directions=kind["direction"] == "BOTH")
        on += 1
        found += result.coverage >= 0.9
        links += result.links
    assert on > 100
    assert found / on > 0.97
    assert np.mean([link.confidence for link in links]) > 0.9
    assert np.median([link.distance_m for link in links]) < 1.5
