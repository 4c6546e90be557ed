"""Works are read from an address time and again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.work import work_once
from speerpunt.puzzle import tasks
from speerpunt.puzzle.models import Work, WorkSource, WorksReading
from speerpunt.puzzle.services.readings import ask_for_due_sources, due_sources
from tests import factories as make
from tests.elsewhere import let_in, served
from tests.factories.melvin import melvin_file, situation


@pytest.fixture
def feed(monkeypatch):
    let_in(monkeypatch, tasks)
    with served(melvin_file(situation("1"), situation("2")), "werk.json") as server:
        yield server


def source_at(leiden, url, by, **fields):
    with scope(collective=leiden):
        return make.make_work_source(leiden, url=url, every_hours=6, set_by=by, **fields)


def read_all():
    ask_for_due_sources()
    while work_once():
        pass


def test_a_source_is_read_when_its_hours_are_over(leiden, feed):
    source = source_at(leiden, feed.url, make.make_visitor(leiden, "office"), is_taken_over=True)
    read_all()
    assert due_sources() == []
    with scope(collective=leiden):
        assert Work.objects.count() == 2
        feed.content = melvin_file(situation("1", impact="HUGE"))
        WorkSource.objects.filter(pk=source.pk).update(asked_at=timezone.now() - timedelta(hours=7))
    read_all()
    with scope(collective=leiden):
        assert Work.objects.get(outside_id="1").hindrance == "huge"
        assert Work.objects.get(outside_id="2").vanished_at is not None


def test_what_is_not_taken_over_at_once_waits(leiden, feed):
    source_at(leiden, feed.url, make.make_visitor(leiden, "office"))
    read_all()
    with scope(collective=leiden):
        assert (Work.objects.count(), WorksReading.objects.get().state) == (0, "review")


def test_an_address_behind_our_doors_is_not_read_and_told(leiden):
    source = source_at(leiden, "http://127.0.0.1/werk.json", make.make_visitor(leiden, "office"))
    read_all()
    source.refresh_from_db()
    assert source.problem == "Dit adres staat niet op het open internet en wordt dus niet gelezen."
    with scope(collective=leiden):
        assert WorksReading.objects.count() == 0


def test_who_may_not_import_any_more_reads_nothing(leiden, feed):
    source_at(leiden, feed.url, make.make_visitor(leiden, "member"), is_taken_over=True)
    read_all()
    with scope(collective=leiden):
        assert Work.objects.count() == 0


def test_another_file_leaves_what_there_is(leiden, feed):
    source = source_at(leiden, feed.url, make.make_visitor(leiden, "office"), is_taken_over=True)
    read_all()
    feed.content = b"<html>Onderhoud</html>"
    with scope(collective=leiden):
        WorkSource.objects.update(asked_at=None)
    read_all()
    source.refresh_from_db()
    assert source.problem
    with scope(collective=leiden):
        assert Work.objects.filter(vanished_at__isnull=True).count() == 2
