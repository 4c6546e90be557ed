"""Against published coordinates, and against shapes that people get wrong."""

import json
import math
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from speerpunt.core.geometry import (
    MAX_POINTS,
    NETHERLANDS,
    Bounds,
    Crs,
    Flaw,
    GeometryProblem,
    bounds_around,
    bounds_of,
    checked_geometry,
    hectares,
    is_within,
    label_position,
    pairs_within,
    rd_from_wgs84,
    wgs84_from_rd,
)

SQUARE = [[4.49, 52.15], [4.51, 52.15], [4.51, 52.17], [4.49, 52.17], [4.49, 52.15]]
HOLE = [[4.495, 52.155], [4.495, 52.165], [4.505, 52.165], [4.505, 52.155], [4.495, 52.155]]
METRES_PER_DEGREE = 111_320

# The tower of Amersfoort is the centre of RD New, so the pair holds by definition.
AMERSFOORT = ((155_000.0, 463_000.0), (5.38720621, 52.15517440))


def square(west, south, side=0.01):
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def metres_apart(first, second):
    across = (first[0] - second[0]) * METRES_PER_DEGREE * math.cos(math.radians(first[1]))
    return math.hypot(across, (first[1] - second[1]) * METRES_PER_DEGREE)


def flaw_of(geometry, **how):
    with pytest.raises(GeometryProblem) as caught:
        checked_geometry(geometry, **how)
    return caught.value.flaw


def shared_file(name):
    file = Path(__file__).parents[2].parent / "shared" / "data" / "geo" / name
    if not file.exists():
        pytest.skip(f"shared file {name} is not here")
    return json.loads(file.read_text())


def test_a_surveyor_finds_the_tower_of_amersfoort():
    rd, wgs84 = AMERSFOORT
    assert metres_apart(wgs84_from_rd(*rd), wgs84) < 0.01
    assert math.dist(rd_from_wgs84(*wgs84), rd) < 0.01


def test_a_surveyor_finds_the_neighbourhoods_of_the_statistics_office():
    """Off by a quarter of a metre at most, and a tenth for their six decimals of a degree."""
    metres, degrees = (shared_file(f"leiden_buurten_2025_{name}.geojson") for name in ("rd", "wgs84"))
    errors = [
        metres_apart(wgs84_from_rd(*rd), wgs84)
        for one, other in zip(metres["features"], degrees["features"], strict=True)
        for rd, wgs84 in zip(
            shapely.get_coordinates(shape(one["geometry"])).tolist(),
            shapely.get_coordinates(shape(other["geometry"])).tolist(),
            strict=True,
        )
    ]
    assert len(errors) == 353
    assert max(errors) < 0.25 + 0.1


@given(x=st.floats(20_000, 275_000), y=st.floats(310_000, 615_000))
def test_there_and_back_is_the_same_place(x, y):
    assert math.dist(rd_from_wgs84(*wgs84_from_rd(x, y)), (x, y)) < 1.0


def test_hectares_agree_with_the_statistics_office():
    for feature in shared_file("leiden_buurten_2025_wgs84.geojson")["features"]:
        measured = hectares(feature["geometry"])
        assert measured == pytest.approx(feature["properties"]["area_ha"], rel=0.005, abs=0.1)


def test_hectares_of_a_degree_square_at_the_equator():
    """12,308.8 km2, from the closed formula for the zone of an ellipsoid."""
    assert hectares(square(0, 0, 1)) == pytest.approx(1_230_877, rel=1e-4)


def test_hectares_leave_out_the_hole_and_know_no_point():
    whole = hectares({"type": "Polygon", "coordinates": [SQUARE]})
    assert hectares({"type": "Polygon", "coordinates": [SQUARE, HOLE]}) == pytest.approx(
        whole * 0.75, rel=1e-4
    )
    assert hectares({"type": "Point", "coordinates": [4.5, 52.16]}) == 0


def test_bounds_hold_all_shapes():
    assert bounds_of(square(4.5, 52.1)) == (4.5, 52.1, 4.51, 52.11)
    assert bounds_around([square(4.5, 52.1), square(4.4, 52.2)]) == (4.4, 52.1, 4.51, 52.21)
    assert bounds_around([]) is None


def test_widened_bounds_grow_on_every_side():
    assert Bounds(4, 52, 6, 53).widened(0.5) == (3, 51.5, 7, 53.5)


def test_a_label_lies_in_its_shape():
    bent = [[0, 0], [4, 0], [4, 1], [1, 1], [1, 4], [0, 4], [0, 0]]
    geometry = {"type": "Polygon", "coordinates": [bent]}
    assert is_within(label_position(geometry), geometry)


