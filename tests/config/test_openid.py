"""Signing in with the account of an organisation's own system, at a real OpenID provider. Break-ins first."""

import json
import socket
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from speerpunt.config.openid import OpenIdSettings
from speerpunt.core.models import User
from speerpunt.members.enums import StandingKind
from tests.factories import make_collective, make_user, make_visitor

pytestmark = pytest.mark.django_db

EMAIL = "anna@koepel.example"
EMPLOYEES: tuple[dict[str, Any], ...] = (
    {"sub": "anna", "email": EMAIL.upper(), "email_verified": True},
    {"sub": "impostor", "email": EMAIL, "email_verified": False},
    {"sub": "unknown", "email": "niemand@koepel.example", "email_verified": True},
    {"sub": "tenant", "preferred_username": EMAIL},
)


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """A provider in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    employees = [part for each in EMPLOYEES for part in ("--user-claims", json.dumps(each))]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", *employees]
    log = tmp_path_factory.mktemp("openid") / "log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as provider:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/.well-known/openid-configuration", provider)
        yield url
        provider.terminate()


def wait_for(url, process):
    for _ in range(600):
        assert process.poll() is None
        try:
            requests.get(url, timeout=1).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer")


@pytest.fixture(autouse=True)
def oidc(settings, issuer):
    cache.clear()
    found = OpenIdSettings(issuer=issuer, client_id="speerpunt", client_secret="geheim", name="Microsoft 365")
    settings.OIDC = found
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": found.as_provider()}
    return found


@pytest.fixture
def anna():
    return make_user(EMAIL, "een lange zin over bruggen")


def sign_in_as(employee, client=None, query=""):
    """To the provider, say there who one is, and back."""
    client = client or Client()
    asked = client.post(f"/account/aanmelden/elders/werk/{query}")
    assert asked.status_code == 302
    answer = requests.post(asked["Location"], data={"sub": employee}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return client, client.get(f"{back.path}?{back.query}")


def who(client):
    return client.session.get("_auth_user_id")


def test_an_address_that_was_not_checked_signs_in_nobody(anna):
    client, answer = sign_in_as("impostor")
    assert (answer["Location"], who(client)) == ("/account/aanmelden/", None)
    assert SocialAccount.objects.count() == 0


def test_who_is_unknown_here_gets_no_account(anna):
    client, _answer = sign_in_as("unknown")
    assert (who(client), User.objects.count()) == (None, 1)
    assert "niet bekend" in client.get("/account/aanmelden/").content.decode()


def test_who_is_known_by_a_checked_address_comes_in(anna):
    client, answer = sign_in_as("anna", query="?next=/leiden/")
    assert (answer["Location"], who(client)) == ("/leiden/", str(anna.pk))


def test_the_next_time_the_account_counts_and_not_the_address(anna):
    sign_in_as("anna")
    anna.email = "anna.nieuw@koepel.example"
    anna.save()
    client, _answer = sign_in_as("anna")
    assert (who(client), SocialAccount.objects.count()) == (str(anna.pk), 1)


def test_an_address_without_a_word_counts_only_where_the_administrator_gives_them_out(anna, settings, oidc):
    client, _answer = sign_in_as("tenant")
    assert who(client) is None
    settings.OIDC = replace(oidc, trusts_addresses=True)
    client, _answer = sign_in_as("tenant")
    assert who(client) == str(anna.pk)


def test_an_account_that_is_closed_stays_closed(anna):
    anna.is_active = False
    anna.save()
    client, _answer = sign_in_as("anna")
    assert who(client) is None


def test_the_way_back_of_somebody_else_signs_in_nobody(anna):
    asked = Client().post("/account/aanmelden/elders/werk/")
    answer = requests.post(asked["Location"], data={"sub": "anna"}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    victim = Client()
    victim.get(f"{back.path}?{back.query}")
    assert who(victim) is None


def test_to_go_there_asks_for_a_press(anna):
    page = Client().get("/account/aanmelden/elders/werk/")
    assert (page.status_code, "Ga verder" in page.content.decode()) == (200, True)
    asked = parse_qs(urlsplit(Client().post("/account/aanmelden/elders/werk/")["Location"]).query)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])


def test_a_provider_that_does_not_answer_leaves_the_other_ways_in(settings, oidc):
    away = replace(oidc, issuer="http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": away.as_provider()}
    client = Client()
    answer = client.post("/account/aanmelden/elders/werk/", follow=True)
    assert (answer.status_code, "lukte niet" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("path", ["", "terug/"])
def test_a_provider_that_is_not_ours_is_not_there(path):
    assert Client().get(f"/account/aanmelden/elders/google/{path}").status_code == 404


def test_the_second_step_is_asked_unless_the_system_asks_for_it(settings, oidc):
    settings.SECOND_FACTOR_IS_REQUIRED = True
    leiden = make_collective("leiden")
    office = make_visitor(leiden, StandingKind.OFFICE)
    office.email = EMAIL
    office.save()
    client, _answer = sign_in_as("anna")
    assert client.get("/leiden/").status_code == 302
    settings.OIDC = replace(oidc, has_second_factor=True)
    assert client.get("/leiden/").status_code == 200
    by_cookie = Client()
    by_cookie.force_login(office)
    assert by_cookie.get("/leiden/").status_code == 302


def test_one_sees_it_under_security_and_uncouples_it(anna):
    client, _answer = sign_in_as("anna")
    client.post("/account/opnieuw-aanmelden/", {"password": "een lange zin over bruggen"})
    page = client.get("/account/beveiliging/elders/").content.decode()
    assert "Microsoft 365" in page
    client.post("/account/beveiliging/elders/", {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.count() == 0


def test_the_button_stands_there_only_with_the_settings(settings):
    assert "Microsoft 365" in Client().get("/account/aanmelden/").content.decode()
    settings.OIDC = OpenIdSettings()
    assert "Microsoft 365" not in Client().get("/account/aanmelden/").content.decode()


ISSUER = {"SPEERPUNT_OIDC_ISSUER": "https://login.example/tenant/v2.0/"}
KEYS = {"SPEERPUNT_OIDC_CLIENT_ID": "x", "SPEERPUNT_OIDC_CLIENT_SECRET": "y"}


def test_settings_that_would_let_in_anybody_are_refused():
    assert OpenIdSettings.from_environment({}) == OpenIdSettings()
    assert OpenIdSettings.from_environment({**ISSUER, **KEYS}).origins == ["https://login.example"]
    with pytest.raises(ImproperlyConfigured, match="CLIENT_ID"):
        OpenIdSettings.from_environment(ISSUER)
    for tenant in ("common", "organizations", "consumers"):
        anybody = {
            "SPEERPUNT_OIDC_ISSUER": f"https://login.example/{tenant}/v2.0",
            "SPEERPUNT_OIDC_TRUSTS_ADDRESSES": "1",
        }
        with pytest.raises(ImproperlyConfigured, match="tenant"):
            OpenIdSettings.from_environment({**anybody, **KEYS})
