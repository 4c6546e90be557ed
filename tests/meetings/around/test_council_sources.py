"""Agendas of the council are read from an address time and again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.work import work_once
from speerpunt.meetings import tasks
from speerpunt.meetings.models import CouncilItem, CouncilSource
from speerpunt.meetings.services.council_sources import due_council_sources, read_due_sources
from tests import factories as make
from tests.elsewhere import let_in, served

from .agendas import meeting, notubiz, point

pytestmark = pytest.mark.django_db

PAGE = "/leiden/overleg/raad/bronnen/"


@pytest.fixture
def council(monkeypatch):
    let_in(monkeypatch, tasks)
    with served(notubiz(), "agenda.json") as server:
        yield server


def source_at(leiden, url, kind="office"):
    with scope(collective=leiden):
        return make.make_council_source(leiden, url=url, set_by=make.make_visitor(leiden, kind))


def read_all():
    read_due_sources()
    while work_once():
        pass


def items(leiden):
    with scope(collective=leiden):
        return list(CouncilItem.objects.order_by("position").values_list("title", flat=True))


def test_a_source_is_read_when_its_hours_are_over_and_what_we_chose_stays(leiden, council):
    source = source_at(leiden, council.url)
    read_all()
    assert (len(items(leiden)), due_council_sources()) == (3, [])
    with scope(collective=leiden):
        CouncilItem.objects.filter(title="Opening").update(state="follow")
        CouncilSource.objects.filter(pk=source.pk).update(asked_at=timezone.now() - timedelta(hours=25))
    council.content = notubiz(meeting(agenda_items=[point(2, "Een ander punt")]))
    read_all()
    assert sorted(items(leiden)) == ["Een ander punt", "Opening"]
    source.refresh_from_db()
    assert (source.problem, source.read_at is not None) == ("", True)


def test_an_address_behind_our_doors_is_not_read_and_told(leiden):
    source = source_at(leiden, "http://127.0.0.1/agenda.json")
    read_all()
    source.refresh_from_db()
    assert source.problem == "Dit adres staat niet op het open internet en wordt dus niet gelezen."


@pytest.mark.parametrize("content", [b"<html>Onderhoud</html>", b"[]", b" " * (4 * 1024 * 1024 + 1)])
def test_what_is_no_agenda_leaves_what_there_is(leiden, council, content):
    source = source_at(leiden, council.url)
    read_all()
    council.content = content
    with scope(collective=leiden):
        CouncilSource.objects.update(asked_at=None)
    read_all()
    source.refresh_from_db()
    assert (bool(source.problem), len(items(leiden))) == (True, 3)


def test_who_may_not_bring_in_any_more_reads_nothing(leiden, council):
    source = source_at(leiden, council.url, kind="board")
    read_all()
    source.refresh_from_db()
    assert (items(leiden), "Bewaar de bron opnieuw" in source.problem) == ([], True)


def test_the_office_adds_changes_and_removes_a_source(leiden, council, signed_in):
    office = signed_in(make.make_visitor(leiden, "office"))
    values = {"name": "Notubiz", "url": council.url, "every_hours": "12"}
    assert office.post(f"{PAGE}nieuw/", values).status_code == 302
    while work_once():
        pass
    assert len(items(leiden)) == 3
    assert "al een bron met die naam" in office.post(f"{PAGE}nieuw/", values).content.decode()
    with scope(collective=leiden):
        source = CouncilSource.objects.get()
    office.post(f"{PAGE}{source.pk}/", {**values, "every_hours": "6"})
    source.refresh_from_db()
    assert (source.every_hours, source.asked_at) == (6, None)
    assert "6 uur" in office.get(PAGE).content.decode()
    office.post(f"{PAGE}{source.pk}/weg/")
    with scope(collective=leiden):
        assert (CouncilSource.objects.count(), len(items(leiden))) == (0, 3)


def test_a_source_of_another_collective_is_not_there(leiden, signed_in):
    elsewhere = make.make_collective("delft")
    theirs = source_at(elsewhere, "https://raad.example/agenda.json")
    office = signed_in(make.make_visitor(leiden, "office"))
    for path in ("", "lees/", "weg/"):
        assert office.post(f"{PAGE}{theirs.pk}/{path}").status_code == 404
