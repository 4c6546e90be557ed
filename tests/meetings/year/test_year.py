"""The year plan: what is planned, held and coming per body, and when nobody meets."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from speerpunt.meetings.models import Holiday, YearPlan
from speerpunt.meetings.queries.holidays import free_periods, why_free
from speerpunt.meetings.queries.moments import at
from speerpunt.meetings.queries.year import body_years
from speerpunt.members.models import Body
from tests.factories import make_body, make_holiday, make_meeting, make_seat

pytestmark = pytest.mark.django_db


def on(body, day, **fields):
    return make_meeting(body, starts_at=at(day, time(16)), **fields)


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


def year_of(body, office, today=date(2026, 7, 1)):
    return next(row for row in body_years(office, 2026, today) if row.body == body)


def test_held_is_counted_against_the_plan_of_the_year(body, office):
    Body.objects.update(planned_in_person=4, planned_online=2)
    YearPlan.objects.create(
        collective=body.collective, body=body, year=2026, planned_in_person=10, planned_online=5
    )
    on(body, date(2026, 1, 12), state="held")
    on(body, date(2026, 2, 9), form="online")
    on(body, date(2026, 3, 9), form="hybrid")
    on(body, date(2026, 4, 13), state="cancelled")
    on(body, date(2026, 5, 11), kind="gathering")
    on(body, date(2026, 9, 14))
    on(body, date(2027, 1, 4))
    row = year_of(body, office)
    assert (row.in_person.held, row.in_person.coming, row.in_person.planned) == (2, 1, 10)
    assert (row.online.held, row.online.coming, row.online.planned) == (1, 0, 5)
    # Half the year is gone: seven of fifteen were due, three were held.
    assert (row.due, row.is_behind, row.missing) == (7, True, 11)
    assert len(row.meetings) == 6


def test_without_a_plan_of_its_own_a_body_plans_what_it_usually_does(body, office):
    Body.objects.update(planned_in_person=4, planned_online=2)
    assert year_of(body, office).plan.total == 6


def test_new_years_eve_belongs_to_the_old_year(body, office):
    late = at(date(2026, 12, 31), time(23, 30))
    make_meeting(body, starts_at=late, minutes=60)
    assert len(year_of(body, office).meetings) == 1
    assert len(next(row for row in body_years(office, 2027) if row.body == body).meetings) == 0


def test_the_page_costs_the_same_for_one_body_and_for_three(body, office, signed_in, connection_queries):
    client = signed_in(office)
    # Twice at the same time: only then it is asked who would have to be in both.
    for _twice in range(2):
        on(body, date(2026, 12, 14))
    one = connection_queries(lambda: client.get("/leiden/overleg/jaar/2026/"))
    for name in ("Stuurgroep", "Werkgroep"):
        other = make_body(body.collective, name=name)
        make_seat(other)
        on(other, date(2026, 12, 14))
        on(other, date(2026, 12, 15))
    assert connection_queries(lambda: client.get("/leiden/overleg/jaar/2026/")) == one


def test_the_drawing_has_a_mark_for_each_meeting_with_words(body, office, signed_in):
    meeting = on(body, date(2026, 1, 12), state="held", title="Bestuur")
    on(body, date(2026, 1, 13), state="cancelled")
    text = signed_in(office).get("/leiden/overleg/jaar/2026/").content.decode()
    assert (
        f'href="{meeting.get_absolute_url()}" aria-label="maandag 12 januari: Bestuur, op locatie, gehouden"'
        in text
    )
    assert text.count('class="mark held"') == 4  # three in the legend
    assert text.count('class="strike"') == 2


@pytest.mark.parametrize("year", ["1999", "2101", "0"])
def test_a_year_that_nobody_plans_does_not_exist(office, signed_in, year):
    assert signed_in(office).get(f"/leiden/overleg/jaar/{year}/").status_code == 404


def test_the_office_plans_and_a_board_member_only_looks(body, office, somebody, signed_in):
    page = f"/leiden/overleg/jaar/2026/gremium/{body.pk}/"
    assert signed_in(office).post(page, {"in_person": "10", "online": "5"}).status_code == 302
    assert signed_in(somebody("board")).post(page, {"in_person": "1", "online": "1"}).status_code == 403
    assert YearPlan.objects.get().planned_in_person == 10


def test_the_export_says_the_same(body, office, signed_in):
    Body.objects.update(planned_in_person=2)
    on(body, date(2026, 1, 12), state="held")
    text = signed_in(office).get("/leiden/overleg/jaar/2026/uitvoer.csv").content.decode("utf-8-sig")
    [_headings, row] = csv.reader(io.StringIO(text), delimiter=";")
    assert row == ["Kernteam mobiliteit", "2", "1", "0", "0", "0", "0", "1"]


def test_two_bodies_of_one_person_at_the_same_time_stand_on_the_year(
    body, office, somebody, person_of, signed_in
):
    other = make_body(body.collective, name="Stuurgroep")
    twice = person_of(somebody("member"))
    make_seat(body, twice)
    make_seat(other, twice)
    make_meeting(body, title="Een")
    make_meeting(other, title="Twee")
    year = (timezone.localdate() + timedelta(days=7)).year
    page = signed_in(office).get(f"/leiden/overleg/jaar/{year}/")
    [(meeting, conflict)] = page.context["conflicts"]
    assert ({meeting.title, conflict.meeting.title}, conflict.people) == ({"Een", "Twee"}, [twice])


def test_public_holidays_and_our_own_are_free(inside):
    make_holiday(inside, name="Leidens Ontzet", start=date(2026, 10, 3), end=date(2026, 10, 3))
    make_holiday(inside, name="Kerstvakantie", start=date(2026, 12, 19), end=date(2027, 1, 3))
    periods = free_periods(date(2026, 1, 1), date(2026, 12, 31))
    assert why_free(date(2026, 10, 3), periods) == "Leidens Ontzet"
    assert why_free(date(2026, 12, 21), periods) == "Kerstvakantie"
    assert why_free(date(2026, 12, 25), periods) == "Eerste Kerstdag"
    assert why_free(date(2026, 4, 27), periods) == "Koningsdag"
    assert why_free(date(2026, 4, 28), periods) == ""


def test_the_office_adds_changes_and_removes_a_holiday(inside, office, signed_in):
    client = signed_in(office)
    base = "/leiden/overleg/vrije-dagen/"
    values = {"name": "Ontzet", "start": "2026-10-03", "end": "2026-10-03"}
    assert client.post(f"{base}nieuw/", values).status_code == 302
    assert client.post(f"{base}nieuw/", values).status_code == 200
    assert client.post(f"{base}nieuw/", {**values, "end": "2026-10-01"}).status_code == 200
    [holiday] = Holiday.objects.all()
    assert client.post(f"{base}{holiday.pk}/wijzigen/", {**values, "name": "3 oktober"}).status_code == 302
    assert Holiday.objects.get().name == "3 oktober"
    assert client.post(f"{base}{holiday.pk}/weghalen/").status_code == 302
    assert not Holiday.objects.exists()
