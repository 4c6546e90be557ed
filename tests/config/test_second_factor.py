"""The second step: who needs one, what proves it, what ends it, and where an account is signed in. Break-ins first."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from tests.factories import make_collective, make_person, make_user, make_visitor

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin over bruggen"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/145.0"


@pytest.fixture(autouse=True)
def no_limits_left_from_another_test():
    cache.clear()


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_IS_REQUIRED = True


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def office(leiden):
    return visitor(leiden, StandingKind.OFFICE)


def visitor(collective, kind):
    account = make_visitor(collective, kind)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(account, client=None, **headers):
    client = client or Client(headers=headers)
    answer = client.post("/account/aanmelden/", {"login": account.email, "password": PASSWORD})
    return client, answer


def code_now(secret, steps=0):
    counter = next(iter(yield_hotp_counters_from_time())) + steps
    return f"{hotp_value(secret, counter):06d}"


def with_app(account):
    """Signed in, and an app set up by the page itself; the secret of the app."""
    client, _answer = sign_in(account)
    client.post("/account/opnieuw-aanmelden/", {"password": PASSWORD})
    page = client.get("/account/beveiliging/app/")
    secret = page.context["form"].secret
    answer = client.post("/account/beveiliging/app/", {"code": code_now(secret)})
    assert answer.status_code == 302
    return client, secret


# --- Who needs one ---


@pytest.mark.parametrize("kind", [StandingKind.OFFICE, StandingKind.BOARD])
@pytest.mark.parametrize("path", ["/leiden/", "/leiden/organisaties/", "/leiden/organisaties/uitvoer/csv/"])
def test_office_and_board_see_nothing_before_they_have_one(leiden, kind, path):
    client, _answer = sign_in(visitor(leiden, kind))
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/account/beveiliging/")
    assert client.post("/leiden/organisaties/nieuw/", {"name": "x"}).status_code == 403


@pytest.mark.parametrize("kind", [StandingKind.MEMBER, StandingKind.PARK_MANAGER, StandingKind.PARTNER])
def test_others_may_do_without(leiden, kind):
    client, _answer = sign_in(visitor(leiden, kind))
    assert client.get("/leiden/").status_code == 200


def test_looking_as_a_member_is_no_way_around_it(leiden, office):
    client = Client()
    client.force_login(office)
    session = client.session
    session["view_as"] = {"leiden": "member"}
    session.save()
    assert client.get("/leiden/")["Location"] == "/account/beveiliging/"


def test_it_is_asked_in_each_collective_by_what_one_is_there(leiden, office):
    elders = make_collective("elders")
    with scope(collective=elders):
        make_person(elders, user=office)
    client, _answer = sign_in(office)
    assert (client.get("/leiden/").status_code, client.get("/elders/").status_code) == (302, 200)


# --- What proves it ---


def test_with_an_app_the_office_goes_on_and_is_asked_for_a_code_the_next_time(office):
    client, secret = with_app(office)
    assert client.get("/leiden/").status_code == 200
    fresh, answer = sign_in(office)
    assert (answer["Location"], fresh.get("/leiden/vandaag/").status_code) == ("/account/tweede-stap/", 403)
    assert "_auth_user_id" not in fresh.session
    assert fresh.post("/account/tweede-stap/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in fresh.session
    fresh.post("/account/tweede-stap/", {"code": code_now(secret, 1)})
    fresh.post("/account/tweede-stap/vertrouwen/", {"action": "skip"})
    assert fresh.session["_auth_user_id"] == str(office.pk)


def test_a_code_works_once(office):
    _client, secret = with_app(office)
    code = code_now(secret, 1)
    answers = []
    for _ in range(2):
        fresh, _answer = sign_in(office)
        answers.append(fresh.post("/account/tweede-stap/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_codes_are_not_guessed(office):
    _client, secret = with_app(office)
    fresh, _answer = sign_in(office)
    for number in range(20):
        fresh.post("/account/tweede-stap/", {"code": f"{number:06d}"}, REMOTE_ADDR=f"10.0.0.{number}")
    assert fresh.post("/account/tweede-stap/", {"code": code_now(secret, 1)}).status_code == 200
    assert "_auth_user_id" not in fresh.session


def test_the_secret_of_an_app_and_the_codes_are_unreadable_in_the_database(office):
    client, secret = with_app(office)
    shown = client.get("/account/beveiliging/noodcodes/").context["unused_codes"]
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert (len(shown), secret in kept, any(code in kept for code in shown)) == (10, False, False)
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_now(secret, 1))


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(office, settings):
    client, secret = with_app(office)
    emergency = client.get("/account/beveiliging/noodcodes/").context["unused_codes"][0]
    settings.SECRET_KEY = "een andere sleutel"
    fresh, answer = sign_in(office)
    assert answer["Location"] == "/account/tweede-stap/"
    for code in (code_now(secret, 1), emergency, code_now("")):
        assert fresh.post("/account/tweede-stap/", {"code": code}).status_code == 200
    assert "_auth_user_id" not in fresh.session
    call_command("reset_second_factor", office.email)
    again, _answer = sign_in(office)
    assert again.get("/leiden/")["Location"] == "/account/beveiliging/"


def test_a_code_for_emergencies_works_once(office):
    client, _secret = with_app(office)
    code = client.get("/account/beveiliging/noodcodes/").context["unused_codes"][0]
    answers = []
    for _ in range(2):
        fresh, _answer = sign_in(office)
        answers.append(fresh.post("/account/tweede-stap/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_to_change_it_one_shows_again_who_one_is(office):
    client, _secret = with_app(office)
    session = client.session
    for method in session["account_authentication_methods"]:
        method["at"] = time.time() - 3600
    session.save()
    for path in ("app/uitzetten/", "noodcodes/", "noodcodes/bestand/", "noodcodes/nieuw/", "passkeys/nieuw/"):
        assert "/account/" in client.get(f"/account/beveiliging/{path}")["Location"], path
    assert Authenticator.objects.filter(user=office, type="totp").exists()


def test_without_its_app_the_office_is_asked_anew(office):
    client, _secret = with_app(office)
    client.post("/account/beveiliging/app/uitzetten/")
    assert client.get("/leiden/")["Location"] == "/account/beveiliging/"


def test_a_passkey_of_somebody_else_is_not_there(leiden, office):
    key = Authenticator.objects.create(
        user=visitor(leiden, StandingKind.MEMBER), type="webauthn", data={"name": "x", "credential": {}}
    )
    client, _secret = with_app(office)
    for path in ("naam", "weg"):
        assert client.get(f"/account/beveiliging/passkeys/{key.pk}/{path}/").status_code == 404


@pytest.mark.parametrize("credential", ["", "{}", "[]", "x", '{"id": "a"}', '{"id": 1, "response": []}'])
def test_what_is_no_passkey_is_refused(client, credential):
    answer = client.post("/account/aanmelden/passkey/", {"credential": credential})
    assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)


# --- Where an account is signed in ---


def test_somebody_sees_where_he_is_signed_in_and_signs_out_there(leiden):
    member = visitor(leiden, StandingKind.MEMBER)
    here, _answer = sign_in(member)
    there, _answer = sign_in(member, user_agent=WINDOWS)
    page = here.get("/account/apparaten/").content.decode()
    assert ("Firefox · Windows" in page, page.count("Meld daar af")) == (True, 1)
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(f"/account/apparaten/{other.pk}/afmelden/")
    assert there.get("/leiden/vandaag/").status_code == 403
    assert here.get("/leiden/vandaag/").status_code == 200


def test_nobody_signs_out_somebody_else(leiden, office):
    stranger, _answer = sign_in(visitor(leiden, StandingKind.MEMBER))
    _client, _answer = sign_in(office)
    session = UserSession.objects.get(user=office)
    assert stranger.post(f"/account/apparaten/{session.pk}/afmelden/").status_code == 404
    stranger.post("/account/apparaten/afmelden/")
    assert UserSession.objects.filter(user=office).exists()


def test_everywhere_else_at_once(leiden):
    member = visitor(leiden, StandingKind.MEMBER)
    clients = [sign_in(member)[0] for _ in range(3)]
    clients[0].post("/account/apparaten/afmelden/")
    assert [each.get("/leiden/vandaag/").status_code for each in clients] == [200, 403, 403]


def test_a_new_password_signs_out_everywhere_else(leiden):
    member = visitor(leiden, StandingKind.MEMBER)
    here, there = (sign_in(member)[0] for _ in range(2))
    fields = {
        "oldpassword": PASSWORD,
        "password1": "een andere lange zin",
        "password2": "een andere lange zin",
    }
    here.post("/account/wachtwoord/", fields)
    assert there.get("/leiden/vandaag/").status_code == 403


# --- Phone lost ---


def test_the_office_lets_somebody_set_it_up_anew(leiden, office):
    board = visitor(leiden, StandingKind.BOARD)
    theirs, _secret = with_app(board)
    ours, _secret = with_app(office)
    with scope(collective=leiden):
        person = Person.objects.get(user=board)
    ours.post(f"/leiden/mensen/{person.pk}/tweede-stap/")
    assert not Authenticator.objects.filter(user=board).exists()
    assert theirs.get("/leiden/vandaag/").status_code == 403
    with scope(collective=leiden):
        assert HistoryEvent.objects.filter(
            target_model="members.person", target_id=person.pk, actor=office
        ).exists()


def test_not_of_an_account_that_another_collective_knows_too(leiden, office):
    board = visitor(leiden, StandingKind.BOARD)
    elders = make_collective("elders")
    with scope(collective=elders):
        make_person(elders, user=board)
    with_app(board)
    ours, _secret = with_app(office)
    with scope(collective=leiden):
        person = Person.objects.get(user=board)
    page = ours.post(f"/leiden/mensen/{person.pk}/tweede-stap/", follow=True)
    assert "speerpunt reset-second-factor" in page.content.decode()
    assert Authenticator.objects.filter(user=board, type="totp").exists()
    call_command("reset_second_factor", board.email.upper())
    assert not Authenticator.objects.filter(user=board).exists()


def test_nothing_is_left_of_an_account_that_is_gone(office):
    with_app(office)
    office.delete()
    assert (Authenticator.objects.count(), UserSession.objects.count()) == (0, 0)


def test_old_sessions_are_swept_up_on_the_way(leiden):
    member = visitor(leiden, StandingKind.MEMBER)
    here, _answer = sign_in(member)
    gone, _answer = sign_in(member)
    Session.objects.filter(session_key=gone.session.session_key).delete()
    assert here.get("/account/apparaten/").content.decode().count("Meld daar af") == 0
    assert UserSession.objects.filter(user=member).count() == 1


def test_an_account_needs_no_collective_for_this(client):
    account = make_user("nieuw@leiden.example", PASSWORD)
    client.force_login(account)
    assert client.get("/account/beveiliging/").status_code == 200
    assert client.get("/account/apparaten/").status_code == 200
