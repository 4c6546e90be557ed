"""Who tries to get in through an account: somebody else's mail, an old session, a guessed password, a forged host."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import User
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.services.erasure import erase_person
from speerpunt.members.services.invitations import invite_person, open_invitation
from speerpunt.members.services.people import change_person
from tests.factories import make_collective, make_person, make_user, make_visitor

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin over bruggen"
SIGN_IN = "/account/aanmelden/"


@pytest.fixture(autouse=True)
def no_limits_left_from_another_test():
    cache.clear()


def secret_in(message) -> str:
    return message.body.split("/uitnodiging/")[1].split("/")[0]


def signed_in(account, password=PASSWORD) -> Client:
    client = Client()
    client.post(SIGN_IN, {"login": account.email, "password": password})
    assert "_auth_user_id" in client.session
    return client


def test_an_invitation_sent_to_a_wrong_address_dies_when_the_address_is_corrected(
    leiden, django_capture_on_commit_callbacks
):
    office = make_visitor(leiden)
    with scope(collective=leiden):
        person = make_person(leiden, email="vreemde@voorbeeld.example")
        with django_capture_on_commit_callbacks(execute=True):
            invite_person(person, by=office)
        secret = secret_in(mail.outbox[-1])
        assert open_invitation(secret) is not None
        change_person(person, by=office, email="eigenaar@voorbeeld.example")
        assert open_invitation(secret) is None


def test_a_name_with_a_line_break_adds_no_line_to_the_head_of_a_mail(
    leiden, django_capture_on_commit_callbacks
):
    leiden.name = "Leiden\nBcc: kwaad@voorbeeld.example"
    leiden.save()
    office = make_visitor(leiden)
    with scope(collective=leiden), django_capture_on_commit_callbacks(execute=True):
        invite_person(make_person(leiden, email="iemand@voorbeeld.example"), by=office)
    assert mail.outbox[-1].recipients() == ["iemand@voorbeeld.example"]
    assert "\n" not in mail.outbox[-1].subject


@pytest.mark.parametrize("door", ["/account/aanmelden/code/", "/account/wachtwoord/vergeten/"])
def test_a_mail_names_nothing_of_the_host_that_asked_for_it(client, settings, door):
    settings.ALLOWED_HOSTS = ["*"]
    make_user("bestuur@leiden.example", PASSWORD)
    client.post(door, {"email": "bestuur@leiden.example"}, headers={"host": "kwaad.example"})
    sent = mail.outbox[-1]
    assert "kwaad" not in f"{sent.subject} {sent.body} {sent.from_email} {sent.extra_headers}"


@pytest.mark.parametrize(
    "address",
    [
        "//kwaad.example",
        "/\\kwaad.example",
        "https:kwaad.example",
        "\\\\kwaad.example",
        "javascript:alert(1)",
        "\thttps://kwaad.example",
    ],
)
def test_no_door_leads_to_another_site(client, address):
    account = make_user(password=PASSWORD)
    for door, fields in (
        (SIGN_IN, {"login": account.email, "password": PASSWORD}),
        ("/account/afmelden/", {}),
        ("/i18n/", {"language": "en"}),
    ):
        answer = client.post(f"{door}", {**fields, "next": address})
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/"


def test_a_session_planted_before_signing_in_is_worth_nothing_after_it(client):
    account = make_user(password=PASSWORD)
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post(SIGN_IN, {"login": account.email, "password": PASSWORD})
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert "_auth_user_id" not in thief.session


def test_a_session_that_was_signed_out_does_not_live_on(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    client = signed_in(account)
    stolen = client.cookies["sessionid"].value
    client.post("/account/afmelden/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/leiden/beheer/").status_code == 403


def test_a_new_password_ends_every_other_session(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    thief = signed_in(account)
    account.set_password("een andere lange zin")
    account.save()
    assert thief.get("/leiden/beheer/").status_code == 403


def test_a_closed_account_is_out_at_once(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    client = signed_in(account)
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/leiden/beheer/").status_code == 403


def test_an_erased_person_is_out_at_once_also_with_an_account_elsewhere(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    make_person(make_collective("delft"), user=account)
    colleague, client = make_visitor(leiden), signed_in(account)
    assert client.get("/leiden/beheer/").status_code == 200
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=account), by=colleague)
    assert client.get("/leiden/beheer/").status_code == 403
    assert client.get("/leiden/vandaag/").status_code == 403


def test_a_role_that_ended_yesterday_opens_nothing_in_a_session_of_before(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    client = signed_in(account)
    with scope(collective=leiden):
        OrganisationRole.objects.filter(person__user=account).update(
            end=timezone.localdate() - timedelta(days=1)
        )
    assert client.get("/leiden/beheer/").status_code == 403


def test_looking_as_another_does_not_survive_signing_out(leiden):
    account = make_visitor(leiden, password=PASSWORD)
    client = signed_in(account)
    client.post("/leiden/beheer/kijk-als/", {"kind": "public"})
    assert client.get("/leiden/beheer/").status_code == 403
    client.post("/account/afmelden/")
    client.post(SIGN_IN, {"login": account.email, "password": PASSWORD})
    assert client.get("/leiden/beheer/").status_code == 200


@pytest.mark.parametrize(
    ("door", "field"),
    [("/account/opnieuw-aanmelden/", "password"), ("/account/wachtwoord/", "oldpassword")],
)
def test_a_borrowed_session_does_not_guess_the_password(leiden, door, field):
    client = signed_in(make_visitor(leiden, password=PASSWORD))
    new = {"password1": "nog een lange zin", "password2": "nog een lange zin"}
    with patch.object(User, "check_password", autospec=True, return_value=False) as check:
        for number in range(40):
            client.post(
                door, {field: f"gok {number}", **new}, headers={"x-forwarded-for": f"10.0.0.{number}"}
            )
    assert 0 < check.call_count <= 10


@pytest.mark.parametrize(
    "path",
    ["/leiden/", "/leiden/mensen/", "/leiden/organisaties/punten/", "/leiden/organisaties/uitvoer/csv/"],
)
def test_a_page_of_somebody_signed_in_stays_in_no_cache(leiden, path):
    client = signed_in(make_visitor(leiden, password=PASSWORD))
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_an_endless_body_is_refused_before_it_is_read(client):
    answer = client.post(
        SIGN_IN, data=b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**12)
    )
    assert answer.status_code == 413


def test_a_first_collective_with_an_endless_mail_address_is_refused(client):
    from speerpunt.members.services.collectives import setup_code

    facts = {
        "name": "Ondernemend Leiden",
        "city": "Leiden",
        "slug": "leiden",
        "office_name": "Bureau",
        "office_email": f"{'a' * 300}@leiden.example",
        "password": PASSWORD,
    }
    assert client.post(f"/nieuw/?code={setup_code()}", facts).status_code == 200
    wrong = {**facts, "office_email": "bureau@leiden.example", "slug": "Account"}
    assert client.post(f"/nieuw/?code={setup_code()}", wrong).status_code == 200


@pytest.mark.parametrize("kind", [StandingKind.MEMBER, StandingKind.BOARD, StandingKind.PARTNER])
def test_somebody_who_changes_himself_changes_no_right(leiden, kind):
    account = make_visitor(leiden, kind, password=PASSWORD)
    client = signed_in(account)
    with scope(collective=leiden):
        person, other = Person.objects.get(user=account), make_person(leiden, family_name="Ander")
    client.post(
        f"/leiden/mensen/{person.pk}/wijzigen/",
        {"family_name": "Nieuw", "user": 1, "erased_at": "2026-01-01", "collective": 1, "kind": "office"},
    )
    client.post(
        f"/leiden/mensen/{person.pk}/wijzigen/", {"family_name": "Nieuw", "id": other.pk, "pk": other.pk}
    )
    with scope(collective=leiden):
        assert Person.objects.get(pk=other.pk).family_name == "Ander"
        assert Person.objects.get(pk=person.pk).family_name == "Nieuw"
        assert Person.objects.get(pk=person.pk).erased_at is None
    assert client.get("/leiden/beheer/").status_code == 403
