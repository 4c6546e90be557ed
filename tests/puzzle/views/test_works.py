"""Works on a list, on their page, and out of a file."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.work import work_once
from speerpunt.puzzle.models import Work, WorksReading
from tests import factories as make
from tests.factories.melvin import odd_melvin_file

LIST = "/leiden/werk/"


def add(leiden, name, starts, ends, **fields):
    """A work that goes on between these days from today; `None` is not known."""
    today = timezone.localdate()
    with scope(collective=leiden):
        work = make.make_work(leiden, name=name, **{"visibility": "public", **fields})
        make.make_phase(
            work,
            start=None if starts is None else today + timedelta(days=starts),
            end=None if ends is None else today + timedelta(days=ends),
        )
    return work


def names(client, query=""):
    return [row.work.name for row in client.get(LIST + query).context["lines"]]


@pytest.fixture
def four(leiden):
    add(leiden, "Voorbij", -20, -10)
    add(leiden, "Nu", -1, 3, kind="bridge", hindrance="huge")
    add(leiden, "Straks", 10, 20)
    add(leiden, "Open eind", -30, None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Open eind", "Voorbij", "Nu", "Straks"]),
        ("?wanneer=nu", ["Open eind", "Nu"]),
        ("?wanneer=weken", ["Open eind", "Nu", "Straks"]),
        ("?wanneer=voorbij", ["Voorbij"]),
        ("?soort=bridge", ["Nu"]),
        ("?hinder=huge", ["Nu"]),
        ("?zoek=straks", ["Straks"]),
        ("?op=-hinder&wanneer=nu", ["Nu", "Open eind"]),
        ("?soort=nonsense", []),
    ],
)
def test_the_list_is_narrowed_and_sorted(four, leiden, query, expected):
    assert names(Client(), query) == expected


def test_what_is_not_public_is_for_who_may_see_it(four, leiden, sign_in):
    idea = add(leiden, "Idee", 40, 50, visibility="board")
    assert "Idee" not in names(Client())
    assert Client().get(idea_page := f"{LIST}{idea.pk}/").status_code == 404
    assert "Idee" in names(sign_in("board"))
    assert sign_in("board").get(idea_page).status_code == 200
    assert sign_in("member").get(idea_page).status_code == 404


def test_a_work_of_several_periods_shows_all_of_them_whichever_it_was_found_by(leiden):
    work = add(leiden, "Twee keer", -1, 3)
    with scope(collective=leiden):
        make.make_phase(work, start=timezone.localdate() + timedelta(days=50), end=None)
    (row,) = Client().get(f"{LIST}?wanneer=nu").context["lines"]
    assert row.period.endswith("einde niet bekend, in 2 periodes")


def test_one_row_and_three_rows_cost_the_same_queries(leiden, django_assert_num_queries):
    add(leiden, "Een", 1, 2)
    client = Client()
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    add(leiden, "Twee", 1, 2)
    add(leiden, "Drie", 1, 2)
    with django_assert_num_queries(6):
        client.get(LIST)


def upload(client, content, name="werk.json"):
    client.post("/leiden/werk/bronnen/nieuw/", {"name": "Melvin", "kind": "melvin"})
    page = client.get("/leiden/werk/bronnen/").context["sources"][0]
    return client.post(f"/leiden/werk/bronnen/{page.pk}/", {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_read_looked_at_and_taken_over(leiden, sign_in):
    office = sign_in("office")
    reading = upload(office, odd_melvin_file()).url
    assert office.get(reading).context["is_looking"]
    assert work_once()
    page = office.get(reading)
    assert page.context["counts"] == {"new": 11, "changed": 0, "same": 0, "vanished": 0}
    assert "Eindigt op een dag die voor" in page.content.decode()
    office.post(f"{reading}overnemen/")
    assert work_once()
    assert len(names(office)) == 11
    with scope(collective=leiden):
        assert Work.objects.count() == 11


def test_another_file_is_refused_in_words_and_nothing_is_kept(leiden, sign_in):
    office = sign_in("office")
    reading = upload(office, b"%PDF-1.7").url
    work_once()
    assert "Er is niets overgenomen." in office.get(reading).content.decode()
    with scope(collective=leiden):
        assert (Work.objects.count(), WorksReading.objects.get().place) == (0, "")


@pytest.mark.parametrize("kind", ["board", "umbrella_board", "park_manager", "member", "partner"])
def test_only_the_office_brings_works_in(leiden, sign_in, kind):
    client = sign_in(kind)
    assert client.get("/leiden/werk/bronnen/").status_code == 403
    assert client.post("/leiden/werk/bronnen/nieuw/", {"name": "x", "kind": "melvin"}).status_code == 403
