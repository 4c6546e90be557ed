"""Numbers and shapes that no drawing holds, and what is in the trash."""

import json
import math

import pytest
from django_scopes import scope

from speerpunt.members.enums import StandingKind
from speerpunt.places.importers.geojson import read_areas
from speerpunt.places.models import Measurement
from tests.factories import make_area, make_indicator, make_measurement, make_target
from tests.measured import cost_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["1e308", "-1e308", "1e400", "nan", "-inf"])
def test_a_number_without_end_breaks_no_public_page(leiden, visit, value):
    indicator = make_indicator(leiden, slug="leegstand")
    make_area(leiden, slug="de-waard")
    page = "/leiden/indicatoren/leegstand/metingen/nieuw/"
    visit(StandingKind.OFFICE).post(page, {"measured_on": "2026-11-01", "value": value})
    with scope(collective=leiden):
        assert not Measurement.objects.filter(indicator=indicator).exists()


def test_a_number_of_an_area_in_the_trash_does_not_exist_for_others(leiden, visit):
    area = make_area(leiden, slug="weg", trashed_at="2026-11-01T12:00Z")
    indicator = make_indicator(leiden, slug="leegstand")
    measurement, target = make_measurement(indicator, area), make_target(indicator, area)
    for kind in ("", StandingKind.BOARD):
        client = visit(kind)
        for word, number in (("metingen", measurement.pk), ("doelen", target.pk)):
            there = client.get(f"/leiden/indicatoren/{word}/{number}/weggooien/").status_code
            nowhere = client.get(f"/leiden/indicatoren/{word}/999999/weggooien/").status_code
            assert (there, nowhere) == (404, 404)
        listed = client.get("/leiden/indicatoren/").context["rows"]
        assert [row.area_count for row in listed] == [0]


def shape(coordinates, kind="Polygon", number=0):
    properties = {"name": f"Gebied {number}"}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def file_of(features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def star(points: int, step: int) -> list[list[float]]:
    """A line that crosses itself as often as it can."""
    turns = [2 * math.pi * (place * step % points) / points for place in range(points)]
    ring = [
        [round(4.49 + 0.01 * math.cos(turn), 6), round(52.15 + 0.01 * math.sin(turn), 6)] for turn in turns
    ]
    return [*ring, ring[0]]


SMALL = [[4.45, 52.12], [4.46, 52.12], [4.455, 52.13], [4.45, 52.12]]
HOSTILE = {
    "deep lists": lambda: b"[" * 1_000_000,
    "deep objects": lambda: b'{"a":' * 300_000,
    "not a number": lambda: (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[NaN,52]}}]}'
    ),
    "beyond numbers": lambda: (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1e999,52]}}]}'
    ),
    "a number of digits": lambda: b'{"type":"FeatureCollection","features":[' + b"9" * 100_000 + b"]}",
    "a hundred thousand corners": lambda: file_of([shape([[[4.5, 52.1]] * 130_000])]),
    "a star": lambda: file_of([shape([star(4_999, 2_001)])]),
    "a sky of stars": lambda: file_of([shape([star(4_999, 2_001)], number=each) for each in range(18)]),
    "parts upon parts": lambda: file_of(
        [shape([[SMALL]] * 1_200, "MultiPolygon", number=each) for each in range(12)]
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_shape_is_refused_at_little_cost(leiden, case):
    content = HOSTILE[case]()
    assert len(content) <= 2 * 1024 * 1024

    def read():
        reading = read_areas(content, leiden)
        assert reading.entries, "refused"

    cost = cost_of(read)
    assert (cost.refusal, cost.is_small) == ("AssertionError", True), cost
