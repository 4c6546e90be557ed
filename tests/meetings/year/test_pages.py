"""The list of meetings, the page of one, and what a body shows of them: in what order, and at what cost."""

import csv
import io
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from speerpunt.meetings.models import Meeting
from tests.factories import (
    make_attendance,
    make_body,
    make_edition,
    make_held_meeting,
    make_meeting,
    make_priority,
    make_project,
    make_seat,
)

pytestmark = pytest.mark.django_db

LIST = "/leiden/overleg/"


@pytest.fixture
def office(inside, somebody, signed_in):
    return signed_in(somebody("office"))


def titles(page):
    return [meeting.title for meeting in page.context["listing"].page]


def test_what_comes_stands_nearest_first_and_what_was_newest_first(body, office):
    for title, days in (("laatst", 30), ("eerst", 2), ("vorige week", -7), ("lang geleden", -300)):
        make_meeting(body, title=title, in_days=days)
    assert titles(office.get(LIST)) == ["eerst", "laatst"]
    assert titles(office.get(f"{LIST}?lijst=was")) == ["vorige week", "lang geleden"]
    assert titles(office.get(f"{LIST}?lijst=alles")) == ["lang geleden", "vorige week", "eerst", "laatst"]


def test_each_filter_narrows_the_list(inside, body, office):
    other = make_body(inside, name="Stuurgroep energie")
    make_meeting(body, title="Brug", form="online", kind="internal", place="Stadhuis")
    make_meeting(other, title="Net", place="Café Één", state="cancelled", in_days=400)
    year = timezone.localdate() + timedelta(days=400)
    for query, found in {
        f"gremium={other.pk}": ["Net"],
        "soort=internal": ["Brug"],
        "vorm=online": ["Brug"],
        "stand=cancelled": ["Net"],
        f"jaar={year.year}": ["Net"],
        "zoek=stadhuis": ["Brug"],
        "zoek=energie": ["Net"],
        "zoek=brug+net": [],
        "zoek=BRÚG+stad": ["Brug"],
        "zoek=cafe": ["Net"],
        "zoek=énergie": ["Net"],
        "gremium=999": [],
        "jaar=x": [],
    }.items():
        assert titles(office.get(f"{LIST}?{query}")) == found, query


def test_the_export_holds_the_selection_and_calculates_nothing(body, office):
    make_meeting(body, title="=1+1", place="Stadhuis")
    make_meeting(body, title="Ander", form="online")
    text = office.get(f"{LIST}uitvoer.csv?zoek=stadhuis").content.decode("utf-8-sig")
    [_headings, row] = csv.reader(io.StringIO(text), delimiter=";")
    assert row[4] == "'=1+1"
    assert office.get(f"{LIST}uitvoer.exe").status_code == 404


