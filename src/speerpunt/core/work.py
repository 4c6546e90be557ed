"""The worker: takes up one job after the other, and what comes round by itself."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_scopes import scope

from .bell import Bell
from .models import Job, RecurringWork
from .registry import Recurring, announce, job_kind, recurring
from .services.jobs import (
    JobProblem,
    abandoned_jobs,
    claim_job,
    finish_job,
    put_back_job,
    say_alive,
)
from .services.progress import ProgressNote

logger = logging.getLogger(__name__)

# Announced with `job`, within its collective: whoever asked gets the rights that he has now.
JOB_BEGINS = "core.job_begins"
# Announced once in the process of a prompt worker: whoever has much to read first does so now.
PROMPT_WORKER_BEGINS = "core.prompt_worker_begins"

PAUSE_SECONDS = 0.5
SAY_ALIVE_SECONDS = 20.0


def work_for_good(is_over: Callable[[], bool], *, is_prompt: bool = False) -> None:
    """Until `is_over`. What goes wrong with the database passes; the work waits."""
    work = work_promptly if is_prompt else work_once
    with Bell() as bell:
        if is_prompt:
            _get_ready()
        while not is_over():
            try:
                is_busy = work()
            except DatabaseError as problem:
                logger.warning("Jobs wait, the database does not answer: %s", problem)
                is_busy = False
            if not is_busy:
                connections.close_all()
                bell.wait(PAUSE_SECONDS)


def _get_ready() -> None:
    """What fails now is tried again by the first job."""
    try:
        announce(PROMPT_WORKER_BEGINS)
    except Exception:
        logger.exception("A prompt worker begins unprepared")


def work_promptly() -> bool:
    """One job that somebody waits for; false when there is none. All else is left to other workers."""
    job = claim_job(is_prompt=True)
    if job is not None:
        run_job(job)
    return job is not None


def work_once() -> bool:
    """Take up what was left, do what comes round, and one job; false when nothing waits."""
    for job in abandoned_jobs():
        with scope(collective=job.collective), translation.override(settings.LANGUAGE_CODE):
            put_back_job(job, problem=_("The server stopped while this was going on. Try again."))
    do_recurring_work()
    job = claim_job()
    if job is not None:
        run_job(job)
    return job is not None


def do_recurring_work() -> None:
    """What is due, each by itself: one that fails is tried anew when it comes round, and keeps nothing else up."""
    now = timezone.now()
    due_at = dict(RecurringWork.objects.values_list("name", "next_at"))
    for each in recurring():
        is_due = due_at.get(each.name, now) <= now and each.is_needed()
        if is_due and _is_mine(each.name, now, each.every):
            _run_recurring(each)


def _is_mine(name: str, now: datetime, every: timedelta) -> bool:
    """Of several workers one does it."""
    row, _is_new = RecurringWork.objects.get_or_create(name=name, defaults={"next_at": now})
    same = RecurringWork.objects.filter(pk=row.pk, next_at=row.next_at, next_at__lte=now)
    return bool(same.update(next_at=now + every))


def _run_recurring(work: Recurring) -> None:
    try:
        work.run()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("%s failed", work.name)


def run_job(job: Job) -> None:
    """Within its collective, in the language of the site. Interrupted, it goes back to those that wait."""
    with scope(collective=job.collective), translation.override(settings.LANGUAGE_CODE), _heartbeat(job.pk):
        try:
            announce(JOB_BEGINS, job=job)
            with ProgressNote(job.pk) as note:
                outcome = import_string(job_kind(job.kind).task)(job, note)
            finish_job(job, message=outcome.message, page=outcome.page)
        except JobProblem as problem:
            finish_job(job, problem=str(problem))
        except DatabaseError:
            put_back_job(job, problem=_("The database did not answer. Try again."))
            raise
        except Exception:
            logger.exception("Job %d failed", job.pk)
            finish_job(job, problem=_("Something went wrong. It stands in the log of the server."))
        except BaseException:
            put_back_job(job, problem=_("The server stopped while this was going on. Try again."))
            raise


@contextmanager
def _heartbeat(job_id: int) -> Iterator[None]:
    over = threading.Event()

    def beat() -> None:
        while not over.wait(SAY_ALIVE_SECONDS):
            try:
                say_alive(job_id)
            except DatabaseError:  # the job itself may be writing for long
                continue
        connections.close_all()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
