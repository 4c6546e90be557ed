"""Lines become a network that meets where they end, and a network becomes lines with what is known of them."""

import json

import numpy as np
import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import MODES, gmns
from speerpunt.engine.roads.coordinates import length_m
from speerpunt.engine.roads.geojson import Properties, read_network, write_network

from .shared import shared_file


def line(points, **properties):
    """Points in steps of 0.001 degree from a corner of Leiden."""
    coordinates = [[round(4.48 + x / 1000, 9), round(52.16 + y / 1000, 9)] for x, y in points]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }


def a_file(tmp_path, *features, **more):
    file = tmp_path / "roads.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return file


def shape(network):
    return {name: len(points) for name, points in zip(network.link_ids, network.geometry, strict=True)}


def test_lines_meet_at_their_ends(tmp_path):
    file = a_file(tmp_path, line([(0, 0), (1, 1), (2, 0)]), line([(2.000001, 0), (4, 0)]))
    network = read_network(file)
    assert network.node_count == 3
    assert shape(network) == {"1-2": 3, "2-1": 3, "2-3": 2, "3-2": 2}
    assert network.length_m == pytest.approx([length_m(points) for points in network.geometry])


def test_a_line_is_split_where_another_ends_on_it(tmp_path):
    file = a_file(
        tmp_path,
        line([(0, 0), (4, 0)], link_id="main", free_speed=60),
        line([(2, 0), (2, 2)], link_id="side"),
    )
    network = read_network(file)
    assert shape(network) == dict.fromkeys(
        ["main", "main.2", "main-back", "main.2-back", "side", "side-back"], 2
    )
    assert network.node_count == 4
    assert network.length_m[network.links(["main"])[0]] == pytest.approx(2 * 68.43, rel=1e-3)
    assert network.free_flow_minutes[network.links(["main"])[0]] == pytest.approx(2 * 0.06843, rel=1e-3)


def test_lines_that_cross_do_not_meet(tmp_path):
    network = read_network(a_file(tmp_path, line([(0, 0), (4, 0)]), line([(2, -2), (2, 2)])))
    assert (network.node_count, network.link_count) == (4, 4)


def test_the_tolerance_says_how_near_is_together(tmp_path):
    file = a_file(tmp_path, line([(0, 0), (2, 0)]), line([(2.05, 0), (4, 0)]))
    assert read_network(file).node_count == 4
    assert read_network(file, tolerance_m=5).node_count == 3


def test_a_ring_keeps_its_one_node(tmp_path):
    network = read_network(a_file(tmp_path, line([(0, 0), (1, 0), (1, 1), (0, 0)], oneway="yes")))
    assert shape(network) == {"1-1": 4}


@pytest.mark.parametrize(
    ("oneway", "links"),
    [
        (None, {"a", "a-back"}), ("no", {"a", "a-back"}), ("B", {"a", "a-back"}), (0, {"a", "a-back"}),
        ("yes", {"a"}), (True, {"a"}), (1, {"a"}), ("H", {"a"}), ("-1", {"a"}), (-1, {"a"}), ("T", {"a"}),
    ],
)  # fmt: skip
def test_one_way(tmp_path, oneway, links):
    network = read_network(a_file(tmp_path, line([(0, 0), (1, 0)], link_id="a", oneway=oneway)))
    assert set(network.link_ids) == links
    starts_east = network.x[network.tail[network.link_number["a"]]] > 4.4805
    assert starts_east == (str(oneway) in {"-1", "T"})


def test_properties_go_by_the_names_that_are_given(tmp_path):
    file = a_file(
        tmp_path, line([(0, 0), (1, 0)], WVK_ID=77, STT_NAAM="Haarweg", v=30, cap=700, voor="bike", RIJ="H")
    )
    network = read_network(file, Properties("WVK_ID", "STT_NAAM", "v", "cap", "RIJ", "voor"))
    assert (network.link_ids, network.names) == (("77",), ("Haarweg",))
    assert (network.capacity[0], network.modes[0]) == (700, MODES["bicycle"])
    assert network.length_m[0] * 0.06 / network.free_flow_minutes[0] == pytest.approx(30)


def test_parts_of_a_multiline_are_lines_of_their_own(tmp_path):
    one, other = (
        line([(0, 0), (1, 0)])["geometry"]["coordinates"],
        line([(1, 0), (1, 1)])["geometry"]["coordinates"],
    )
    feature = {
        "id": 5,
        "properties": None,
        "geometry": {"type": "MultiLineString", "coordinates": [one, other]},
    }
    network = read_network(a_file(tmp_path, feature))
    assert set(network.link_ids) == {"5-1", "5-1-back", "5-2", "5-2-back"}
    assert network.node_count == 3


def test_points_areas_and_nothing_are_passed_over(tmp_path):
    nothing = {"type": "Feature", "properties": {}, "geometry": None}
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [4.5, 52.1]}}
    assert read_network(a_file(tmp_path, nothing, point, line([(0, 0), (1, 0)]))).link_count == 2
    with pytest.raises(InputProblem, match="there are no lines in the file"):
        read_network(a_file(tmp_path, nothing, point))


