"""Who tries to plan, move, cancel or learn of a meeting that is not his."""

import pytest
from django_scopes import scope

from speerpunt.meetings.models import Meeting
from tests.factories import (
    make_attendance,
    make_body,
    make_called_meeting,
    make_collective,
    make_meeting,
    make_seat,
)

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"
MOMENT = {"day": "2027-03-01", "starts": "16:00", "ends": "18:00"}
NEW = {**MOMENT, "title": "Erbij", "kind": "ordinary", "form": "in_person", "access": "all"}
WRITES = {
    "wijzigen": {**NEW, "title": "Gekaapt"},
    "verzetten": {**MOMENT},
    "afgelasten": {"reason": "Gekaapt"},
    "terugzetten": {},
}


def pages_of(meeting):
    return [f"/leiden/overleg/{meeting.pk}/{page}/" for page in WRITES]


@pytest.mark.parametrize("kind", ["member", "observer"])
def test_a_member_of_the_body_reads_but_changes_nothing(body, seated, signed_in, kind):
    meeting = make_meeting(body, title="Blijft")
    client = signed_in(seated(body, kind))
    assert client.get(meeting.get_absolute_url()).status_code == 200
    for page, values in zip(pages_of(meeting), WRITES.values(), strict=True):
        assert client.get(page).status_code == 403, page
        assert client.post(page, values).status_code == 403, page
    assert Meeting.objects.get().title == "Blijft"


def test_the_secretary_of_another_body_changes_nothing(inside, body, seated, signed_in):
    other = make_body(inside, name="Stuurgroep")
    meeting = make_meeting(body)
    client = signed_in(seated(other, "secretary"))
    for page, values in zip(pages_of(meeting), WRITES.values(), strict=True):
        assert client.post(page, values).status_code == 403, page


def test_a_seat_as_secretary_that_ended_opens_nothing(inside, body, somebody, person_of, signed_in):
    account = somebody("member")
    make_seat(body, person_of(account), kind="secretary", end="2020-01-01")
    meeting = make_meeting(body)
    assert signed_in(account).post(pages_of(meeting)[2], {"reason": "Nee"}).status_code == 403


def test_the_secretary_plans_for_the_own_body_only(inside, body, seated, signed_in):
    other = make_body(inside, name="Stuurgroep")
    client = signed_in(seated(body, "secretary"))
    page = client.post("/leiden/overleg/nieuw/", {**NEW, "body": other.pk})
    assert page.status_code == 200
    assert "body" in page.context["form"].errors
    assert not Meeting.objects.exists()
    assert client.post("/leiden/overleg/nieuw/", {**NEW, "body": body.pk}).status_code == 302
    assert Meeting.objects.get().body == body


def test_a_body_posted_along_with_a_change_moves_nothing(inside, body, seated, signed_in):
    other = make_body(inside, name="Stuurgroep")
    meeting = make_meeting(body)
    client = signed_in(seated(body, "secretary"))
    page = f"/leiden/overleg/{meeting.pk}/wijzigen/"
    assert client.post(page, {**NEW, "body": other.pk, "state": "held"}).status_code == 302
    now = Meeting.objects.get()
    assert (now.body, now.state, now.title) == (body, "planned", "Erbij")


def test_a_body_of_another_collective_cannot_be_posted(leiden, somebody, signed_in):
    elsewhere = make_collective("elders")
    with scope(collective=elsewhere):
        theirs = make_body(elsewhere)
    page = signed_in(somebody("office")).post("/leiden/overleg/nieuw/", {**NEW, "body": theirs.pk})
    assert "body" in page.context["form"].errors


