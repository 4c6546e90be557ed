"""Keys on their pages: made, shown once, seen by who may, withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.api.models import AccessToken
from tests.factories import make_key, make_visitor

from .asking import Asker

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(leiden):
    return make_visitor(leiden, "member")


def sent(**fields):
    day = timezone.localdate() + timedelta(days=90)
    return {"name": "Gemeentekaart", "expires_on": day.isoformat(), "places": "write", **fields}


def test_a_member_makes_a_key_and_sees_it_once(client, leiden, member):
    client.force_login(member)
    made = client.post("/leiden/koppelingen/nieuw/", sent())
    secret = made.content.decode().partition('value="spt_')[2].partition('"')[0]
    assert Asker(f"spt_{secret}").get("areas").status_code == 200
    key = AccessToken.objects.get()
    assert (key.owner, key.created_by, key.scopes) == (member, member, ["places:read", "places:write"])
    for path in ("", f"{key.pk}/"):
        assert secret not in client.get(f"/leiden/koppelingen/{path}").content.decode()
    assert made["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"places": ""}, {"expires_on": "2199-01-01"}, {"expires_on": "2020-01-01"}]
)
def test_a_key_needs_a_name_a_day_and_something_to_open(client, leiden, member, wrong):
    client.force_login(member)
    assert client.post("/leiden/koppelingen/nieuw/", sent(**wrong)).status_code == 200
    assert not AccessToken.objects.exists()


def test_the_office_sees_and_withdraws_keys_of_everybody(client, leiden, member, office_user):
    key, secret = make_key(leiden, member, name="Van een lid")
    client.force_login(office_user)
    assert "Van een lid" in client.get("/leiden/koppelingen/").content.decode()
    client.post(f"/leiden/koppelingen/{key.pk}/intrekken/")
    assert Asker(secret).get("areas").status_code == 401
    assert "ingetrokken" in client.get(f"/leiden/koppelingen/{key.pk}/").content.decode()


def test_somebody_else_does_not_know_of_a_key(client, leiden, member):
    key, _secret = make_key(leiden, member, name="Van een lid")
    client.force_login(make_visitor(leiden, "board"))
    assert "Van een lid" not in client.get("/leiden/koppelingen/").content.decode()
    for path in ("", "intrekken/"):
        assert client.get(f"/leiden/koppelingen/{key.pk}/{path}").status_code == 404


def test_one_and_three_keys_cost_the_same(client, leiden, member, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(member)
    counts = []
    for many in (1, 2):
        for _turn in range(many):
            make_key(leiden, member)
        client.get("/leiden/koppelingen/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/leiden/koppelingen/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_reference_names_every_operation(client, leiden):
    page = client.get("/leiden/koppelingen/uitleg/").content.decode()
    paths = client.get("/leiden/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if f" {path}</code>" not in page] == []
