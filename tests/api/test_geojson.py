"""Maps for other programs, read by a reader that is not ours."""

import json

import pytest
from django_scopes import scope
from jsonschema import Draft202012Validator
from shapely.geometry import shape
from shapely.geometry.polygon import LinearRing

from tests import factories as make
from tests.access.world import build_world

from .asking import asker_of
from .written import SQUARE

pytestmark = pytest.mark.django_db

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 3,
}
LINE = {"type": "array", "items": POSITION, "minItems": 2}
RING = {"type": "array", "items": POSITION, "minItems": 4}
SHAPES = {
    "Point": POSITION,
    "MultiPoint": {"type": "array", "items": POSITION},
    "LineString": LINE,
    "MultiLineString": {"type": "array", "items": LINE},
    "Polygon": {"type": "array", "items": RING},
    "MultiPolygon": {"type": "array", "items": {"type": "array", "items": RING}},
}
# As in RFC 7946.
COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["number", "string"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            *(
                                {
                                    "type": "object",
                                    "required": ["type", "coordinates"],
                                    "properties": {"type": {"const": kind}, "coordinates": coordinates},
                                }
                                for kind, coordinates in SHAPES.items()
                            ),
                        ]
                    },
                },
            },
        },
    },
    "not": {"required": ["crs"]},
}
CLOCKWISE = {"type": "Polygon", "coordinates": [list(reversed(SQUARE["coordinates"][0]))]}


@pytest.fixture
def world():
    built = build_world("leiden", "oranje")
    with scope(collective=built.collective):
        make.make_area(built.collective, name="Vierkant", geometry=SQUARE)
        make.make_work(built.collective, name="Vlak", visibility="public", geometry=CLOCKWISE)
        make.make_work(
            built.collective,
            name="Lijn",
            visibility="closed",
            geometry={"type": "LineString", "coordinates": [[4.48, 52.15], [4.49, 52.16]]},
        )
        make.make_project(
            built.objects["priority"], title="Punt", visibility="public", latitude=52.16, longitude=4.49
        )
        yield built


@pytest.mark.parametrize("name", ["areas", "projects", "works"])
def test_a_map_is_geojson_to_an_independent_reader(world, name):
    asker = asker_of(world.collective, world.visitors["office"])
    answer = asker.get(f"{name}.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    found = json.loads(answer.content)
    Draft202012Validator(COLLECTION).validate(found)
    drawn = [shape(each["geometry"]) for each in found["features"] if each["geometry"]]
    assert drawn
    for each in drawn:
        assert each.is_valid
        assert all(4 < x < 5 and 52 < y < 53 for x, y in _positions(each))
        if each.geom_type == "Polygon":
            assert LinearRing(each.exterior.coords).is_ccw
    listed = asker.get(f"{name}?limit=200").json()["items"]
    assert [each["id"] for each in found["features"]] == [each["id"] for each in listed]


def _positions(drawn):
    return drawn.exterior.coords if drawn.geom_type == "Polygon" else drawn.coords


@pytest.mark.parametrize(("visitor", "sees"), [("office", True), ("member", False), ("partner", False)])
def test_a_map_shows_what_its_reader_may_see(world, visitor, sees):
    asker = asker_of(world.collective, world.visitors[visitor])
    assert ('"Lijn"' in asker.get("works.geojson").content.decode()) is sees
    assert '"Vlak"' in asker.get("works.geojson").content.decode()


def test_a_map_goes_on_where_it_ended(world):
    asker = asker_of(world.collective, world.visitors["office"])
    first = asker.get("areas.geojson?limit=1")
    assert len(first.json()["features"]) == 1
    following = first["Link"].partition("<")[2].partition(">")[0].removeprefix("http://localhost:8000")
    assert asker.get(following).json()["features"][0]["id"] > first.json()["features"][0]["id"]
    assert (
        asker.get("areas.geojson", **{"If-None-Match": asker.get("areas.geojson")["ETag"]}).status_code == 304
    )
