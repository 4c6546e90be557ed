"""Who lies in which area follows from points and shapes."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.members.models import Organisation
from speerpunt.members.services.organisations import add_organisation, change_organisation, trash_organisation
from speerpunt.places.models import Placement
from speerpunt.places.queries import areas_of_organisation, numbers_by_area
from speerpunt.places.services import change_area, place_organisations
from tests.factories import make_area, make_collective, make_organisation, make_square

pytestmark = pytest.mark.django_db

HERE = {"latitude": 52.155, "longitude": 4.505}
THERE = {"latitude": 52.175, "longitude": 4.525}


def pairs():
    return set(Placement.objects.values_list("area__name", "organisation__name"))


@pytest.fixture
def areas(inside):
    """A park in the city, another park, and a station that is only a point."""
    return {
        "Stad": make_area(inside, name="Stad", kind="city", geometry=make_square(4.45, 52.13, 0.08)),
        "Waard": make_area(inside, name="Waard", geometry=make_square()),
        "Noord": make_area(inside, name="Noord", geometry=make_square(4.52, 52.17)),
        "Station": make_area(
            inside, name="Station", geometry={"type": "Point", "coordinates": [4.505, 52.155]}
        ),
        "Later": make_area(inside, name="Later"),
    }


def test_an_organisation_lies_in_a_park_and_in_the_city(inside, areas):
    bakery = add_organisation(inside, by=None, kind="enterprise", name="Bakker", **HERE)
    assert pairs() == {("Stad", "Bakker"), ("Waard", "Bakker")}
    assert [area.name for area in areas_of_organisation(bakery.pk)] == ["Waard", "Stad"]


def test_who_moves_lies_elsewhere(inside, areas):
    bakery = add_organisation(inside, by=None, kind="enterprise", name="Bakker", **HERE)
    change_organisation(bakery, by=None, **THERE)
    assert pairs() == {("Stad", "Bakker"), ("Noord", "Bakker")}
    change_organisation(bakery, by=None, latitude=None, longitude=None)
    assert pairs() == set()


def test_a_new_shape_holds_others(inside, areas):
    make_organisation(inside, name="Bakker", **HERE)
    make_organisation(inside, name="Slager", **THERE)
    change_area(areas["Waard"], by=None, geometry=make_square(4.52, 52.17))
    assert {pair for pair in pairs() if pair[0] == "Waard"} == {("Waard", "Slager")}
    change_area(areas["Waard"], by=None, geometry=None)
    assert {pair for pair in pairs() if pair[0] == "Waard"} == set()


def test_working_it_out_again_changes_nothing(inside, areas):
    make_organisation(inside, name="Bakker", **HERE)
    assert place_organisations(inside) == 2
    before = set(Placement.objects.values_list("pk", flat=True))
    assert place_organisations(inside) == 0
    assert set(Placement.objects.values_list("pk", flat=True)) == before


def test_an_organisation_of_another_collective_lies_nowhere_here(inside, areas):
    delft = make_collective("delft")
    make_organisation(delft, name="Bakker", **HERE)
    make_area(delft, geometry=make_square())
    assert place_organisations(inside) == 0


def test_many_at_once_are_placed_as_one_by_one(inside, areas):
    """An import announces thousands; then everybody is looked at in one go."""
    from speerpunt.places.services.placements import MANY, place_located

    rows = [
        Organisation(collective=inside, kind="enterprise", name=f"Bedrijf {n}", **(HERE if n % 2 else THERE))
        for n in range(MANY + 2)
    ]
    made = Organisation.objects.bulk_create(rows)
    assert place_located(organisations=made) == 2 * len(made)
    assert Placement.objects.filter(area=areas["Waard"]).count() == len(made) // 2


def test_numbers_leave_out_the_trash_and_who_is_no_enterprise(inside, areas):
    closed = add_organisation(inside, by=None, kind="enterprise", name="Weg", jobs=100, **HERE)
    trash_organisation(closed, by=None)
    add_organisation(inside, by=None, kind="enterprise", name="Bakker", jobs=5, **HERE)
    add_organisation(inside, by=None, kind="school", name="School", jobs=40, **HERE)
    add_organisation(inside, by=None, kind="enterprise", name="Onbekend", **HERE)
    numbers = numbers_by_area(AnonymousUser())[areas["Waard"].pk]
    assert (numbers.enterprises, numbers.jobs) == (2, None)
    add_organisation(inside, by=None, kind="enterprise", name="Slager", jobs=3, **HERE)
    assert numbers_by_area(AnonymousUser())[areas["Waard"].pk].jobs == 48


@pytest.mark.slow
def test_nine_thousand_are_placed_within_seconds(inside):
    draw = random.Random(7)
    for n in range(20):
        make_area(inside, geometry=make_square(4.44 + n % 5 * 0.018, 52.12 + n // 5 * 0.015, 0.013))
    make_area(inside, kind="city", geometry=make_square(4.43, 52.11, 0.1))
    Organisation.objects.bulk_create(
        Organisation(
            collective=inside,
            kind="enterprise",
            name=f"Bedrijf {n}",
            latitude=draw.uniform(52.12, 52.18),
            longitude=draw.uniform(4.44, 4.52),
        )
        for n in range(9_000)
    )
    assert place_organisations(inside) > 9_000
    assert place_organisations(inside) == 0
