"""The shapes of examples/leiden: whole, in their city, beside each other, and where they should be."""

import csv
import json
from itertools import combinations

import pytest
from shapely.geometry import Point, shape

from tests.examples.leiden import FOLDER, base_features, collection, hectares, ids, rows, shapes

SHARED = FOLDER.parents[2] / "shared" / "data"
METRE = 1 / 90_000  # of a degree, about; east and north differ

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the reference points in {SHARED}")


def test_each_area_is_drawn_once() -> None:
    assert list(shapes()) == [row["id"] for row in rows("areas")]


@pytest.mark.parametrize("area", sorted(ids("areas")))
def test_shape_is_whole_and_simple(area: str) -> None:
    drawn = shapes()[area]
    corners = len(drawn.exterior.coords) - 1
    assert drawn.is_valid
    assert area == "leiden" or 6 <= corners <= 16


@pytest.mark.parametrize("area", sorted(ids("areas")))
def test_shape_lies_in_the_city(area: str) -> None:
    assert shapes()["leiden"].covers(shapes()[area])


def test_areas_do_not_overlap() -> None:
    parts = {key: drawn for key, drawn in shapes().items() if key != "leiden"}
    overlaps = [
        (one, two)
        for (one, first), (two, second) in combinations(parts.items(), 2)
        if first.intersection(second).area > 0.01 * min(first.area, second.area)
    ]
    assert overlaps == []


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("business_park", 3, 50),
        ("neighbourhood_centre", 1, 5),
        ("station_area", 10, 30),
        ("science_park", 50, 120),
        ("city_centre", 120, 200),
        ("city", 2000, 2500),
    ],
)
def test_area_has_a_believable_size(kind: str, least: float, most: float) -> None:
    for row in rows("areas"):
        if row["kind"] == kind:
            assert least <= hectares(shapes()[row["id"]]) <= most, row["id"]


def test_certainty_in_table_and_drawing_agree() -> None:
    drawn = {f["properties"]["id"]: f["properties"]["certainty"] for f in collection("areas")["features"]}
    assert drawn == {row["id"]: row["certainty"] for row in rows("areas")}


def test_business_parks_keep_to_their_side_of_water_rail_and_motorway() -> None:
    lines = {**base_features("rail"), **base_features("road_main"), **base_features("water_line")}
    barriers = [
        lines[name] for name in ("A44", "A4", "Zijl", "Rijn-Schiekanaal", "Trekvliet", "Leiden - Alphen")
    ]
    crossed = [
        (row["id"], str(line))
        for row in rows("areas")
        if row["kind"] == "business_park"
        for line in barriers
        if line.crosses(shapes()[row["id"]])
    ]
    assert crossed == []


def test_base_map_has_every_kind_of_line_and_name() -> None:
    kinds = {feature["properties"]["kind"] for feature in collection("basemap")["features"]}
    assert kinds == {
        "bridge", "label", "outline", "rail", "road", "road_main", "station", "town", "water", "water_line"
    }  # fmt: skip


def test_base_map_gives_each_feature_a_name_and_a_rank() -> None:
    for feature in collection("basemap")["features"]:
        assert feature["properties"]["name"]
        assert feature["properties"]["rank"] in {1, 2, 3}
        assert shape(feature["geometry"]).is_valid


def test_bridges_lie_on_water() -> None:
    # Lines may share a name, so these are not looked up by name.
    water = [
        shape(f["geometry"])
        for f in collection("basemap")["features"]
        if f["properties"]["kind"] == "water_line"
    ]
    for name, bridge in base_features("bridge").items():
        assert min(line.distance(bridge) for line in water) < 60 * METRE, name


def test_projects_at_a_bridge_stand_on_that_bridge() -> None:
    bridges = base_features("bridge")
    for row in rows("plan", "projects"):
        if row["title"] in bridges:
            assert Point(row["point"]).distance(bridges[row["title"]]) < 20 * METRE, row["id"]


def test_singels_close_around_the_centre() -> None:
    ring = base_features("water_line")["Singels"]
    assert ring.is_ring
    assert shape({"type": "Polygon", "coordinates": [list(ring.coords)]}).contains(
        shapes()["binnenstad"].centroid
    )


@needs_shared
def test_certain_areas_hold_their_known_point() -> None:
    known = json.loads(
        (SHARED / "facts" / "leiden_business_areas_approx.geojson").read_text(encoding="utf-8")
    )
    for feature in known["features"]:
        name, sure = feature["properties"]["id"], feature["properties"]["confidence"] in {"high", "medium"}
        if sure and feature["geometry"] and name in shapes():
            assert shapes()[name].covers(shape(feature["geometry"])), name


@needs_shared
def test_city_outline_agrees_with_the_municipality() -> None:
    official = json.loads((SHARED / "geo" / "leiden_gemeente_2025_wgs84.geojson").read_text(encoding="utf-8"))
    real = shape(official["features"][0]["geometry"] if "features" in official else official["geometry"])
    ours = shapes()["leiden"]
    assert ours.intersection(real).area / ours.union(real).area > 0.97


@needs_shared
def test_streets_with_a_known_point_lie_on_their_line() -> None:
    roads = {**base_features("road"), **base_features("road_main")}
    with (SHARED / "geo" / "leiden_street_points_melvin.csv").open(encoding="utf-8") as file:
        points = {row["road"]: Point(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    # A point is the middle of several works in one street, so it may lie a little beside it.
    for name in (
        "Rooseveltstraat",
        "Kanaalweg",
        "Lammenschansweg",
        "Rijnsburgerweg",
        "Stevenshofdreef",
        "Schipholweg",
    ):
        assert roads[name].distance(points[name]) < 100 * METRE, name