def test_a_closed_meeting_leaves_no_trace_for_who_does_not_decide(inside, body, seated, somebody, signed_in):
    closed = make_called_meeting(body, title=CANARY, access="closed")
    make_meeting(body, title="Zichtbaar", in_days=20)
    places = [
        "/leiden/overleg/",
        f"/leiden/overleg/?zoek={CANARY[:7]}",
        "/leiden/overleg/?lijst=alles",
        "/leiden/overleg/uitvoer.csv",
        "/leiden/overleg/uitvoer.ics",
        "/leiden/overleg/jaar/",
        f"/leiden/overleg/jaar/{closed.starts_at.year}/",
        f"/leiden/overleg/jaar/{closed.starts_at.year}/uitvoer.csv",
        body.get_absolute_url(),
    ]
    for account in (somebody("member"), somebody("board"), seated(body, "observer")):
        client = signed_in(account)
        assert client.get(closed.get_absolute_url()).status_code == 404
        for place in places:
            assert CANARY not in client.get(place, follow=True).content.decode().replace(
                "?zoek=" + CANARY[:7], ""
            )
    member = signed_in(seated(body))
    assert CANARY in member.get("/leiden/overleg/").content.decode()


def test_the_number_of_a_meeting_counts_only_what_the_reader_sees(inside, body, seated, signed_in, somebody):
    make_meeting(body, access="closed", in_days=1)
    second = make_meeting(body, in_days=2)
    page = signed_in(somebody("member")).get(second.get_absolute_url())
    assert page.context["ordinal"].number == 1
    assert signed_in(seated(body)).get(second.get_absolute_url()).context["ordinal"].number == 2


def test_a_conflict_with_a_closed_meeting_is_told_only_to_who_sees_that(
    inside, body, somebody, person_of, signed_in
):
    other = make_body(inside, name="Stuurgroep")
    twice = person_of(somebody("member"))
    make_seat(body, twice)
    make_seat(other, twice, kind="observer")
    meeting = make_meeting(body)
    make_meeting(other, title=CANARY, access="closed")
    assert signed_in(somebody("board")).get(meeting.get_absolute_url()).context["conflicts"] == []
    assert CANARY in signed_in(somebody("office")).get(meeting.get_absolute_url()).content.decode()


def test_script_in_a_title_stays_text(body, somebody, signed_in):
    meeting = make_meeting(body, title="<script>alert(1)</script>", place='"><img src=x>')
    client = signed_in(somebody("office"))
    for page in (
        meeting.get_absolute_url(),
        "/leiden/overleg/",
        f"/leiden/overleg/jaar/{meeting.starts_at.year}/",
    ):
        text = client.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x>" not in text


def test_an_address_online_that_runs_script_is_refused(body, somebody, signed_in):
    values = {**NEW, "body": body.pk, "form": "online", "link": "javascript:alert(1)"}
    page = signed_in(somebody("office")).post("/leiden/overleg/nieuw/", values)
    assert "link" in page.context["form"].errors


def test_the_address_online_shows_to_who_comes_and_to_nobody_else(
    body, seated, somebody, person_of, signed_in
):
    """It is a door: who sees that a body meets need not come in."""
    meeting = make_called_meeting(body, form="online", link=f"https://bellen.example/{CANARY}")
    guest = somebody("partner")
    make_attendance(meeting, person_of(guest))
    places = [meeting.get_absolute_url(), "/leiden/overleg/uitvoer.ics", "/leiden/overleg/uitvoer.csv"]
    for account in (somebody("member"), somebody("board"), seated(make_body(body.collective), "chair")):
        for place in places:
            assert CANARY not in signed_in(account).get(place).content.decode()
    for account in (seated(body, "observer"), somebody("office"), guest):
        assert CANARY in signed_in(account).get(places[0]).content.decode()


def test_a_guest_is_led_to_no_page_that_he_may_not_see(body, somebody, person_of, signed_in):
    meeting = make_called_meeting(body)
    guest = somebody("partner")
    make_attendance(meeting, person_of(guest))
    page = signed_in(guest).get(meeting.get_absolute_url())
    assert page.context["ordinal"] is None
    assert f'href="{body.get_absolute_url()}"' not in page.content.decode()
