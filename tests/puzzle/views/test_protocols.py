"""The sheet of a road that fails, from asking for it to reading it."""

import pytest
from django_scopes import scope

from speerpunt.core.models import Job
from speerpunt.puzzle.models import RouteProtocol
from speerpunt.puzzle.services.protocols import compute_protocol
from tests import factories as make

HERE = "/leiden/werk/uitval/"


@pytest.fixture
def roads(leiden):
    with scope(collective=leiden):
        make.make_area(leiden, name="De Waard", slug="de-waard")
        return make.make_road_network(leiden, zones_of_areas={"de-waard": ["de-waard"]})


def test_the_office_asks_and_it_is_computed_behind_the_scenes(leiden, roads, sign_in):
    office = sign_in("office")
    page = office.get(f"{HERE}?weg=zijlbrug").content.decode()
    assert '<option value="zijlbrug" selected>Zijlbrug</option>' in page
    answer = office.post(HERE, {"road": "zijlbrug", "from_zone": "lumc"})
    with scope(collective=leiden):
        made = RouteProtocol.objects.get()
        assert made.links == ["zijlbrug", "zijlbrug-back"]
        assert Job.objects.filter(kind="puzzle.protocol").count() == 1
    assert answer.url == f"{HERE}{made.pk}/"
    assert 'hx-trigger="every 1s"' in office.get(answer.url).content.decode()


def test_everybody_inside_reads_it_and_only_the_office_makes_one(leiden, roads, sign_in):
    with scope(collective=leiden):
        made = compute_protocol(make.make_protocol(roads))
    member = sign_in("member")
    page = member.get(f"{HERE}{made.pk}/").content.decode()
    assert "Zijlbrug valt uit" in page
    assert "<svg" in page
    assert "every 1s" not in page
    assert member.post(HERE, {"road": "zijlbrug"}).status_code == 403
    assert sign_in("partner").get(f"{HERE}{made.pk}/").status_code == 404


def test_a_work_that_the_reader_may_not_see_is_not_named(leiden, roads, sign_in):
    with scope(collective=leiden):
        work = make.make_work(leiden, name="Geheime kade", visibility="closed")
        made = make.make_protocol(
            roads,
            made_at="2026-11-26T12:00Z",
            works=[work.pk],
            routes={"vehicles": [], "in_the_way": [{"work": work.pk, "minutes": 9.0, "opens": 0}]},
        )
    page = f"{HERE}{made.pk}/"
    assert "Geheime kade" in sign_in("office").get(page).content.decode()
    assert "Geheime kade" not in sign_in("board").get(page).content.decode()


def test_a_road_that_is_not_there_is_refused(leiden, roads, sign_in):
    answer = sign_in("office").post(HERE, {"road": "bestaat-niet"})
    assert answer.status_code == 200
    with scope(collective=leiden):
        assert not RouteProtocol.objects.exists()
