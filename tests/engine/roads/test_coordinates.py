"""Against published values: lengths of degrees, the meridian arc, the middle of the Dutch grid, CBS's two editions."""

import json

import numpy as np
import pytest
import shapely

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads.coordinates import length_m, metres_per_degree, to_wgs84

from .shared import shared_file


def test_a_degree_is_as_long_as_geodesy_says():
    """At the equator and at 45 degrees, published to the metre."""
    assert [float(metres) for metres in metres_per_degree(0.0)] == pytest.approx([111320, 110574], abs=0.6)
    assert [float(metres) for metres in metres_per_degree(45.0)] == pytest.approx([78847, 111132], abs=0.6)


def test_a_line_is_as_long_as_its_parts():
    line = np.array([[4.44, 52.12], [4.48, 52.15], [4.49, 52.15], [4.52, 52.18]])
    assert length_m(line) == pytest.approx(length_m(line[:2]) + length_m(line[1:]))


def test_the_central_meridian_of_a_utm_zone_runs_north():
    """On it the distance from the equator is that along the meridian, 4,984,944.378 m at 45 degrees, times 0.9996."""
    found = to_wgs84(32631)(np.array([[500000.0, 4984944.378 * 0.9996]]))
    assert found[0] == pytest.approx([3.0, 45.0], abs=1e-8)


def test_places_and_distances_are_those_of_proj():
    """As PROJ 9 gives them: far from the central meridian, and along a geodesic."""
    found = to_wgs84(32631)(np.array([[612345.0, 5777777.0], [322989, 4698062], [700000, 1000000]]))
    assert found[0] == pytest.approx([4.641623434098958, 52.13907029285088], abs=1e-8)
    assert found[1] == pytest.approx([0.8486626676709984, 42.414685736547774], abs=1e-8)
    assert found[2] == pytest.approx([4.819522508767312, 9.042047066406315], abs=1e-8)
    line = np.array([[4.44, 52.12], [4.48, 52.15], [4.49, 52.15], [4.52, 52.18]])
    assert length_m(line) == pytest.approx(8921.15185587743, rel=1e-7)


def test_utm_north_and_south_mirror_each_other():
    north = to_wgs84(32631)(np.array([[612345.0, 5777777.0]]))[0]
    south = to_wgs84(32731)(np.array([[612345.0, 10_000_000 - 5777777.0]]))[0]
    assert south == pytest.approx([north[0], -north[1]], abs=1e-12)


def test_the_dutch_grid_has_its_middle_where_it_is_published():
    """The tower of Amersfoort."""
    grid = to_wgs84(28992)(np.array([[155000.0, 463000.0]]))[0]
    assert grid == pytest.approx([5.38720621, 52.15517440], abs=1e-8)


def test_neighbourhoods_of_leiden_lie_where_they_are_published():
    ours = json.loads(shared_file("geo/leiden_buurten_2025_rd.geojson").read_text())
    published = json.loads(shared_file("geo/leiden_buurten_2025_wgs84.geojson").read_text())
    for rd, degrees in zip(ours["features"], published["features"], strict=True):
        middle = shapely.get_coordinates(shapely.geometry.shape(rd["geometry"]))
        expected = shapely.get_coordinates(shapely.geometry.shape(degrees["geometry"]))
        assert to_wgs84(28992)(middle) == pytest.approx(expected, abs=1e-5)


def test_an_unknown_system_is_refused():
    with pytest.raises(InputProblem, match="EPSG:3857 cannot be read"):
        to_wgs84(3857)
