"""What the server writes down is read by more people than may open an invitation."""

import pytest
from django.test import Client

from speerpunt.config.logs import WithoutSecrets
from tests.factories import make_collective

SECRET = "Zx8-" * 10 + "abc"

pytestmark = pytest.mark.django_db


def written(caplog) -> list[str]:
    kept = WithoutSecrets()
    for record in caplog.records:
        assert kept.filter(record)
    return [caplog.handler.format(record) for record in caplog.records]


@pytest.mark.parametrize("referer", ["", f"https://elders.example/leiden/uitnodiging/{SECRET}/"])
def test_a_refused_form_keeps_the_secret_of_its_address(caplog, referer):
    make_collective("leiden")
    path = f"/leiden/uitnodiging/{SECRET}/"
    response = Client(enforce_csrf_checks=True).post(path, headers={"referer": referer}, secure=True)
    assert response.status_code == 403
    lines = written(caplog)
    assert "uitnodiging" in "".join(lines)
    assert SECRET not in "".join(lines)


def test_a_page_that_is_not_there_keeps_it_too(caplog, client):
    make_collective("leiden")
    assert client.get(f"/leiden/uitnodiging/{SECRET}/").status_code == 404
    assert written(caplog) == [line for line in written(caplog) if SECRET not in line] != []


def test_a_host_that_is_not_ours_is_one_line(caplog, client):
    assert client.get("/", headers={"host": "kwaad.example"}).status_code == 400
    assert [line.count("\n") for line in written(caplog) if "kwaad.example" in line] == [0]
