"""Whether what goes on behind the scenes goes on."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from ..enums import JobState
from ..models import Collective, Job, OutgoingMail, RecurringWork
from ..services.jobs import SILENCE
from .finding import Finding, some

WORKER_IS_AWAY_AFTER = timedelta(minutes=10)
WAITS_TOO_LONG_AFTER = timedelta(minutes=30)
# Comes round by itself, so that when it is due next says when a worker last looked.
BEAT = "core.worker_is_here"
BEAT_EVERY = timedelta(seconds=20)


def last_beat() -> datetime | None:
    """When a worker last looked round: what comes round is put off from that moment."""
    row = RecurringWork.objects.filter(name=BEAT).first()
    return row.next_at - BEAT_EVERY if row else None


def worker_is_here() -> bool:
    """It beats, or it is at one job for long and says so there."""
    since = timezone.now() - WORKER_IS_AWAY_AFTER
    beat = last_beat()
    if beat is not None and beat > since:
        return True
    with scopes_disabled():
        return Job.objects.filter(state=JobState.RUNNING, seen_at__gt=timezone.now() - SILENCE).exists()


def check_worker() -> Iterator[Finding]:
    """An installation without a collective may not have been started yet."""
    if Collective.objects.exists() and not worker_is_here():
        yield Finding(
            "worker",
            _("No worker is at work: nothing goes on behind the scenes."),
            _("Start one: speerpunt work (speerpunt serve starts its own)."),
        )


def check_jobs() -> Iterator[Finding]:
    with scopes_disabled():
        long_ago = timezone.now() - WAITS_TOO_LONG_AFTER
        waiting = list(
            Job.objects.filter(state=JobState.QUEUED, created_at__lt=long_ago).values_list("pk", flat=True)
        )
        silent = Job.objects.filter(state=JobState.RUNNING, seen_at__lt=timezone.now() - 2 * SILENCE)
        stuck = list(silent.values_list("pk", flat=True))
    if waiting or stuck:
        yield Finding(
            "jobs",
            _("Jobs wait or stand still for long: %(numbers)s.") % {"numbers": some([*waiting, *stuck])},
            _("See to it that a worker runs, or start one more: speerpunt work"),
        )


def check_mail() -> Iterator[Finding]:
    given_up = OutgoingMail.objects.filter(due_at__isnull=True).count()
    if given_up:
        yield Finding(
            "mail",
            _("%(count)d mails were given up.") % {"count": given_up},
            _("See why under Account > Beheer, mend the mail server, and send them once more there."),
        )
