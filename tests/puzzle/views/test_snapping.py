"""The office looks at stretches whose place on our roads is not sure."""

import pytest
from django_scopes import scope

from speerpunt.puzzle.models import Work, WorkLine
from speerpunt.puzzle.services.snapping import snap_lines
from tests import factories as make

from ..services.test_snapping import drawn

LIST = "/leiden/werk/plek/"


@pytest.fixture
def network(leiden):
    with scope(collective=leiden):
        return make.make_road_network(leiden)


def half_way(network, link):
    """Along the first half of a road, then away from it."""
    (west, south), *_between, (east, north) = drawn(network, link)["coordinates"]
    middle = [(west + east) / 2, (south + north) / 2]
    away = [middle[0] + (south - north), middle[1] + (east - west)]
    return {"type": "LineString", "coordinates": [[west, south], middle, away]}


@pytest.fixture
def three(leiden, network):
    """Each drawn along a bridge and then away from it."""
    with scope(collective=leiden):
        work = make.make_work(leiden, name="Zijlbrug")
        lines = [
            make.make_stretch(work, geometry=half_way(network, "zijlbrug"), is_detour=is_detour)
            for is_detour in (False, False, True)
        ]
        assert snap_lines(network, WorkLine.objects.all())["doubtful"] == 3
    return lines


def state(leiden, line):
    with scope(collective=leiden):
        fresh = WorkLine.objects.get(pk=line.pk)
        return fresh.snap_state, fresh.links


def test_what_is_doubtful_stands_on_the_list_with_why(three, sign_in):
    page = sign_in("office").get(LIST)
    assert [row.line.pk for row in page.context["rows"]] == [three[0].pk, three[1].pk]
    assert "een deel ligt langs geen weg die wij kennen" in page.context["rows"][0].doubts
    detours = sign_in("office").get(f"{LIST}?wat=omleiding").context["rows"]
    assert [row.line.pk for row in detours] == [three[2].pk]


def test_the_roads_that_are_ticked_are_meant_and_the_next_one_follows(leiden, three, sign_in):
    office = sign_in("office")
    page = office.get(f"{LIST}{three[0].pk}/")
    assert {"zijlbrug", "zijlbrug-back"} <= {road.link for road in page.context["roads"]}
    assert {road.link: road.way for road in page.context["roads"]}["zijlbrug"] == "along"
    answer = office.post(f"{LIST}{three[0].pk}/", {"links": ["zijlbrug", "verzonnen"], "direction": "along"})
    assert answer.url == f"{LIST}{three[1].pk}/?vorige={three[0].pk}"
    assert state(leiden, three[0]) == ("confirmed", ["zijlbrug"])
    assert office.get(answer.url).context["before"] == three[0]
    assert office.post(f"{LIST}{three[1].pk}/", {"nergens": "1", "links": ["zijlbrug"]}).url == LIST
    assert state(leiden, three[1]) == ("confirmed", [])
    shown = office.get(f"{LIST}?stand=confirmed").content.decode()
    assert "niet op onze wegen" in shown


def test_without_a_tick_nothing_is_confirmed_and_the_page_says_so(leiden, three, sign_in):
    before = state(leiden, three[0])
    page = sign_in("office").post(f"{LIST}{three[0].pk}/", {"links": ["verzonnen"]})
    assert "Er is niets bevestigd." in page.content.decode()
    assert state(leiden, three[0]) == before


def test_what_was_confirmed_is_taken_back(leiden, three, sign_in):
    office, before = sign_in("office"), state(leiden, three[0])
    office.post(f"{LIST}{three[0].pk}/", {"nergens": "1"})
    office.post(f"{LIST}{three[0].pk}/voorstel/")
    assert state(leiden, three[0]) == before


def test_two_stretches_and_six_cost_the_same_queries(leiden, three, sign_in, django_assert_num_queries):
    office = sign_in("office")
    office.get(LIST)
    with django_assert_num_queries(8):
        office.get(LIST)
    with scope(collective=leiden):
        for line in three:
            make.make_stretch(line.work, geometry=line.geometry, snap_state="doubtful")
    with django_assert_num_queries(8):
        office.get(LIST)


def test_without_roads_the_page_says_so(leiden, sign_in):
    assert "Er is nog geen wegennet" in sign_in("office").get(LIST).content.decode()


def test_roads_that_cannot_be_read_are_told_and_keep_nobody_from_works(leiden, three, network, sign_in):
    with scope(collective=leiden):
        network.node_table = ""
        network.save()
    office, place = sign_in("office"), f"{LIST}{three[0].pk}/"
    page = office.get(place)
    assert page.status_code == 200
    assert "Op deze wegen is niet te rekenen" in page.content.decode()
    assert office.post(f"{place}voorstel/").status_code == 302
    assert office.post(f"/leiden/werk/{three[0].work_id}/weg/").status_code == 302
    with scope(collective=leiden):
        assert Work.objects.get().trashed_at is not None