def test_a_point_on_the_border_lies_in_both_neighbours():
    assert [is_within((4.51, 52.105), square(west, 52.1)) for west in (4.5, 4.51)] == [True, True]


def test_points_find_their_shapes():
    shapes = [square(4.5, 52.1), square(4.4, 52.0, 0.5)]
    points = [(4.505, 52.105), (4.45, 52.05), (6.0, 53.0)]
    assert sorted(pairs_within(shapes, points)) == [(0, 0), (1, 0), (1, 1)]
    assert list(pairs_within(shapes, [])) == []


def test_a_point_in_a_hole_lies_outside():
    geometry = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    assert not is_within((4.5, 52.16), geometry)


def test_a_sound_shape_comes_back_tidied():
    heights = [[x, y, 3.2] for x, y in reversed(SQUARE)]
    tidied = checked_geometry({"type": "Polygon", "coordinates": [heights], "bbox": [0, 0, 1, 1]})
    assert tidied == {"type": "Polygon", "coordinates": [SQUARE]}
    assert checked_geometry(tidied) == tidied


def test_metres_become_degrees():
    ring = [[93_000, 463_000], [94_000, 463_000], [94_000, 464_000], [93_000, 463_000]]
    found = checked_geometry({"type": "Polygon", "coordinates": [ring]}, crs=Crs.RD_NEW)
    assert metres_apart(found["coordinates"][0][0], wgs84_from_rd(93_000, 463_000)) < 0.02


@pytest.mark.parametrize(
    ("geometry", "flaw"),
    [
        (None, Flaw.NOT_A_SHAPE),
        ([SQUARE], Flaw.NOT_A_SHAPE),
        ({"coordinates": SQUARE}, Flaw.UNKNOWN_KIND),
        ({"type": ["Polygon"], "coordinates": []}, Flaw.UNKNOWN_KIND),
        ({"type": "LineString", "coordinates": SQUARE}, Flaw.UNKNOWN_KIND),
        ({"type": "Polygon"}, Flaw.NOT_NUMBERS),
        ({"type": "Polygon", "coordinates": [SQUARE[0]]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": ["4.5", "52.1"]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": [True, 52.1]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": [math.nan, 52.1]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": [4.5, math.inf]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": [4.5, 10**400]}, Flaw.NOT_NUMBERS),
        ({"type": "Point", "coordinates": [4.5]}, Flaw.NOT_NUMBERS),
        ({"type": "Polygon", "coordinates": []}, Flaw.TOO_FEW_POINTS),
        ({"type": "MultiPolygon", "coordinates": [[], [SQUARE]]}, Flaw.TOO_FEW_POINTS),
        ({"type": "Polygon", "coordinates": [[SQUARE[0]] * 4]}, Flaw.TOO_FEW_POINTS),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, Flaw.UNCLOSED),
        ({"type": "Polygon", "coordinates": [[SQUARE[n] for n in (0, 2, 1, 3, 0)]]}, Flaw.SELF_CROSSING),
        ({"type": "Polygon", "coordinates": [HOLE, SQUARE]}, Flaw.PARTS_OVERLAP),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}, Flaw.PARTS_OVERLAP),
        ({"type": "Polygon", "coordinates": [SQUARE * (MAX_POINTS // 5 + 1)]}, Flaw.TOO_MANY_POINTS),
        ({"type": "Point", "coordinates": [93_654, 463_878]}, Flaw.LOOKS_LIKE_RD),
        ({"type": "Point", "coordinates": [93_654, 52.1]}, Flaw.OUTSIDE),
        ({"type": "Point", "coordinates": [52.15, 4.5]}, Flaw.SWAPPED),
        ({"type": "Point", "coordinates": [13.4, 52.5]}, Flaw.OUTSIDE),
    ],
)  # fmt: skip
def test_a_flawed_shape_is_refused_for_the_right_reason(geometry, flaw):
    assert flaw_of(geometry, within=NETHERLANDS) == flaw


def test_degrees_are_refused_where_metres_are_asked():
    assert flaw_of({"type": "Point", "coordinates": [4.5, 52.1]}, crs=Crs.RD_NEW) == Flaw.OUTSIDE


def test_a_crossing_says_where():
    crossed = [[4.0, 52.0], [5.0, 53.0], [5.0, 52.0], [4.0, 53.0], [4.0, 52.0]]
    with pytest.raises(GeometryProblem) as caught:
        checked_geometry({"type": "Polygon", "coordinates": [crossed]})
    assert caught.value.at == pytest.approx((4.5, 52.5))
