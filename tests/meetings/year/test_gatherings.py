"""Signing up for a gathering: places, the waiting list, and that a place goes once."""

import sqlite3
import subprocess
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import OutgoingMail
from speerpunt.meetings.models import Meeting, SignUp
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.services.gatherings import open_sign_up, sign_off, sign_up
from speerpunt.meetings.services.meetings import cancel_meeting, change_meeting
from speerpunt.members.services.erasure import erase_person
from tests.factories import (
    make_body,
    make_called_meeting,
    make_collective,
    make_meeting,
    make_person,
    make_sign_up,
)
from tests.journeys.site import Server

CANARY = "kanarie-4711"


@pytest.fixture
def gathering(body):
    return make_called_meeting(body, kind="gathering", title="Jaarbijeenkomst", places=1)


@pytest.fixture
def queue(settings):
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"


def person(body, name):
    return make_person(body.collective, family_name=name, email=f"{name.lower()}@voorbeeld.example")


def states(gathering):
    return dict(gathering.sign_ups.values_list("person__family_name", "state"))


@pytest.mark.django_db
def test_who_comes_first_has_the_place_and_the_next_ones_wait(body, gathering):
    for name in ("Een", "Twee", "Drie"):
        sign_up(gathering, person(body, name), by=None)
    assert states(gathering) == {"Een": "signed_up", "Twee": "waiting", "Drie": "waiting"}


@pytest.mark.django_db
def test_a_second_press_changes_nothing(body, gathering):
    one, two = person(body, "Een"), person(body, "Twee")
    for each in (one, two, one, two):
        sign_up(gathering, each, by=None)
    assert states(gathering) == {"Een": "signed_up", "Twee": "waiting"}


@pytest.mark.django_db
def test_who_signs_off_makes_place_for_who_waits_longest_who_is_told(body, gathering, queue):
    first, second, _third = (
        sign_up(gathering, person(body, name), by=None) for name in ("Een", "Twee", "Drie")
    )
    sign_off(second, by=None)
    assert OutgoingMail.objects.count() == 0
    sign_off(first, by=None)
    assert states(gathering) == {"Een": "withdrawn", "Twee": "withdrawn", "Drie": "signed_up"}
    [mail] = OutgoingMail.objects.all()
    assert mail.recipients == ["drie@voorbeeld.example"]


@pytest.mark.django_db
def test_who_comes_back_waits_behind_the_others(body, gathering):
    first, second = (sign_up(gathering, person(body, name), by=None) for name in ("Een", "Twee"))
    sign_off(first, by=None)
    third = sign_up(gathering, person(body, "Drie"), by=None)
    sign_up(gathering, first.person, by=None)
    sign_off(second, by=None)
    third.refresh_from_db()
    assert (third.state, states(gathering)["Een"]) == ("signed_up", "waiting")


@pytest.mark.django_db
def test_more_places_bring_in_who_waits(body, gathering, queue):
    for name in ("Een", "Twee", "Drie", "Vier"):
        sign_up(gathering, person(body, name), by=None)
    change_meeting(gathering, places=3, by=None)
    assert states(gathering) == {
        "Een": "signed_up",
        "Twee": "signed_up",
        "Drie": "signed_up",
        "Vier": "waiting",
    }
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
def test_fewer_places_send_nobody_away(body, gathering):
    gathering.places = 2
    gathering.save()
    for name in ("Een", "Twee"):
        sign_up(gathering, person(body, name), by=None)
    change_meeting(gathering, places=1, by=None)
    assert states(gathering) == {"Een": "signed_up", "Twee": "signed_up"}
    assert sign_up(gathering, person(body, "Drie"), by=None).state == "waiting"


