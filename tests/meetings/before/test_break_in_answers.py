"""Answering from the mail: what a link opens, what it does not, and until when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.meetings.models import Attendance
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.answers import answer_token, coming_to
from speerpunt.meetings.services.answers import answer_invitation
from speerpunt.members.models import Seat
from speerpunt.members.services.erasure import erase_person
from tests import factories as make

from .house import set_up


@pytest.fixture
def called(house):
    house.meeting.state, house.meeting.called_at = "called", timezone.now()
    house.meeting.save()
    for name in ("chair", "member", "second", "observer"):
        kind = {"second": "member"}.get(name, name)
        make.make_attendance(house.meeting, house.person(name), seat=kind)
    return house


def row_of(house, name):
    return Attendance.objects.select_related("meeting", "person").get(person=house.person(name))


def link(house, name):
    return house.path(f"uitnodiging/{answer_token(row_of(house, name))}/")


def test_a_scanner_that_opens_the_link_answers_nothing(called):
    client = Client()
    for _time in range(3):
        assert client.get(link(called, "member")).status_code == 200
        client.head(link(called, "member"))
    assert row_of(called, "member").answer == "open"


def test_one_press_answers_without_an_account(called):
    page = Client().post(link(called, "member"), {"answer": "comes"}, follow=True).content.decode()
    assert row_of(called, "member").answer == "comes"
    assert "Uw antwoord is bewaard" in page
    Client().post(link(called, "member"), {"answer": "away"})
    assert (row_of(called, "member").answer, row_of(called, "chair").answer) == ("away", "open")


def test_a_link_that_was_tampered_with_opens_nothing(called):
    mine, theirs = row_of(called, "member"), row_of(called, "chair")
    token = answer_token(mine)
    value, _dot, signature = token.rpartition(".")
    for wrong in (
        f"{theirs.pk}-{theirs.person_id}.{signature}",
        f"{mine.pk}-{theirs.person_id}.{signature}",
        f"{value}.{signature[:-1]}x",
        value,
        "1",
        f"{value}.",
    ):
        path = called.path(f"uitnodiging/{wrong}/")
        assert Client().get(path).status_code == 404, wrong
        assert Client().post(path, {"answer": "comes"}).status_code == 404, wrong
    assert not Attendance.objects.exclude(answer="open").exists()


def test_a_link_of_another_collective_opens_nothing_here(called):
    other = set_up("delft")
    with scope(collective=other.collective):
        row = make.make_attendance(
            make.make_called_meeting(other.body), other.person("member"), seat="member"
        )
        token = answer_token(row)
    assert Client().get(f"/delft/overleg/uitnodiging/{token}/").status_code == 200
    assert Client().get(f"/leiden/overleg/uitnodiging/{token}/").status_code == 404


def test_the_link_works_for_whoever_it_was_mailed_to_whoever_is_signed_in(called):
    called.client("office").post(link(called, "member"), {"answer": "comes"})
    assert (row_of(called, "member").answer, row_of(called, "chair").answer) == ("comes", "open")


def test_when_the_seat_ended_the_link_opens_nothing(called):
    path = link(called, "member")
    Seat.objects.filter(person=called.person("member")).update(end=timezone.localdate() - timedelta(days=1))
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"answer": "comes"}).status_code == 404
    assert called.client("member").post(
        called.path(f"{called.meeting.pk}/antwoord/"), {"answer": "comes"}
    ).status_code in {403, 404}
    assert row_of(called, "member").answer == "open"


def test_a_withdrawn_and_an_erased_person_have_no_link(called):
    withdrawn, erased = link(called, "member"), link(called, "second")
    Attendance.objects.filter(person=called.person("member")).update(invited_at=None)
    erase_person(called.person("second"), by=called.user("office"))
    for path in (withdrawn, erased):
        assert Client().post(path, {"answer": "comes"}).status_code == 404


def test_after_the_start_no_answer_changes_and_after_the_end_the_link_is_gone(called):
    path, now = link(called, "member"), timezone.now()
    called.meeting.starts_at, called.meeting.ends_at = now - timedelta(minutes=1), now + timedelta(hours=1)
    called.meeting.save()
    assert Client().get(path).status_code == 200
    Client().post(path, {"answer": "comes"})
    assert row_of(called, "member").answer == "open"
    called.meeting.starts_at, called.meeting.ends_at = now - timedelta(hours=2), now - timedelta(minutes=1)
    called.meeting.save()
    assert Client().get(path).status_code == 404


def test_of_a_cancelled_meeting_the_page_says_so_and_takes_no_answer(called):
    called.meeting.state = "cancelled"
    called.meeting.save()
    assert "gaat niet door" in Client().get(link(called, "member")).content.decode()
    Client().post(link(called, "member"), {"answer": "comes"})
    assert row_of(called, "member").answer == "open"


def test_a_proxy_goes_to_who_decides_in_the_body_and_to_nobody_else(called):
    chair = called.person("chair")
    Client().post(link(called, "member"), {"answer": "vervangen", "proxy": chair.pk})
    assert (row_of(called, "member").answer, row_of(called, "member").proxy) == ("away", chair)
    for wrong in ("observer", "outsider", "second"):
        Client().post(link(called, "second"), {"answer": "vervangen", "proxy": called.person(wrong).pk})
        assert row_of(called, "second").proxy is None, wrong
    with pytest.raises(MeetingProblem):
        answer_invitation(row_of(called, "observer"), "away", proxy=chair, by=None)


def test_who_stays_away_speaks_for_nobody(called):
    Client().post(link(called, "member"), {"answer": "vervangen", "proxy": called.person("chair").pk})
    Client().post(link(called, "chair"), {"answer": "away"})
    assert row_of(called, "member").proxy is None
    Client().post(link(called, "member"), {"answer": "vervangen", "proxy": called.person("chair").pk})
    assert row_of(called, "member").proxy is None


def test_the_lead_notes_an_answer_for_somebody_and_a_member_does_not(called):
    row = row_of(called, "second")
    path, sent = (
        called.path(f"{called.meeting.pk}/genodigden/antwoord/"),
        {"attendance": row.pk, "answer": "comes"},
    )
    assert called.client("member").post(path, sent).status_code == 403
    assert called.client("outsider").post(path, sent).status_code in {403, 404}
    assert row_of(called, "second").answer == "open"
    called.client("chair").post(path, sent)
    assert row_of(called, "second").answer == "comes"
    proxy = {"answer": "vervangen", "proxy": called.person("member").pk}
    called.client("chair").post(path, {**sent, **proxy})
    assert row_of(called, "second").proxy == called.person("member")


def test_a_lead_notes_no_answer_in_a_meeting_of_another_body(called):
    other = make.make_body(called.collective)
    make.make_seat(other, called.person("outsider"), kind="chair")
    theirs = make.make_called_meeting(other)
    sent = {"attendance": row_of(called, "member").pk, "answer": "comes"}
    path = called.path(f"{theirs.pk}/genodigden/antwoord/")
    assert called.client("outsider").post(path, sent).status_code == 404
    assert row_of(called, "member").answer == "open"


def test_the_page_says_who_is_away_and_who_speaks_for_whom(called):
    Client().post(link(called, "member"), {"answer": "vervangen", "proxy": called.person("chair").pk})
    called.client("second").post(called.path(f"{called.meeting.pk}/antwoord/"), {"answer": "comes"})
    coming = coming_to(called.meeting, called.user("office"))
    assert (coming.comes, coming.away, coming.silent) == (1, 1, 2)
    page = called.client("observer").get(called.meeting.get_absolute_url()).content.decode()
    assert f"vertegenwoordigd door {called.person('chair')}" in page
    assert "1 komen, 1 niet, 2 antwoordden nog niet" in page


def test_who_takes_no_part_does_not_learn_who_comes(called):
    page = called.client("outsider").get(called.meeting.get_absolute_url())
    assert page.status_code == 200
    assert "wie-komt" not in page.content.decode()
    assert str(called.person("member")) not in page.content.decode()


def test_somebody_who_was_not_invited_has_nothing_to_answer(called):
    Attendance.objects.filter(person=called.person("member")).delete()
    path = called.path(f"{called.meeting.pk}/antwoord/")
    assert called.client("member").post(path, {"answer": "comes"}).status_code == 404
    assert called.client("outsider").post(path, {"answer": "comes"}).status_code == 403


def test_the_page_of_an_answer_is_kept_by_nobody_on_the_way(called):
    answer = Client().get(link(called, "member"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_whose_seat_ended_does_not_stand_among_who_was_invited(called):
    """Before the agenda goes out again."""
    Seat.objects.filter(person=called.person("member")).update(end=timezone.localdate() - timedelta(days=1))
    rows = coming_to(called.meeting, called.user("chair")).rows
    assert {row.person.user.email.partition("@")[0] for row in rows} >= {"chair", "second", "observer"}
    assert called.person("member") not in [row.person for row in rows]
