"""The way to an area: the usual route on the roads of Leiden, and the public works that lie on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from speerpunt.places.models import Area
from speerpunt.puzzle.models import UsualRoute, WorkLine, WorksFollower
from speerpunt.puzzle.queries.followers import news_for
from speerpunt.puzzle.queries.roads import roads_of
from speerpunt.puzzle.services.reaching import compute_reach
from tests import factories as make

from .test_public import PAGE, add, shown

ASKED = "?gebied=de-waard&vanaf=a4-noord"


@pytest.fixture
def roads(leiden):
    """On the empty road, so that another library can be asked for the same way."""
    with scope(collective=leiden):
        make.make_area(leiden, name="De Waard", slug="de-waard")
        network = make.make_road_network(leiden, zones_of_areas={"de-waard": ["de-waard"]}, trips_table="")
        compute_reach(leiden, weeks=1)
        yield network


def route(mode="car", origin="a4-noord"):
    return UsualRoute.objects.get(origin=origin, area="de-waard", mode=mode)


def laid(leiden, name, links, **fields):
    """A work without an area that closes these links."""
    work = add(leiden, name, -1, 3, **fields)
    with scope(collective=leiden):
        WorkLine.objects.create(collective=leiden, work=work, links=links, kind="closed", snap_state="sure")
    return work


def minutes_from(network, start):
    """Along the quickest paths on the empty road, as scipy finds them; nobody drives through a zone to somewhere else."""
    best = {}
    for tail, head, minutes in zip(network.tail, network.head, network.free_flow_minutes, strict=True):
        if network.is_through[tail] or tail == start:
            best[tail, head] = min(minutes, best.get((tail, head), minutes))
    tails, heads = zip(*best, strict=True)
    size = (network.node_count, network.node_count)
    return dijkstra(csr_array((list(best.values()), (tails, heads)), shape=size), indices=start)


def test_each_way_takes_as_long_as_another_library_finds(roads):
    network, _trips = roads_of(roads)
    ids = list(network.node_ids)
    end = int(network.zones[network.zone_number["de-waard"]])
    rows = UsualRoute.objects.filter(mode="car")
    assert rows.count() == len(network.gateways) == 13
    back = minutes_from(network, end)
    for row in rows:
        start = ids.index(row.origin)
        minutes = [minutes_from(network, start)[end], back[start]]
        assert [row.minutes_there, row.minutes_back] == pytest.approx(minutes, abs=0.051)


def test_it_is_drawn_from_the_edge_to_the_area(roads):
    network, _trips = roads_of(roads)
    found = route()
    ids = list(network.node_ids)
    ends = ids.index("a4-noord"), int(network.zones[network.zone_number["de-waard"]])
    places = [(network.x[node], network.y[node]) for node in ends]
    assert [tuple(found.points[0]), tuple(found.points[-1])] == [pytest.approx(place) for place in places]
    assert found.origin_name == "A4 naar Schiphol en Amsterdam"
    assert found.streets


def test_works_on_the_way_there_and_back_are_told_and_others_are_not(leiden, roads):
    links = set(route().links)
    beside = next(link for link in route(origin="n206-katwijk").links if link not in links)
    laid(leiden, "Op weg", [route().links[2]])
    laid(leiden, "Ernaast", [beside])
    laid(leiden, "kanarie-4711", [route().links[2]], visibility="members")
    assert shown(ASKED) == (["Op weg"], [])
    assert shown("?gebied=de-waard&vanaf=n206-katwijk") == (["Ernaast"], [])
    assert shown("?gebied=de-waard") == ([], [])
    page = Client().get(PAGE + ASKED)
    assert "op uw route" in page.content.decode()
    assert "kanarie" not in page.content.decode()
    assert page.context["drawn"][0]["geometry"]["coordinates"] == route().points


def test_works_in_the_area_itself_are_told_too(leiden, roads):
    near = add(leiden, "Hier", -1, 3)
    near.areas.add(Area.objects.get(slug="de-waard"))
    assert shown(ASKED) == (["Hier"], [])
    assert "op uw route" not in Client().get(PAGE + ASKED).content.decode()


def test_other_programs_are_told_of_the_same_works(leiden, roads):
    laid(leiden, "Op weg", [route().links[2]])
    feature, *more = Client().get(f"{PAGE}werk.geojson{ASKED}").json()["features"]
    assert (feature["properties"]["name"], more) == ("Op weg", [])
    for name in ("werk.ics", "werk.atom", "inbed/"):
        said = Client().get(PAGE + name + ASKED).content.decode()
        assert "Op weg" in said
        assert "Op weg" not in Client().get(f"{PAGE}{name}?gebied=de-waard").content.decode()


def test_who_comes_from_somewhere_says_where_to(leiden, roads):
    page = Client().get(f"{PAGE}?vanaf=a4-noord")
    assert page.context["form"].errors["gebied"] == ["Kies ook het gebied waar u heen gaat."]
    assert not page.context["has_no_route"]
    assert Client().get(f"{PAGE}?gebied=de-waard&vanaf=nergens").context["form"].errors["vanaf"]


def test_it_is_followed_by_mail(leiden, roads):
    asked = {
        "email": "iemand@buiten.example",
        "gebied": "de-waard",
        "vanaf": "a4-noord",
        "hoe_vaak": "weekly",
    }
    assert Client().post(f"{PAGE}volgen/", asked).status_code == 200
    follower = WorksFollower.objects.get()
    assert (follower.area.slug, follower.origin) == ("de-waard", "a4-noord")
    laid(leiden, "Op weg", [route().links[2]])
    news = news_for(follower, timezone.localdate())
    assert [told.name for told in news.new] == ["Op weg"]


def test_routes_are_those_of_the_newest_roads_of_this_collective(leiden, roads):
    other = make.make_collective("elders", city="Elders")
    with scope(collective=other):
        make.make_area(other, name="Elders", slug="elders")
        make.make_road_network(other, zones_of_areas={"elders": ["merenwijk"]}, trips_table="")
        compute_reach(other, weeks=1)
    assert "elders" not in UsualRoute.objects.values_list("area", flat=True)
    page = Client().get("/elders/bereikbaar/?gebied=elders&vanaf=a4-noord")
    assert page.context["route"].collective == other
    newer = make.make_road_network(leiden, zones_of_areas={"de-waard": ["de-waard"]}, trips_table="")
    newer.created_at = timezone.now() + timedelta(minutes=1)
    newer.save()
    assert "vanaf" not in Client().get(PAGE).context["form"].fields