@pytest.mark.django_db
def test_an_erased_person_gives_the_place_to_the_next(body, gathering):
    signed, _waiting = (sign_up(gathering, person(body, name), by=None) for name in ("Een", "Twee"))
    erase_person(signed.person, by=None)
    assert list(gathering.sign_ups.values_list("state", flat=True)) == ["signed_up"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "planned"}, "gepland"),
        ({"state": "cancelled"}, "afgelast"),
        ({"kind": "ordinary"}, "Alleen voor een bijeenkomst"),
        ({"sign_up_until": timezone.now() - timedelta(minutes=1)}, "gesloten"),
        ({"in_days": -1}, "gesloten"),
    ],
)
def test_signing_up_is_refused_in_words(body, fields, words):
    meeting = make_called_meeting(body, **{"kind": "gathering", **fields})
    with pytest.raises(MeetingProblem, match=words):
        sign_up(meeting, person(body, "Een"), by=None)


@pytest.mark.django_db
def test_a_gathering_opens_once(body):
    meeting = make_meeting(body, kind="gathering")
    open_sign_up(meeting, by=None)
    assert Meeting.objects.get().is_sent
    with pytest.raises(MeetingProblem):
        open_sign_up(meeting, by=None)


@pytest.mark.django_db
def test_who_signed_up_is_told_that_it_is_cancelled(body, gathering, queue):
    sign_up(gathering, person(body, "Een"), by=None)
    cancel_meeting(gathering, reason="Zaal dicht", by=None)
    assert [mail.recipients for mail in OutgoingMail.objects.all()] == [["een@voorbeeld.example"]]


@pytest.mark.django_db
def test_a_member_signs_up_with_one_press_and_off_again(body, gathering, somebody, signed_in):
    client = signed_in(somebody("member"))
    page = f"{gathering.get_absolute_url()}aanmelden/"
    assert "Meld u aan" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert "U hebt zich aangemeld voor" in client.get("/leiden/overleg/").content.decode()
    assert "U komt" in client.get(gathering.get_absolute_url()).content.decode()
    assert client.post(f"{gathering.get_absolute_url()}afmelden/").status_code == 302
    assert SignUp.objects.get().state == "withdrawn"


@pytest.mark.django_db
def test_a_member_learns_how_many_come_but_not_who(body, gathering, somebody, signed_in):
    make_sign_up(
        gathering, make_person(body.collective, family_name=CANARY, email=f"{CANARY}@voorbeeld.example")
    )
    client = signed_in(somebody("member"))
    for page in ("", "aanmelden/"):
        text = client.get(f"{gathering.get_absolute_url()}{page}").content.decode()
        assert "1 van 1 plaatsen" in text
        assert CANARY not in text
    assert client.get(f"{gathering.get_absolute_url()}aanmeldingen/").status_code == 403
    assert client.get(f"{gathering.get_absolute_url()}aanmeldingen/uitvoer.csv").status_code == 403


@pytest.mark.django_db
def test_nobody_signs_another_one_off(body, gathering, somebody, seated, signed_in):
    other = make_sign_up(gathering, person(body, "Een"))
    for account in (
        somebody("member"),
        somebody("board"),
        seated(body),
        seated(make_body(body.collective), "chair"),
    ):
        client = signed_in(account)
        assert client.post(f"/leiden/overleg/aanmeldingen/{other.pk}/weghalen/").status_code == 403
        client.post(f"{gathering.get_absolute_url()}afmelden/", {"person": other.person_id, "pk": other.pk})
    other.refresh_from_db()
    assert other.state == "signed_up"


@pytest.mark.django_db
def test_the_office_adds_somebody_late_and_takes_the_list_along(body, gathering, somebody, signed_in):
    Meeting.objects.update(sign_up_until=timezone.now() - timedelta(days=1), places=9)
    late = person(body, "Laat")
    client = signed_in(somebody("office"))
    page = f"{gathering.get_absolute_url()}aanmeldingen/"
    assert client.post(page, {"person": f"Laat #{late.pk}"}).status_code == 302
    assert "laat@voorbeeld.example" in client.get(f"{page}uitvoer.csv").content.decode()
    assert client.post(f"/leiden/overleg/aanmeldingen/{SignUp.objects.get().pk}/weghalen/").status_code == 302
    assert SignUp.objects.get().state == "withdrawn"