def test_the_calendar_file_reads_back_with_the_same_moments(body, office):
    meeting = make_meeting(body, title="Kernteam, met komma", place="Stadhuis")
    make_meeting(body, state="cancelled", in_days=9, sequence=3)
    answer = office.get(f"{LIST}uitvoer.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    first, second = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (meeting.starts_at, meeting.ends_at)
    assert (first["SUMMARY"], first["LOCATION"]) == (f"{body}: Kernteam, met komma", "Stadhuis")
    assert (second["STATUS"], second["SEQUENCE"]) == ("CANCELLED", 3)


def test_one_meeting_and_three_cost_the_same_queries(
    body, office, django_assert_num_queries, connection_queries
):
    make_meeting(body)
    one = connection_queries(lambda: office.get(LIST))
    make_meeting(make_body(body.collective))
    make_meeting(make_body(body.collective))
    assert connection_queries(lambda: office.get(LIST)) == one


def test_the_page_says_the_ninth_of_ten(body, office):
    body.planned_in_person = 10
    body.save()
    year = timezone.localdate().year
    day = timezone.now().replace(month=6, day=15, hour=10)
    for week in range(3):
        starts_at = day + timedelta(weeks=week)
        Meeting.objects.create(
            collective=body.collective,
            body=body,
            title="V",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )
    Meeting.objects.filter(starts_at=day).update(state="cancelled")
    last = Meeting.objects.last()
    ordinal = office.get(last.get_absolute_url()).context["ordinal"]
    assert (ordinal.number, ordinal.planned) == (2, 10)
    assert f"2 van 10 in {year}" in office.get(last.get_absolute_url()).content.decode()


def test_a_dossier_that_the_reader_may_not_see_is_not_named(inside, body, somebody, signed_in):
    closed = make_project(make_priority(make_edition(inside)), title="Geheim dossier", visibility="closed")
    meeting = make_meeting(body, dossier=closed)
    assert (
        "Geheim dossier" not in signed_in(somebody("member")).get(meeting.get_absolute_url()).content.decode()
    )
    assert "Geheim dossier" in signed_in(somebody("office")).get(meeting.get_absolute_url()).content.decode()


def test_a_secretary_who_does_not_see_the_dossier_keeps_it(inside, body, seated, signed_in):
    closed = make_project(make_priority(make_edition(inside)), title="Geheim", visibility="closed")
    meeting = make_meeting(body, dossier=closed)
    client = signed_in(seated(body, "secretary"))
    page = f"{meeting.get_absolute_url()}wijzigen/"
    assert "Geheim" not in client.get(page).content.decode()
    values = {"title": "Nieuw", "kind": "ordinary", "form": "in_person", "access": "all"}
    assert client.post(page, values).status_code == 302
    now = Meeting.objects.get()
    assert (now.title, now.dossier) == ("Nieuw", closed)


def test_the_body_shows_what_comes_and_what_was(body, office):
    make_meeting(body, title="Komt eraan")
    make_held_meeting(body, title="Is geweest")
    text = office.get(body.get_absolute_url()).content.decode()
    assert text.index("Komt eraan") < text.index("Is geweest")
    assert f"Het jaar {timezone.localdate().year}<" in text


def test_only_who_leads_the_body_reads_the_history(body, seated, signed_in, office):
    meeting = make_meeting(body)
    office.post(f"{meeting.get_absolute_url()}afgelasten/", {"reason": "Niemand kan"})
    assert (
        "Geschiedenis"
        in signed_in(seated(body, "secretary")).get(meeting.get_absolute_url()).content.decode()
    )
    assert "Geschiedenis" not in signed_in(seated(body)).get(meeting.get_absolute_url()).content.decode()


def test_planning_over_another_meeting_of_somebody_asks_first(inside, body, office, somebody, person_of):
    other = make_body(inside, name="Stuurgroep")
    twice = person_of(somebody("member"))
    make_seat(body, twice)
    make_seat(other, twice)
    there = make_meeting(other, in_days=30)
    values = {
        "body": body.pk,
        "title": "Erbij",
        "kind": "ordinary",
        "form": "in_person",
        "access": "all",
        "day": f"{timezone.localdate(there.starts_at):%Y-%m-%d}",
        "starts": "17:00",
        "ends": "19:00",
    }
    page = office.post(f"{LIST}nieuw/", values)
    [conflict] = page.context["conflicts"]
    assert (conflict.meeting, conflict.people) == (there, [twice])
    assert Meeting.objects.count() == 1
    agreed = {**values, "toch": page.context["asked"]}
    # What was agreed to is this moment, and no other.
    assert office.post(f"{LIST}nieuw/", {**agreed, "starts": "16:30"}).status_code == 200
    assert office.post(f"{LIST}nieuw/", agreed).status_code == 302
    assert Meeting.objects.count() == 2


def test_who_ends_a_seat_before_the_day_has_no_conflict(inside, body, office, somebody, person_of):
    other = make_body(inside, name="Stuurgroep")
    twice = person_of(somebody("member"))
    make_seat(body, twice, end=timezone.localdate())
    make_seat(other, twice)
    meeting = make_meeting(body, in_days=30)
    make_meeting(other, in_days=30)
    assert office.get(meeting.get_absolute_url()).context["conflicts"] == []


def test_a_guest_cannot_be_in_two_places_either(inside, body, office, somebody, person_of, seated, signed_in):
    other = make_body(inside, name="Stuurgroep")
    guest, sitting = person_of(somebody("partner")), person_of(somebody("member"))
    make_seat(other, sitting)
    here, there = make_meeting(body, in_days=30), make_meeting(other, in_days=30)
    for person in (guest, sitting):
        make_attendance(here, person)
    make_attendance(there, guest, is_invited=False)
    away = make_attendance(there, person_of(somebody("partner")), answer="away")
    make_attendance(here, away.person)
    for page, expected in ((here, there), (there, here)):
        [conflict] = office.get(page.get_absolute_url()).context["conflicts"]
        assert (conflict.meeting, {*conflict.people}) == (expected, {guest, sitting})
    [(first, conflict)] = office.get(f"{LIST}jaar/{here.starts_at.year}/").context["conflicts"]
    assert (first, {*conflict.people}) == (here, {guest, sitting})
    # Who came along as a guest is known to who sits there.
    near = signed_in(seated(body))
    [conflict] = near.get(here.get_absolute_url()).context["conflicts"]
    assert conflict.people == [sitting]
    assert signed_in(somebody("member")).get(here.get_absolute_url()).context["conflicts"] == []


def test_meetings_that_follow_each_other_are_no_conflict(inside, body, office):
    first = make_meeting(body)
    make_meeting(body, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
    assert office.get(first.get_absolute_url()).context["conflicts"] == []
