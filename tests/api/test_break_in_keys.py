"""A key opens what its owner may do now, in its own collective, as far as its scopes reach; nothing else opens anything."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.api.models import AccessToken
from speerpunt.api.services import limits
from speerpunt.api.services.tokens import LONGEST_LIFE, TokenProblem, revoke_token
from speerpunt.config.logs import WithoutSecrets
from speerpunt.core.models import User
from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.services.erasure import erase_person
from tests.factories import make_collective, make_key, make_organisation, make_visitor

from .asking import Asker, asker_of

pytestmark = pytest.mark.django_db

PROJECTS = "projects"


def test_nobody_comes_in_without_a_key(leiden):
    answer = Client().get("/leiden/api/v1/projects")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing(leiden, office_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office_user)
    assert client.get("/leiden/api/v1/projects").status_code == 401
    posted = client.post("/leiden/api/v1/organisations", {"kind": "club"}, content_type="application/json")
    assert posted.status_code == 401


@pytest.mark.parametrize(
    "guess", ["", "spt_", "spt_aaaaaaaa_bbbb", "x" * 5000, "spt_é_é", "Bearer", "spt__", "\x00"]
)
def test_a_guess_opens_nothing(leiden, guess):
    assert Asker(guess).get(PROJECTS).status_code == 401


def test_the_prefix_of_a_key_with_another_secret_opens_nothing(leiden, office_user):
    _key, secret = make_key(leiden, office_user)
    assert Asker(secret[:-1] + ("a" if secret[-1] != "a" else "b")).get(PROJECTS).status_code == 401


def test_a_key_in_the_address_opens_nothing(leiden, office_user):
    _key, secret = make_key(leiden, office_user)
    for name in ("token", "access_token", "key", "api_key"):
        assert Client().get(f"/leiden/api/v1/projects?{name}={secret}").status_code == 401


def test_a_withdrawn_key_opens_nothing(leiden, office_user):
    key, secret = make_key(leiden, office_user)
    assert Asker(secret).get(PROJECTS).status_code == 200
    revoke_token(key, by=office_user)
    assert Asker(secret).get(PROJECTS).status_code == 401


def test_an_expired_key_opens_nothing(leiden, office_user):
    key, secret = make_key(leiden, office_user)
    AccessToken.objects.filter(pk=key.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Asker(secret).get(PROJECTS).status_code == 401


def test_a_key_is_valid_on_its_last_day(leiden, office_user):
    _key, secret = make_key(leiden, office_user, expires_on=timezone.localdate())
    assert Asker(secret).get(PROJECTS).status_code == 200


def test_no_key_is_valid_for_more_than_a_year(leiden, office_user):
    with pytest.raises(TokenProblem):
        make_key(leiden, office_user, expires_on=timezone.localdate() + LONGEST_LIFE + timedelta(days=1))


def test_a_key_opens_nothing_in_another_collective(leiden, office_user):
    elsewhere = make_collective("elders")
    _key, secret = make_key(leiden, office_user)
    with scopes_disabled():
        Person.objects.create(collective=elsewhere, user=office_user, family_name="Ook hier")
    assert Asker(secret, "elders").get(PROJECTS).status_code == 401


def test_a_key_opens_only_what_its_scopes_say(leiden, office_user):
    _key, secret = make_key(leiden, office_user, scopes=["places:read"])
    asker = Asker(secret)
    assert asker.get("areas").status_code == 200
    assert asker.get(PROJECTS).json()["type"] == "urn:speerpunt:problem:scope"
    refused = asker.post("areas", {"name": "Kade", "kind": "business_park"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:speerpunt:problem:scope")


def test_who_may_write_may_read(leiden, office_user):
    _key, secret = make_key(leiden, office_user, scopes=["places:write"])
    assert Asker(secret).get("areas").status_code == 200


def test_a_key_never_has_more_rights_than_its_owner_has_now(leiden, office_user):
    asker = asker_of(leiden, office_user)
    organisation = make_organisation(leiden, email="bakker@voorbeeld.example")
    assert asker.get(f"organisations/{organisation.pk}").json()["email"]
    yesterday = timezone.localdate() - timedelta(days=1)
    OrganisationRole.objects.filter(person__user=office_user).update(end=yesterday)
    assert asker.get(f"organisations/{organisation.pk}").status_code == 404
    assert asker.get("organisations").status_code == 403


def test_a_key_is_no_way_around_the_second_step(leiden, office_user, settings):
    asker, member = asker_of(leiden, office_user), asker_of(leiden, make_visitor(leiden, "member"))
    settings.SECOND_FACTOR_IS_REQUIRED = True
    assert asker.get(PROJECTS).status_code == 403
    assert member.get(PROJECTS).status_code == 200


def test_a_key_ends_when_the_account_is_closed(leiden, office_user):
    asker = asker_of(leiden, office_user)
    User.objects.filter(pk=office_user.pk).update(is_active=False)
    assert asker.get(PROJECTS).status_code == 401


def test_a_key_goes_when_its_owner_is_erased(leiden, office_user):
    """Also when the account lives on in another collective."""
    elsewhere, member = make_collective("elders"), make_visitor(leiden, "member")
    with scope(collective=elsewhere):
        Person.objects.create(collective=elsewhere, user=member, family_name="Ook hier")
    asker = asker_of(leiden, member)
    erase_person(Person.objects.get(user=member), by=office_user)
    assert asker.get(PROJECTS).status_code == 401
    assert not AccessToken.objects.filter(owner=member).exists()
    assert User.objects.filter(pk=member.pk).exists()


def test_of_a_secret_only_a_digest_is_kept(leiden, office_user):
    key, secret = make_key(leiden, office_user)
    row = AccessToken.objects.filter(pk=key.pk).values().get()
    assert secret.rpartition("_")[2] not in repr(row)


def test_no_log_tells_a_key(leiden, office_user):
    import logging

    _key, secret = make_key(leiden, office_user)
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: %s", (f"/x/{secret}",), None)
    WithoutSecrets().filter(record)
    assert secret not in record.getMessage()


def test_a_key_is_used_a_day_not_a_moment(leiden, office_user):
    key, secret = make_key(leiden, office_user)
    Asker(secret).get(PROJECTS)
    assert AccessToken.objects.get(pk=key.pk).last_used_on == timezone.localdate()


def test_who_asks_too_much_waits(leiden, office_user, monkeypatch):
    monkeypatch.setattr(limits, "PER_MINUTE", 45)
    asker = asker_of(leiden, office_user)
    statuses = [asker.get("editions").status_code for _turn in range(47)]
    assert statuses == [200] * 45 + [429] * 2
    refused = asker.get("editions")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["type"] == "urn:speerpunt:problem:too-many"


def test_a_limit_holds_over_all_processes(leiden, office_user, monkeypatch):
    monkeypatch.setattr(limits, "PER_MINUTE", 60)
    asker = asker_of(leiden, office_user)
    statuses = []
    for turn in range(62):
        if turn % 30 == 0:
            limits.forget_grants()  # as another process, that knows nothing of this one
        statuses.append(asker.get("editions").status_code)
    assert statuses == [200] * 60 + [429] * 2


def test_who_guesses_all_day_waits(leiden):
    cache.clear()
    statuses = [Asker("spt_aaaaaaaa_" + "x" * 43).get(PROJECTS).status_code for _turn in range(61)]
    assert statuses == [401] * 60 + [429]
    cache.clear()