@pytest.mark.django_db
def test_one_sign_up_and_three_cost_the_same_queries(
    body, gathering, somebody, signed_in, connection_queries
):
    client = signed_in(somebody("office"))
    page = f"{gathering.get_absolute_url()}aanmeldingen/"
    make_sign_up(gathering, person(body, "Een"))
    one = connection_queries(lambda: client.get(page))
    for name in ("Twee", "Drie"):
        make_sign_up(gathering, person(body, name))
    assert connection_queries(lambda: client.get(page)) == one


@pytest.mark.django_db(transaction=True)
def test_of_people_who_press_at_the_same_moment_one_has_the_last_place():
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite the pressing is done by processes on a file; see below.")
    leiden = make_collective("leiden")
    with scope(collective=leiden):
        gathering = make_called_meeting(make_body(leiden), kind="gathering", places=1)
        people = [make_person(leiden) for _number in range(4)]
    together, failed = threading.Barrier(len(people), timeout=20), []

    def press(who):
        try:
            together.wait()
            with scope(collective=leiden):
                sign_up(gathering, who, by=None)
        except Exception as problem:  # noqa: BLE001 - told below, in the thread of the test
            failed.append(problem)
        finally:
            connections.close_all()

    _all_at_once(press, people)
    assert failed == []
    with scope(collective=leiden):
        found = sorted(gathering.sign_ups.values_list("state", flat=True))
    assert found == ["signed_up", "waiting", "waiting", "waiting"]


def _all_at_once(press, people):
    threads = [threading.Thread(target=press, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


WITHIN = """
from django_scopes import scope
from speerpunt.core.models import Collective
from speerpunt.meetings.models import Meeting
from speerpunt.members.models import Body, Person
from django.utils import timezone
from datetime import timedelta
from speerpunt.meetings.services.gatherings import sign_up
leeg = Collective.objects.get(slug="leeg")
"""
MAKE = f"""{WITHIN}
with scope(collective=leeg):
    body = Body.objects.create(collective=leeg, name="Bestuur", kind="board")
    starts_at = timezone.now() + timedelta(days=3)
    Meeting.objects.create(collective=leeg, body=body, title="Jaarbijeenkomst", kind="gathering", state="called",
                           called_at=timezone.now(), places=1, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    for number in range(4):
        Person.objects.create(collective=leeg, family_name=f"Persoon {{number}}")
"""
PRESS = f"""{WITHIN}
with scope(collective=leeg):
    gathering, who = Meeting.objects.get(), Person.objects.get(family_name="Persoon %d")
    wait_until("%s")
    sign_up(gathering, who, by=None)
"""


def test_of_processes_that_press_at_the_same_moment_one_has_the_last_place(tmp_path):
    """On a file of SQLite, as the smallest installation has it."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("On PostgreSQL the threads above press.")
    server = Server(tmp_path)
    server.prepare_empty()
    server.run_in_shell(MAKE)
    gate = tmp_path / "gate"
    waiting = "import time, pathlib\ndef wait_until(path):\n    open(path + str(time.monotonic_ns()), 'w').close()\n    while not pathlib.Path(path).exists():\n        time.sleep(0.002)\n"
    failed = []

    def press(number):
        try:
            server.run_in_shell(waiting + PRESS % (number, gate))
        except subprocess.CalledProcessError as problem:
            failed.append(problem)

    def open_gate():
        end = time.monotonic() + 100
        while len(list(tmp_path.glob("gate*"))) < 4 and time.monotonic() < end:
            time.sleep(0.02)
        gate.touch()

    keeper = threading.Thread(target=open_gate)
    keeper.start()
    _all_at_once(press, range(4))
    keeper.join()
    assert failed == []
    with sqlite3.connect(next(tmp_path.glob("*.sqlite3"))) as database:
        rows = database.execute("SELECT state FROM meetings_signup ORDER BY state").fetchall()
    assert rows == [("signed_up",), ("waiting",), ("waiting",), ("waiting",)]
