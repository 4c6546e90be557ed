"""Work behind the scenes: taken up once, told plainly, never lost when a worker dies."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.core import registry, work
from speerpunt.core.enums import JobState
from speerpunt.core.models import HistoryEvent, Job, RecurringWork
from speerpunt.core.registry import JobKind, JobOutcome, Recurring
from speerpunt.core.services.jobs import (
    MOST_ATTEMPTS,
    SILENCE,
    JobProblem,
    claim_job,
    enqueue_job,
    forget_old_jobs,
    retry_job,
)
from speerpunt.core.services.progress import progress_of
from speerpunt.core.work import do_recurring_work, work_once
from tests.factories import make_collective, make_visitor

pytestmark = pytest.mark.django_db

DONE: list[str] = []


def greet(job, note):
    """Sees its own collective only."""
    note.begin(2)
    note.add(1)
    assert progress_of(job.pk) == (1, 2)
    DONE.append(f"{job.arguments['word']} {HistoryEvent.objects.count()}")
    return JobOutcome("Klaar", "/leiden/")


def refuse(job, note):
    raise JobProblem("Het bestand is leeg.")


def break_down(job, note):
    raise ZeroDivisionError


def stop(job, note):
    raise SystemExit


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    DONE.clear()
    for task in (greet, refuse, break_down, stop):
        kind = JobKind(f"test.{task.__name__}", task.__name__, f"{__name__}.{task.__name__}")
        monkeypatch.setitem(registry._job_kinds, kind.name, kind)


@pytest.fixture
def leiden():
    return make_collective("leiden")


def ask(leiden, task="greet", **fields):
    with scope(collective=leiden):
        return enqueue_job(f"test.{task}", collective=leiden, by=None, word="Goedendag", **fields)


def now(leiden, job):
    with scope(collective=leiden):
        job.refresh_from_db()
    return job


def test_it_is_done_once_within_its_collective(leiden):
    job = ask(leiden)
    assert work_once() is True
    assert (DONE, now(leiden, job).state, job.message, job.page) == (
        ["Goedendag 0"],
        JobState.DONE,
        "Klaar",
        "/leiden/",
    )
    assert work_once() is False
    assert progress_of(job.pk) is None


def test_who_asked_first_comes_first(leiden):
    first, second = ask(leiden), ask(leiden)
    assert [claim_job(), claim_job(), claim_job()] == [first, second, None]


@pytest.mark.parametrize(
    ("task", "problem"),
    [
        ("refuse", "Het bestand is leeg."),
        ("break_down", "Er ging iets mis. Het staat in het logboek van de server."),
    ],
)
def test_what_fails_says_why_and_is_tried_again_on_request(leiden, task, problem):
    job = ask(leiden, task)
    work_once()
    assert (now(leiden, job).state, job.problem) == (JobState.FAILED, problem)
    with scope(collective=leiden):
        assert retry_job(job) is True
        assert retry_job(job) is False
    work_once()
    assert (now(leiden, job).state, job.attempts) == (JobState.FAILED, 1)


def test_a_worker_that_is_stopped_puts_it_back(leiden):
    job = ask(leiden, "stop")
    with pytest.raises(SystemExit):
        work_once()
    assert (now(leiden, job).state, job.worker) == (JobState.QUEUED, "")


@pytest.mark.parametrize(
    ("silence", "is_taken_up"),
    [
        (timedelta(0), False),
        (2 * SILENCE, True),
    ],
)
def test_the_work_of_a_silent_worker_is_taken_up(leiden, silence, is_taken_up):
    job = ask(leiden)
    seen_at = timezone.now() - silence
    with scope(collective=leiden):
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, attempts=1, worker="elders:1", seen_at=seen_at
        )
    work_once()
    assert (now(leiden, job).state == JobState.DONE) is is_taken_up


def test_the_work_of_a_dead_process_is_taken_up_at_once(leiden, monkeypatch):
    job = ask(leiden)
    claim_job()
    monkeypatch.setattr("speerpunt.core.services.jobs.os.getpid", lambda: 999_999_999)
    with scope(collective=leiden):
        Job.objects.filter(pk=job.pk).update(worker=now(leiden, job).worker.split(":")[0] + ":999999998")
    work_once()
    assert now(leiden, job).state == JobState.DONE


def test_what_kills_every_worker_fails_in_the_end(leiden):
    job = ask(leiden)
    with scope(collective=leiden):
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=MOST_ATTEMPTS, seen_at=None)
    work_once()
    assert (now(leiden, job).state, DONE) == (JobState.FAILED, [])


def test_two_workers_do_not_take_the_same(leiden, monkeypatch):
    """The other one claims it between our looking and our claiming."""
    job = ask(leiden)
    update = type(Job._base_manager.all()).update

    def beaten(self, **values):
        monkeypatch.undo()
        Job._base_manager.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
        return update(self, **values)

    monkeypatch.setattr(type(Job._base_manager.all()), "update", beaten)
    assert claim_job() is None


def test_what_comes_round_comes_when_it_is_due_and_once(monkeypatch):
    came = []
    monkeypatch.setattr(
        work, "recurring", lambda: [Recurring("test", timedelta(hours=1), lambda: came.append(1))]
    )
    do_recurring_work()
    do_recurring_work()
    assert came == [1]
    RecurringWork.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    do_recurring_work()
    assert came == [1, 1]


def test_what_comes_round_and_fails_keeps_nothing_else_up(monkeypatch, caplog):
    came = []

    def fail():
        raise ValueError

    found = [
        Recurring("fails", timedelta(hours=1), fail),
        Recurring("works", timedelta(hours=1), lambda: came.append(1)),
    ]
    monkeypatch.setattr(work, "recurring", lambda: found)
    do_recurring_work()
    assert (came, [line.message for line in caplog.records]) == ([1], ["fails failed"])


def test_looking_for_what_is_due_takes_one_query(monkeypatch, django_assert_num_queries):
    found = [Recurring(f"test {number}", timedelta(hours=1), lambda: None) for number in range(3)]
    monkeypatch.setattr(work, "recurring", lambda: found)
    do_recurring_work()
    with django_assert_num_queries(1):
        do_recurring_work()


def test_the_office_tries_again_with_the_rights_of_who_asked(leiden):
    job = ask(leiden, "refuse")
    work_once()
    office = make_visitor(leiden, "office")
    client = Client()
    client.force_login(office)
    client.post(f"/leiden/achtergrond/{job.pk}/opnieuw/")
    assert now(leiden, job).requested_by == job.requested_by


def test_what_ended_long_ago_goes(leiden):
    old, fresh = ask(leiden), ask(leiden)
    work_once()
    work_once()
    with scope(collective=leiden):
        Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
        forget_old_jobs()
        assert list(Job.objects.values_list("pk", flat=True)) == [fresh.pk]
