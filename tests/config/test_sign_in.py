"""The doors to an account: password, mailed code, forgotten password; and no other."""

import re
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.core.models import OutgoingMail, User
from speerpunt.core.services.mail import send_due_mail
from tests.factories import make_collective, make_user

pytestmark = pytest.mark.django_db

EMAIL, PASSWORD = "bestuur@leiden.example", "een lange zin over bruggen"
# What is done to which table, without the values.
STATEMENT = re.compile(r"(SELECT .* FROM \S+|INSERT INTO \S+|UPDATE \S+|DELETE FROM \S+|[A-Z ]+)")


@pytest.fixture(autouse=True)
def no_limits_left_from_another_test():
    cache.clear()


@pytest.fixture
def account():
    return make_user(EMAIL, PASSWORD)


def sign_in(client, email=EMAIL, password=PASSWORD, **extra):
    return client.post("/account/aanmelden/", {"login": email, "password": password}, **extra)


def mailed_code() -> str:
    found = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", mail.outbox[-1].body)
    assert found is not None
    return found[0]


def test_somebody_signs_in_with_a_password(client, account):
    assert sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


def test_somebody_signs_in_with_a_mailed_code(client, account):
    client.post("/account/aanmelden/code/", {"email": EMAIL})
    assert mail.outbox[-1].to == [EMAIL]
    response = client.post("/account/aanmelden/code/invullen/", {"code": mailed_code()})
    assert (response.status_code, client.session["_auth_user_id"]) == (302, str(account.pk))


def test_a_wrong_code_lets_nobody_in(client, account):
    client.post("/account/aanmelden/code/", {"email": EMAIL})
    client.post("/account/aanmelden/code/invullen/", {"code": "AAAA-BBBB"})
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_with_a_mailed_code(client, account):
    client.post("/account/wachtwoord/vergeten/", {"email": EMAIL})
    assert "http" not in mail.outbox[-1].body
    client.post("/account/wachtwoord/vergeten/code/", {"code": mailed_code()})
    client.post(
        "/account/wachtwoord/vergeten/nieuw/", {"password1": "een nieuwe zin", "password2": "een nieuwe zin"}
    )
    account.refresh_from_db()
    assert account.check_password("een nieuwe zin")


@pytest.mark.parametrize("path", ["/account/aanmelden/code/", "/account/wachtwoord/vergeten/"])
def test_a_stranger_does_not_learn_who_has_an_account(client, account, path):
    known = client.post(path, {"email": EMAIL})
    client.cookies.clear()
    unknown = client.post(path, {"email": "niemand@leiden.example"})
    assert (unknown.status_code, unknown.headers.get("Location")) == (
        known.status_code,
        known.headers.get("Location"),
    )
    assert [message.to for message in mail.outbox] == [[EMAIL]]


@pytest.mark.parametrize("path", ["/account/aanmelden/code/", "/account/wachtwoord/vergeten/"])
def test_asking_costs_as_much_for_an_address_that_we_do_not_know(client, account, settings, path):
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"
    asked = []
    for email in (EMAIL, "niemand@leiden.example"):
        client.cookies.clear()
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.post(path, {"email": email})
        asked.append([STATEMENT.match(query["sql"])[0] for query in queries])
    assert asked[0] == asked[1]
    assert [bool(each.recipients) for each in OutgoingMail.objects.all()] == [True, False]
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_mail() == 1
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_a_guesser_gets_few_checks_however_many_addresses_he_spoofs(client, account):
    with patch.object(User, "check_password", autospec=True, return_value=False) as check:
        for number in range(60):
            sign_in(client, password=f"gok {number}", headers={"x-forwarded-for": f"10.0.0.{number}"})
    assert 0 < check.call_count <= 10


def test_the_owner_still_enters_with_a_code_while_somebody_guesses(client, account):
    for number in range(20):
        sign_in(client, password=f"gok {number}")
    assert sign_in(client).status_code == 200
    client.post("/account/aanmelden/code/", {"email": EMAIL})
    assert client.post("/account/aanmelden/code/invullen/", {"code": mailed_code()}).status_code == 302


def test_nobody_signs_up_by_himself(client):
    response = client.post(
        "/account/uitnodiging-nodig/", {"email": "nieuw@leiden.example", "password1": PASSWORD}
    )
    assert response.status_code == 200
    assert User.objects.count() == 0


def test_a_closed_account_does_not_get_in(client, account):
    account.is_active = False
    account.save()
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(client, account):
    client.force_login(account)
    client.get("/account/afmelden/")
    assert "_auth_user_id" in client.session
    client.post("/account/afmelden/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "/account/aanmelden/",
        "/account/aanmelden/code/",
        "/account/wachtwoord/vergeten/",
        "/account/uitnodiging-nodig/",
        "/account/niet-actief/",
        "/account/wachtwoord/vergeten/klaar/",
    ],
)
def test_every_door_is_a_page_of_ours(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "Speerpunt" in response.content.decode()


def test_a_redirect_after_sign_in_stays_on_this_site(client, account):
    response = client.post(
        "/account/aanmelden/", {"login": EMAIL, "password": PASSWORD, "next": "https://kwaad.example/"}
    )
    assert response.headers["Location"] == "/"


def test_the_way_to_a_new_password_stands_once_on_the_page(client):
    page = client.get("/account/aanmelden/").content.decode()
    assert page.count("/account/wachtwoord/vergeten/") == 1
    assert "placeholder" not in page


def test_a_visitor_without_rights_is_asked_to_sign_in_and_comes_back(client):
    make_collective("leiden")
    page = client.get("/leiden/organisaties/?soort=umbrella")
    assert page.status_code == 403
    assert "/account/aanmelden/?next=/leiden/organisaties/%3Fsoort%3Dumbrella" in page.content.decode()
