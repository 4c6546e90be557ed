"""A worker hears that a job was asked for; without a bell it looks by itself."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.core import registry
from speerpunt.core.bell import Bell, ring
from speerpunt.core.models import Job
from speerpunt.core.registry import JobKind, JobOutcome
from speerpunt.core.services.jobs import LEFT_TO_PROMPT_WORKERS, enqueue_job
from speerpunt.core.work import work_once, work_promptly
from tests.factories import make_collective

LONG = 30.0


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.VAR = tmp_path


def test_a_ring_ends_the_wait():
    with Bell() as bell:
        threading.Timer(0.05, ring).start()
        begin = time.monotonic()
        bell.wait(LONG)
        assert time.monotonic() - begin < LONG / 2


def test_a_ring_from_before_is_heard_and_counts_once():
    with Bell() as bell:
        for _turn in range(3):
            ring()
        bell.wait(LONG)
        begin = time.monotonic()
        bell.wait(0.05)
        assert time.monotonic() - begin >= 0.04


def test_nobody_is_disturbed_by_a_bell_that_is_left_over(tmp_path):
    with Bell():
        pass
    assert list((tmp_path / "bells").iterdir()) == []
    bell = Bell()
    bell.__enter__()
    assert bell._socket
    bell._socket.close()
    ring()
    assert list((tmp_path / "bells").iterdir()) == []


def test_where_no_bell_can_hang_one_only_waits(tmp_path, settings):
    settings.VAR = tmp_path / ("long" * 40)
    with Bell() as bell:
        ring()
        bell.wait(0.01)


def greet(job, note):
    return JobOutcome("Klaar")


@pytest.mark.django_db
def test_a_prompt_job_is_left_to_prompt_workers_for_a_while(monkeypatch):
    for name, is_prompt in (("test.slow", False), ("test.prompt", True)):
        kind = JobKind(name, name, f"{__name__}.greet", is_prompt=is_prompt)
        monkeypatch.setitem(registry._job_kinds, name, kind)
    leiden = make_collective("leiden")
    with scope(collective=leiden):
        enqueue_job("test.prompt", collective=leiden, by=None)
        assert not work_once()
        enqueue_job("test.slow", collective=leiden, by=None)
        assert work_promptly()
        assert not work_promptly()
        assert work_once()
        enqueue_job("test.prompt", collective=leiden, by=None)
        late = Job.objects.filter(state="queued")
        late.update(created_at=timezone.now() - LEFT_TO_PROMPT_WORKERS - timedelta(seconds=1))
        assert work_once()
