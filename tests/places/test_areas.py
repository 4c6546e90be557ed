"""Areas: what is kept of them, and what the history says."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.core.queries import history_of
from speerpunt.places.models import Area, AreaAlias, AreaAssociation, Placement
from speerpunt.places.queries.exchange import LinkedPeriod, NamedPeriod
from speerpunt.places.services import (
    AreaProblem,
    ShapeProblem,
    add_area,
    change_area,
    restore_area,
    set_aliases,
    set_associations,
    trash_area,
)
from tests.factories import make_area, make_collective, make_organisation, make_square, make_user

pytestmark = pytest.mark.django_db


def said(area):
    return [
        (line.verb, [field.name for field in line.fields], line.note)
        for line in history_of(area, reader=AnonymousUser())
    ]


def test_the_office_adds_an_area_with_its_box_and_history(inside):
    area = add_area(
        inside, by=make_user(), name="De Waard", kind="business_park", geometry=make_square(4.5, 52.15)
    )
    assert (area.slug, area.west, area.north) == ("de-waard", 4.5, 52.16)
    assert said(area) == [("aangemaakt", [], "")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("De Waard", "de-waard-3"), ("Nieuw", "nieuw-2"), ("Café Óost", "cafe-oost"), ("東", "gebied")],
)
def test_an_address_is_free_and_readable(inside, name, slug):
    make_area(inside, slug="de-waard")
    make_area(inside, slug="de-waard-2")
    assert add_area(inside, by=None, name=name, kind="other").slug == slug


@pytest.mark.parametrize("slug", ["invoer", "De Waard", "de_waard/", "bezet"])
def test_an_address_that_cannot_be_is_refused(inside, slug):
    make_area(inside, slug="bezet")
    with pytest.raises(AreaProblem):
        add_area(inside, by=None, name="Iets", kind="other", slug=slug)


def test_two_collectives_may_use_the_same_address(inside):
    make_area(make_collective("delft"), slug="centrum")
    assert add_area(inside, by=None, name="Centrum", kind="city_centre").slug == "centrum"


def test_the_history_says_what_changed(inside):
    area = make_area(inside, name="Waard", geometry=make_square())
    changed = change_area(area, by=make_user(), name="De Waard", geometry=make_square(side=0.02), summary="")
    assert changed == ["name", "geometry"]
    assert said(area) == [("gewijzigd", ["naam", "vorm"], "")]
    area.refresh_from_db()
    assert area.east == 4.52


def test_the_same_again_changes_nothing(inside):
    area = make_area(inside, name="De Waard", geometry=make_square())
    assert change_area(area, by=None, name="De Waard", geometry=make_square()) == []
    assert said(area) == []


def test_a_wrong_shape_is_refused_in_words(inside):
    area = make_area(inside)
    with pytest.raises(ShapeProblem, match="buiten de kaart van het collectief"):
        change_area(area, by=None, geometry=make_square(6.1, 53.0))


def test_an_area_does_not_lie_in_itself(inside):
    city = make_area(inside, name="Leiden")
    park = make_area(inside, parent=city)
    with pytest.raises(AreaProblem, match="ligt dan in zichzelf"):
        change_area(city, by=None, parent=park)
    with pytest.raises(AreaProblem):
        change_area(park, by=None, parent=park)


def test_the_trash_keeps_everything_and_gives_it_back(inside):
    make_organisation(inside, latitude=52.155, longitude=4.505)
    area = add_area(inside, by=None, name="De Waard", kind="other", geometry=make_square())
    set_aliases(area, [NamedPeriod("Waardgebied")], by=None)
    trash_area(area, by=None)
    assert (Placement.objects.count(), AreaAlias.objects.count(), Area.objects.kept().count()) == (0, 1, 0)
    restore_area(area, by=None)
    assert (Placement.objects.count(), Area.objects.kept().count()) == (1, 1)
    assert [verb for verb, _fields, _note in said(area)][:2] == [
        "teruggezet",
        "in de prullenbak gelegd",
    ]


def test_throwing_away_twice_is_throwing_away_once(inside):
    area = make_area(inside)
    trash_area(area, by=None)
    first = area.trashed_at
    trash_area(area, by=None)
    assert (area.trashed_at, len(said(area))) == (first, 1)


def test_other_names_become_exactly_those_that_are_given(inside):
    area = make_area(inside)
    old, kept = NamedPeriod("Oud", None, date(2015, 12, 31)), NamedPeriod("Blijft")
    assert set_aliases(area, [old, kept], by=None)
    assert set_aliases(area, [kept, NamedPeriod("Nieuw", date(2016, 1, 1))], by=None)
    assert sorted(area.aliases.values_list("name", flat=True)) == ["Blijft", "Nieuw"]
    assert not set_aliases(area, [NamedPeriod("Nieuw", date(2016, 1, 1)), kept], by=None)
    assert [note for _verb, _fields, note in said(area)][:2] == [
        "Nieuw (2016-01-01 – …)",
        "Oud (… – 2015-12-31)",
    ]


def test_an_association_speaks_for_an_area_during_a_period(inside):
    area, speaker = make_area(inside), make_organisation(inside, kind="association", name="OV")
    assert set_associations(area, [LinkedPeriod(speaker)], by=None)
    assert set_associations(area, [LinkedPeriod(speaker, date(2013, 1, 1))], by=None)
    assert not set_associations(area, [LinkedPeriod(speaker, date(2013, 1, 1))], by=None)
    assert list(AreaAssociation.objects.values_list("start", "end")) == [(date(2013, 1, 1), None)]
    assert set_associations(area, [], by=None)
    assert AreaAssociation.objects.count() == 0
