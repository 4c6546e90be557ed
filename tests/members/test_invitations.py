import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import User
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Invitation, Person
from speerpunt.members.services.invitations import (
    InvitationProblem,
    accept_invitation,
    invite_person,
    open_invitation,
)
from tests.factories import make_collective, make_person, make_user, make_visitor

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin over bruggen"


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def office(leiden):
    return make_visitor(leiden, StandingKind.OFFICE)


@pytest.fixture
def person(leiden):
    return make_person(leiden, email="voorzitter@leiden.example")


@pytest.fixture
def invite(leiden, office, person, django_capture_on_commit_callbacks):
    """Sends an invitation and returns the path in the mail."""

    def send() -> str:
        with scope(collective=leiden), django_capture_on_commit_callbacks(execute=True):
            invite_person(person, by=office)
        link = re.search(r"https?://\S+", mail.outbox[-1].body)
        assert link is not None
        return re.sub(r"^https?://[^/]+", "", link[0])

    return send


def test_an_invited_person_chooses_a_password_and_is_signed_in(client, leiden, person, invite):
    path = invite()
    assert client.get(path).status_code == 200
    response = client.post(path, {"password": PASSWORD})
    person.refresh_from_db()
    assert (response.status_code, person.user.email) == (302, "voorzitter@leiden.example")
    assert client.session["_auth_user_id"] == str(person.user_id)
    assert person.user.check_password(PASSWORD)


def test_opening_the_link_changes_nothing_so_a_mail_scanner_does_no_harm(client, leiden, invite):
    path = invite()
    for _ in range(3):
        client.get(path)
    with scope(collective=leiden):
        assert Invitation.objects.filter(accepted_at=None).count() == 1


def test_an_invitation_works_once(client, invite):
    path = invite()
    client.post(path, {"password": PASSWORD})
    client.logout()
    assert client.post(path, {"password": "een heel andere zin"}).status_code == 404


def test_a_second_invitation_closes_the_first(client, invite):
    first, second = invite(), invite()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)


def test_an_invitation_expires(client, leiden, invite):
    path = invite()
    with scope(collective=leiden):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(path).status_code == 404


def test_an_invitation_does_not_open_another_collective(client, invite):
    delft = make_collective("delft")
    path = invite().replace("/leiden/", f"/{delft.slug}/")
    assert client.post(path, {"password": PASSWORD}).status_code == 404
    assert User.objects.filter(email="voorzitter@leiden.example").count() == 0


def test_a_weak_password_is_refused_and_nothing_is_made(client, invite):
    assert client.post(invite(), {"password": "1234"}).status_code == 200
    assert User.objects.filter(email="voorzitter@leiden.example").count() == 0


def test_an_existing_account_must_be_signed_in_itself(client, person, invite):
    existing = make_user("voorzitter@leiden.example", PASSWORD)
    path = invite()
    assert client.post(path, {"password": "een heel andere zin"}).status_code == 409
    existing.refresh_from_db()
    assert existing.check_password(PASSWORD)
    client.force_login(existing)
    assert client.post(path, {}).status_code == 302
    person.refresh_from_db()
    assert person.user == existing


def test_somebody_else_signed_in_cannot_take_the_invitation(client, person, invite):
    client.force_login(make_user())
    assert client.post(invite(), {}).status_code == 409
    person.refresh_from_db()
    assert person.user is None


def test_the_mail_leads_to_the_address_of_the_setting_whatever_the_host_header(
    client, leiden, office, person, settings, django_capture_on_commit_callbacks
):
    settings.BASE_URL = "https://speerpunt.example"
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(office)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/leiden/mensen/{person.pk}/uitnodigen/", headers={"host": "kwaad.example"})
    assert "https://speerpunt.example/leiden/uitnodiging/" in mail.outbox[-1].body
    assert "kwaad.example" not in mail.outbox[-1].body


def test_only_a_digest_of_the_secret_is_kept(leiden, invite):
    secret = invite().rstrip("/").rsplit("/", 1)[-1]
    with scope(collective=leiden):
        assert secret not in str(Invitation.objects.values().get())
        assert open_invitation(secret) is not None


def test_the_office_cannot_invite_somebody_without_an_address(leiden, office):
    with scope(collective=leiden), pytest.raises(InvitationProblem, match=r"e-mail|email"):
        invite_person(make_person(leiden), by=office)


def test_one_account_is_one_person_in_a_collective(leiden, office, person):
    account = make_user("voorzitter@leiden.example")
    with scope(collective=leiden):
        invitation = invite_person(person, by=office)
        make_person(leiden, user=account)
        with pytest.raises(InvitationProblem):
            accept_invitation(invitation, user=account)
        assert Person.objects.filter(user=account).count() == 1
