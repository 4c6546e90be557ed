"""What everybody reads about works, on the page and in other programs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from icalendar import Calendar

from speerpunt.puzzle.models import WorkLine, WorkPhase
from tests import factories as make

PAGE = "/leiden/bereikbaar/"


def add(leiden, name, starts, ends, **fields):
    today = timezone.localdate()
    usual = {"visibility": "public", "status": "fixed", "latitude": 52.158, "longitude": 4.495}
    with scope(collective=leiden):
        work = make.make_work(
            leiden,
            name=name,
            geometry={"type": "Point", "coordinates": [4.495, 52.158]},
            **{**usual, **fields},
        )
        make.make_phase(
            work,
            start=today + timedelta(days=starts),
            end=None if ends is None else today + timedelta(days=ends),
        )
    return work


def shown(query="", client=None):
    context = (client or Client()).get(PAGE + query).context
    return [each.work.name for each in context["now"]], [each.work.name for each in context["coming"]]


def test_now_and_coming_and_nothing_that_is_over_far_off_or_an_idea(leiden):
    add(leiden, "Nu", -1, 3)
    add(leiden, "Open eind", -30, None)
    add(leiden, "Straks", 10, 20)
    add(leiden, "Volgend jaar", 100, 120)
    add(leiden, "Voorbij", -20, -10)
    add(leiden, "Idee", 1, 5, status="idea")
    add(leiden, "Weg bij de bron", 1, 5, vanished_at=timezone.now())
    assert shown() == (["Open eind", "Nu"], ["Straks"])


def test_a_work_of_which_no_period_is_known_keeps_nobody_from_the_others(leiden):
    add(leiden, "Nu", -1, 3)
    with scope(collective=leiden):
        WorkPhase.objects.filter(work=add(leiden, "Ooit", 1, 5)).delete()
    assert shown() == (["Nu"], [])
    for name in ("inbed/", "werk.geojson", "werk.ics", "werk.atom"):
        page = Client().get(PAGE + name)
        assert (page.status_code, b"Ooit" in page.content) == (200, False)


@pytest.mark.parametrize("kind", ["office", "member", "anonymous"])
def test_what_is_not_public_stands_in_none_of_it_for_anybody(leiden, sign_in, kind):
    add(leiden, "kanarie-4711", -1, 3, visibility="members", description="kanarie-4711")
    client = Client() if kind == "anonymous" else sign_in(kind)
    for name in ("", "inbed/", "werk.geojson", "werk.ics", "werk.atom"):
        assert "kanarie" not in client.get(PAGE + name).content.decode()


def test_for_an_area_a_postcode_and_a_kind_of_vehicle(leiden):
    near = add(leiden, "Hier", -1, 3)
    add(leiden, "Ver", -1, 3, latitude=52.3, longitude=4.6)
    with scope(collective=leiden):
        area = make.make_area(leiden, name="De Waard", slug="de-waard")
        near.areas.add(area)
        WorkLine.objects.create(collective=leiden, work=near, kind="closed", modes=["car"])
        for number in range(3):
            make.make_organisation(
                leiden, name=f"Bakker {number}", postcode="2312AB", latitude=52.1582, longitude=4.4951
            )
    assert shown("?gebied=de-waard") == (["Hier"], [])
    assert shown("?postcode=2312+ab") == (["Hier"], [])
    assert shown("?voertuig=car") == (["Hier"], [])
    assert shown("?voertuig=bicycle") == ([], [])
    assert shown("?postcode=2399") == ([], [])


def test_a_postcode_of_one_enterprise_does_not_tell_where_it_is(leiden):
    add(leiden, "Hier", -1, 3)
    with scope(collective=leiden):
        make.make_organisation(leiden, postcode="2313ZZ", latitude=52.158, longitude=4.495)
    assert shown("?postcode=2313ZZ") == ([], [])


@pytest.mark.parametrize("query", ["?postcode=abc", "?gebied=nergens", "?voertuig=tank"])
def test_nonsense_is_told_and_shows_nothing(leiden, query):
    add(leiden, "Hier", -1, 3)
    page = Client().get(PAGE + query)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert page.context["count"] == 0
    assert Client().get(f"{PAGE}werk.geojson{query}").json()["features"] == []


def test_open_data_may_be_read_by_any_page(leiden):
    work = add(leiden, "Hier", -1, 3)
    answer = Client().get(f"{PAGE}werk.geojson")
    assert answer["Access-Control-Allow-Origin"] == "*"
    (feature,) = answer.json()["features"]
    assert (feature["id"], feature["properties"]["name"]) == (work.pk, "Hier")
    assert feature["geometry"] == {"type": "Point", "coordinates": [4.495, 52.158]}


def test_a_calendar_program_reads_the_days(leiden):
    add(leiden, "Hier", 2, 3)
    calendar = Calendar.from_ical(Client().get(f"{PAGE}werk.ics").content)
    (event,) = calendar.walk("VEVENT")
    today = timezone.localdate()
    assert event["summary"] == "Hier"
    assert (event["dtstart"].dt, event["dtend"].dt) == (today + timedelta(days=2), today + timedelta(days=4))


def test_only_the_embedded_page_may_stand_in_a_frame(leiden):
    whole, embedded = Client().get(PAGE), Client().get(f"{PAGE}inbed/")
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" in whole
    assert "X-Frame-Options" not in embedded


def test_one_work_and_three_cost_the_same_queries(leiden, django_assert_num_queries):
    add(leiden, "Een", 1, 2)
    Client().get(PAGE)
    with django_assert_num_queries(6):
        Client().get(PAGE)
    add(leiden, "Twee", 1, 2)
    add(leiden, "Drie", 1, 2)
    with django_assert_num_queries(6):
        Client().get(PAGE)
