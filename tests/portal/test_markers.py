from speerpunt.core.templatetags.drawing.points import MapPoint
from speerpunt.places.models import Area
from speerpunt.portal.queries.markers import METRES_PER_DEGREE, bounds_of, markers

CITY = Area(west=4.4, south=52.1, east=4.6, north=52.2)


def point(longitude=4.49, latitude=52.16, name="Brug"):
    return MapPoint(name, longitude, latitude, health="stuck", tags={"priority": "2"})


def test_a_marker_can_be_filtered_by_health():
    assert markers([point()], [])[0].tags == {"priority": "2", "health": "stuck"}


def test_what_only_lies_in_the_whole_city_has_no_place():
    middle = point((4.4 + 4.6) / 2, (52.1 + 52.2) / 2)
    assert [each.name for each in markers([middle, point(name="Weg")], [CITY])] == ["Weg"]


def test_a_pile_is_spread_so_that_each_can_be_seen():
    found = markers([point(name=str(number)) for number in range(8)], [])
    assert (found[0].longitude, found[0].latitude) == (4.49, 52.16)
    metres = [
        METRES_PER_DEGREE
        * (((one.longitude - other.longitude) * 0.61) ** 2 + (one.latitude - other.latitude) ** 2) ** 0.5
        for place, one in enumerate(found)
        for other in found[:place]
    ]
    assert min(metres) > 150


def test_the_view_holds_every_marker_and_a_little_more():
    west, south, east, north = bounds_of([point(4.44, 52.13), point(4.52, 52.18)]) or (0, 0, 0, 0)
    assert (west < 4.44, south < 52.13, east > 4.52, north > 52.18) == (True,) * 4


def test_one_marker_says_too_little_about_a_city():
    assert (bounds_of([point()]), bounds_of([])) == (None, None)