def test_zones_get_a_node(tmp_path):
    file = a_file(tmp_path, line([(0, 0), (1, 0)]), line([(1, 0), (2, 0)]))
    network = read_network(file, zones={"yard": (4.4809, 52.16)}, gateways={"A4": (4.49, 52.16)})
    assert network.zone_ids == ("yard", "A4")
    assert network.x[network.zones].tolist() == [4.481, 4.482]
    assert network.gateways.tolist() == network.zones[1:].tolist()


def test_the_dutch_grid_is_read_where_the_file_says_so(tmp_path):
    feature = line([(0, 0), (1, 0)])
    feature["geometry"]["coordinates"] = [[155000, 463000], [155100, 463000]]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    network = read_network(a_file(tmp_path, feature, crs=crs))
    assert network.x[0] == pytest.approx(5.38720621)
    assert network.length_m[0] == pytest.approx(100, rel=2e-4)


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        (line([(0, 0), (1, 0)], free_speed="fast"), "feature 1: free_speed is 'fast', which is no number"),
        (line([(0, 0), (1, 0)], free_speed=0), "feature 1: free_speed is 0; it must be above 0"),
        (line([(0, 0), (1, 0)], capacity=-1), "feature 1: capacity is -1; it must be 0 or more"),
        (line([(0, 0), (1, 0)], oneway="perhaps"), "feature 1: oneway is 'perhaps'"),
        (line([(0, 0), (1, 0)], allowed_uses="boat"), "feature 1: allowed_uses has 'boat'"),
        (line([(0, 0)]), "feature 1: a line needs two points or more"),
        (
            {"geometry": {"type": "LineString", "coordinates": [["x", 1], [2, 3]]}},
            "feature 1: its coordinates are no",
        ),
        (
            {"geometry": {"type": "LineString", "coordinates": None}},
            "feature 1: its coordinates are no numbers",
        ),
        (
            {"geometry": {"type": "LineString", "coordinates": [[1], [2]]}},
            "feature 1: a line needs two points",
        ),
        (
            {"geometry": {"type": "LineString", "coordinates": [[1, 2], [float("nan"), 3]]}},
            "feature 1: a line needs",
        ),
        (line([(0, 0), (1e6, 0)]), "feature 1: a point lies outside the coordinate system"),
        ({"geometry": {}}, "feature 1: its geometry has no type"),
        ({"geometry": "here"}, "feature 1: its geometry has no type"),
        ("nothing", "feature 1: this is no GeoJSON feature"),
        ({"properties": [1]}, "feature 1: this is no GeoJSON feature"),
    ],
)
def test_a_fault_is_told_with_its_feature(tmp_path, feature, message):
    with pytest.raises(InputProblem) as told:
        read_network(a_file(tmp_path, feature))
    assert f"roads.geojson, {message}" in str(told.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 3}', "[" * 100_000, "\x00"])
def test_a_file_that_is_no_geojson_is_told(tmp_path, text):
    file = tmp_path / "roads.geojson"
    file.write_text(text)
    with pytest.raises(InputProblem, match=r"roads\.geojson: this is no"):
        read_network(file)


def test_what_is_written_reads_back_alike(tmp_path):
    main = line([(0, 0), (1, 1), (4, 0)], link_id="main", free_speed=50, capacity=700, name="Zijlweg")
    first = read_network(
        a_file(tmp_path, main, line([(2, 2), (4, 0)], link_id="side", allowed_uses="bus,bike"))
    )
    file = tmp_path / "out.geojson"
    write_network(first, file, {"volume": [1.5, np.nan, 3, 4], "rank": np.arange(4)})
    again = read_network(file)
    assert sorted(again.link_ids) == sorted(first.link_ids)
    order = again.links(first.link_ids)
    for name in ("length_m", "free_flow_minutes", "capacity", "modes"):
        assert getattr(again, name)[order] == pytest.approx(getattr(first, name))
    assert [again.names[link] for link in order] == list(first.names)
    assert [again.geometry[link].tolist() for link in order] == [points.tolist() for points in first.geometry]
    properties = [feature["properties"] for feature in json.loads(file.read_text())["features"]]
    assert [each["volume"] for each in properties] == [1.5, None, 3, 4]
    assert [each["rank"] for each in properties] == [0, 1, 2, 3]


def test_values_must_fit_the_links(tmp_path):
    network = read_network(a_file(tmp_path, line([(0, 0), (1, 0)])))
    with pytest.raises(InputProblem, match="volume has shape"):
        write_network(network, tmp_path / "out.geojson", {"volume": [1.0]})


def test_the_partial_network_of_leiden_reads_as_long_as_its_table():
    lines = read_network(shared_file("network/leiden_partial_links.geojson"))
    table = gmns.read_network(shared_file("network/leiden_partial_link.csv"))
    # Ends within a metre of each other become one point.
    assert lines.length_m.sum() == pytest.approx(sum(length_m(points) for points in table.geometry), rel=1e-3)
