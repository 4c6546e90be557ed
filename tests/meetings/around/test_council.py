"""Agendas of the council: taken over, recognised, and what we do with them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from speerpunt.actions.models import Action
from speerpunt.meetings.importers.council import read_council
from speerpunt.meetings.models import CouncilItem, CouncilMeeting
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.council import touched_by
from speerpunt.meetings.queries.touching import Touching
from speerpunt.meetings.services.council import (
    choose_for_council_item,
    day_to_be_ready,
    take_away_hit,
    take_over_agendas,
)
from speerpunt.places.models import AreaAlias
from speerpunt.places.services import place_organisations
from tests import factories as make

from .agendas import meeting, notubiz, point

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def area(inside):
    return make.make_area(inside, name="De Waard")


def soon(**more):
    day = timezone.localdate() + timedelta(days=9)
    return meeting(start=f"{day} 20:00:00", **more)


def taken_over(collective, office, *meetings):
    return take_over_agendas(collective, read_council(notubiz(*meetings)), by=office)


def bridge():
    return CouncilItem.objects.get(title__startswith="Fasering")


# --- What is recognised ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fasering van de Spanjaardsbrug", ["Spanjaardsbrug"]),
        ("De SPANJAARDSBRUG blijft open", ["Spanjaardsbrug"]),
        ("Beleid voor parkeren", ["Parkeerbeleid"]),
        ("Parkeerbeleid 2027", ["Parkeerbeleid"]),
        ("Herinrichting van de Lammenschansweg", ["Herinrichting Lammenschansweg"]),
        ("Herinrichting van het plein", []),
        ("Spanje op vakantie", []),
        ("Opening en mededelingen", []),
    ],
)
def test_dossiers_are_recognised_by_the_words_of_their_title(inside, priority, text, expected):
    for title in (
        "Spanjaardsbrug",
        "Parkeerbeleid",
        "Herinrichting Lammenschansweg",
        "Schone lucht in de stad",
        "Openbare ruimte",
    ):
        make.make_project(priority, title=title)
    from speerpunt.priorities.models import Project

    found = [Project.objects.get(pk=hit.pk).title for hit in Touching().hits(text)]
    assert found == expected


def test_areas_are_recognised_by_name_alias_and_street(inside, area):
    AreaAlias.objects.create(collective=inside, area=area, name="Waardeiland-Noord")
    square = make.make_area(inside, name="Roomburg", geometry=make.make_square(4.5, 52.15))
    for _number in range(2):
        make.make_organisation(inside, street="Kenauweg", longitude=4.5, latitude=52.15)
    place_organisations(inside)
    texts = {
        "Bestemmingsplan De Waard": [(area.pk, ("de waard",))],
        "Woningen op Waardeiland-Noord": [(area.pk, ("waardeiland-noord",))],
        "Riool in de Kenauweg": [(square.pk, ("kenauweg",))],
        "De waarde van een wijk": [],
    }
    found = {text: [(hit.pk, hit.words) for hit in Touching().hits(text)] for text in texts}
    assert found == texts


# --- Taking over ---


def test_a_file_twice_changes_nothing_and_keeps_what_we_chose(inside, project, area, office):
    assert taken_over(inside, office, soon()).new == 3
    item = bridge()
    choose_for_council_item(item, state="follow", note="Let op", by=office)
    report = taken_over(inside, office, soon())
    assert (report.new, report.changed, report.gone) == (0, 0, 0)
    item.refresh_from_db()
    assert (item.state, item.note, list(item.dossiers.all())) == ("follow", "Let op", [project])
    assert CouncilMeeting.objects.count() == 1


def test_what_changed_at_the_source_changes_here(inside, project, office):
    taken_over(inside, office, soon())
    changed = soon(agenda_items=[point(2, "Fasering Spanjaardsbrug, gewijzigd"), point(5, "Nieuw punt")])
    report = taken_over(inside, office, changed)
    assert (report.new, report.changed, report.gone) == (1, 1, 2)
    assert set(CouncilItem.objects.values_list("title", flat=True)) == {
        "Fasering Spanjaardsbrug, gewijzigd",
        "Nieuw punt",
    }


def test_papers_of_the_meeting_stand_on_the_page_of_each_item(inside, project, office, signed_in):
    letters = [{"title": "Ingekomen brief", "url": "https://raad.example/7"}]
    taken_over(inside, office, soon(documents=letters))
    page = signed_in(office).get(bridge().get_absolute_url()).content.decode()
    assert ("Ingekomen brief" in page, "https://raad.example/7" in page) == (True, True)
    taken_over(inside, office, soon())
    assert CouncilMeeting.objects.get().papers == []


def test_an_item_that_we_follow_stays_when_it_goes_off_the_agenda(inside, project, office):
    taken_over(inside, office, soon())
    choose_for_council_item(bridge(), state="follow", by=office)
    taken_over(inside, office, soon(agenda_items=[]))
    assert CouncilItem.objects.get() == bridge()


def test_a_false_hit_stays_away_when_the_file_comes_again(inside, project, office):
    taken_over(inside, office, soon())
    take_away_hit(bridge(), "project", project.pk, by=office)
    changed = [point(2, "Fasering van de Spanjaardsbrug, aangevuld")]
    taken_over(inside, office, soon(agenda_items=changed))
    assert list(bridge().dossiers.all()) == []
    take_away_hit(bridge(), "project", project.pk, is_away=False, by=office)
    assert list(bridge().dossiers.all()) == [project]


# --- What we do ---


def test_to_speak_makes_an_action_with_a_day_before_the_meeting(inside, project, office, person_of):
    taken_over(inside, office, soon())
    item = bridge()
    action = choose_for_council_item(item, state="speak", owner=person_of(office), by=office)
    assert action is not None
    assert timezone.localdate() <= action.due < timezone.localdate(item.meeting.starts_at)
    assert (action.owner, action.object_id) == (person_of(office), project.pk)
    choose_for_council_item(item, state="speak", by=office)
    assert Action.objects.count() == 1


def test_nobody_speaks_in_a_meeting_that_has_passed(inside, office):
    item = make.make_council_item(inside)
    item.meeting.starts_at = timezone.now() - timedelta(days=1)
    item.meeting.save()
    with pytest.raises(MeetingProblem):
        choose_for_council_item(item, state="speak", by=office)
    assert Action.objects.count() == 0


def test_one_is_ready_on_the_last_working_day_before(monkeypatch):
    assert day_to_be_ready(date(2030, 1, 7)) == date(2030, 1, 4)
    assert day_to_be_ready(date(2030, 1, 9)) == date(2030, 1, 8)
    assert day_to_be_ready(timezone.localdate()) == timezone.localdate()


# --- Pages ---


def test_the_words_of_a_closed_dossier_are_told_to_nobody_else(inside, priority, somebody):
    closed = make.make_project(priority, title="Geheimhuis", visibility="closed")
    item = make.make_council_item(inside, title="Verkoop Geheimhuis")
    item.reasons = [{"kind": "project", "pk": closed.pk, "words": ["geheimhuis"], "is_away": False}]
    item.save()
    assert touched_by([item], somebody("member")) == {item.pk: []}
    assert [each.thing for each in touched_by([item], somebody("office"))[item.pk]] == [closed]


def test_the_office_looks_first_and_takes_over_then(inside, project, office, signed_in):
    client = signed_in(office)
    file = SimpleUploadedFile("raad.json", notubiz(soon()))
    preview = client.post("/leiden/overleg/raad/inlezen/", {"file": file}, follow=True)
    assert CouncilItem.objects.count() == 0
    address = preview.redirect_chain[-1][0]
    assert "Fasering van de Spanjaardsbrug" in preview.content.decode()
    assert client.post(address).url == "/leiden/overleg/raad/"
    assert CouncilItem.objects.count() == 3
    assert client.post(address).status_code == 404
    page = client.get("/leiden/overleg/raad/").content.decode()
    assert ("Fasering van de Spanjaardsbrug" in page, "Opening" in page) == (True, False)


def test_what_is_no_agenda_is_said_on_the_page(inside, office, signed_in):
    file = SimpleUploadedFile("raad.json", b"[]")
    answer = signed_in(office).post("/leiden/overleg/raad/inlezen/", {"file": file})
    assert (answer.status_code, CouncilMeeting.objects.count()) == (200, 0)


def test_one_and_three_items_cost_the_same_queries(
    inside, project, office, signed_in, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert signed_in(office).get("/leiden/overleg/raad/").status_code == 200
        return len(queries)

    taken_over(inside, office, soon())
    asked()
    one = asked()
    more = [point(number, f"Spanjaardsbrug deel {number}") for number in range(10, 13)]
    taken_over(inside, office, soon(number=502, agenda_items=more))
    assert asked() == one
