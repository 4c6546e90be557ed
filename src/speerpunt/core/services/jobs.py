"""Work behind the scenes, as rows that the person who asked for it sees.

A job may run twice: a worker that dies leaves it half-way, and another takes it up. So each job writes all or
nothing, and a second time changes nothing.
"""

import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from ..bell import ring
from ..enums import JobState
from ..models import Collective, Job, User
from ..registry import prompt_kinds

# Whoever works says so more often than this; of who does not, the work is taken over.
SILENCE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=30)
# A worker for everything takes a prompt job only when no prompt worker has done so by then.
LEFT_TO_PROMPT_WORKERS = timedelta(seconds=5)


class JobProblem(Exception):
    """Why a job cannot be done; the message is for the person who asked for it."""


def enqueue_job(
    kind: str, *, collective: Collective, by: User | None, subject: str = "", **arguments: Any
) -> Job:
    """Ask for work. In a transaction it begins only when that holds."""
    job = Job.objects.create(
        collective=collective, kind=kind, requested_by=by, subject=subject[:200], arguments=arguments
    )
    transaction.on_commit(ring)
    return job


def claim_job(*, is_prompt: bool = False) -> Job | None:
    """The job that waits longest, and that no other worker takes at the same moment; a prompt worker takes prompt ones."""
    with scopes_disabled():
        for job in _waiting(is_prompt=is_prompt).order_by("created_at", "pk")[:10]:
            same = Job.objects.filter(pk=job.pk, state=JobState.QUEUED, attempts=job.attempts)
            now = timezone.now()
            if same.update(
                state=JobState.RUNNING,
                attempts=F("attempts") + 1,
                started_at=now,
                seen_at=now,
                worker=worker_name(),
            ):
                job.refresh_from_db()
                return job
    return None


def _waiting(*, is_prompt: bool) -> QuerySet[Job]:
    waiting = Job.objects.filter(state=JobState.QUEUED)
    if is_prompt:
        return waiting.filter(kind__in=prompt_kinds())
    left = timezone.now() - LEFT_TO_PROMPT_WORKERS
    return waiting.exclude(kind__in=prompt_kinds(), created_at__gt=left)


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def say_alive(job_id: int) -> None:
    with scopes_disabled():
        Job.objects.filter(pk=job_id, worker=worker_name()).update(seen_at=timezone.now())


@transaction.atomic
def finish_job(job: Job, *, message: str = "", page: str = "", problem: str = "") -> None:
    """Done, or failed with a reason; `page` is where the result stands."""
    job.state = JobState.FAILED if problem else JobState.DONE
    job.message, job.page, job.problem = message, page, problem
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "message", "page", "problem", "finished_at"])


@transaction.atomic
def put_back_job(job: Job, *, problem: str) -> None:
    """To the end of those that wait; after a few attempts it has failed."""
    if job.attempts >= MOST_ATTEMPTS:
        finish_job(job, problem=problem)
        return
    job.state, job.worker = JobState.QUEUED, ""
    job.save(update_fields=["state", "worker"])


@transaction.atomic
def retry_job(job: Job) -> bool:
    """Once more, with the rights of who asked for it first; false when it did not fail, or goes on again already."""
    failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
    return bool(failed.update(state=JobState.QUEUED, attempts=0, problem="", finished_at=None))


def abandoned_jobs() -> Iterator[Job]:
    """Those of a worker that is silent, or of this machine and dead."""
    with scopes_disabled():
        running = list(Job.objects.filter(state=JobState.RUNNING))
    for job in running:
        is_silent = job.seen_at is None or job.seen_at < timezone.now() - SILENCE
        if is_silent or _is_dead(job.worker):
            yield job


def _is_dead(worker: str) -> bool:
    host, _colon, number = worker.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def forget_old_jobs() -> None:
    with scopes_disabled():
        Job.objects.filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()
