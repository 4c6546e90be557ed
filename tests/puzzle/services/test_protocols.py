"""When a bridge of Leiden fails: which detour holds, and what stands in its way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.puzzle.models import RoadNetwork, RouteProtocol
from speerpunt.puzzle.problems import PuzzleProblem
from speerpunt.puzzle.queries.roads import roads_of
from speerpunt.puzzle.services.protocols import ask_for_protocol, compute_protocol
from tests import factories as make

BRIDGE = ["zijlbrug", "zijlbrug-back"]


@pytest.fixture
def leiden(db):
    collective = make.make_collective("leiden", city="Leiden")
    with scope(collective=collective):
        for slug in ("de-waard", "merenwijk"):
            make.make_area(collective, name=slug.title(), slug=slug)
        make.make_road_network(
            collective, zones_of_areas={"de-waard": ["de-waard"], "merenwijk": ["merenwijk"]}
        )
        yield collective


def asked(leiden, office, links=BRIDGE, **fields):
    return ask_for_protocol(leiden, name="Zijlbrug", links=list(links), by=office, **fields)


def vehicle(protocol, mode):
    return next(each for each in protocol.routes["vehicles"] if each["mode"] == mode)


def bridge_today(leiden, link):
    work = make.make_closed_bridge(leiden, link)
    today = timezone.localdate()
    make.make_phase(work, start=today - timedelta(days=1), end=today + timedelta(days=1))
    return work


def test_a_route_over_it_gets_a_detour_in_streets_and_minutes(leiden, office):
    made = compute_protocol(asked(leiden, office))
    network, _demand = roads_of(RoadNetwork.objects.get())
    row = vehicle(made, "car")["rows"][0]
    assert network.link_number["zijlbrug"] in row["before"]["links"] or (
        network.link_number["zijlbrug-back"] in row["before"]["links"]
    )
    assert not {network.link_number[link] for link in BRIDGE} & set(row["after"]["links"])
    assert row["more_minutes"] > 0
    # As the links themselves add up.
    assert row["after"]["metres"] == round(sum(network.length_m[link] for link in row["after"]["links"]))
    assert row["after"]["streets"]
    assert vehicle(made, "emergency")["cut_off"] == []


def test_a_work_of_today_that_closes_the_detour_stands_in_the_way(leiden, office):
    work = bridge_today(leiden, "spanjaardsbrug")
    made = compute_protocol(asked(leiden, office))
    assert [each["work"] for each in made.routes["in_the_way"]] == [work.pk]
    assert made.routes["in_the_way"][0]["minutes"] > 1


def test_a_work_elsewhere_does_not(leiden, office):
    work = bridge_today(leiden, "brug-stevenshofdreef")
    made = compute_protocol(asked(leiden, office))
    assert (made.works, made.routes["in_the_way"]) == ([work.pk], [])


def test_what_cannot_be_reached_is_said(leiden, office):
    network, _demand = roads_of(RoadNetwork.objects.get())
    node = network.zones[network.zone_number["de-waard"]]
    into = [network.link_ids[link] for link in range(network.link_count) if network.head[link] == node]
    made = compute_protocol(asked(leiden, office, links=into))
    assert vehicle(made, "bus")["cut_off"] == ["de-waard"]
    assert vehicle(made, "bus")["rows"][0]["after"] is None


def test_help_comes_from_the_zone_that_was_chosen(leiden, office):
    made = compute_protocol(asked(leiden, office, from_zone="lumc"))
    assert {row["origin"] for each in made.routes["vehicles"] for row in each["rows"]} <= {"lumc"}


def test_the_same_is_not_computed_twice_and_with_other_works_it_is(leiden, office):
    first = asked(leiden, office)
    assert asked(leiden, office) == first
    bridge_today(leiden, "spanjaardsbrug")
    assert asked(leiden, office) != first
    assert RouteProtocol.objects.count() == 2


def test_without_roads_it_is_said(leiden, office):
    RoadNetwork.objects.all().delete()
    with pytest.raises(PuzzleProblem):
        asked(leiden, office)
