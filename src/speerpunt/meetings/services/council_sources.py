"""Addresses at which agendas of the council stand: read by themselves, each with the right of who set it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, Job, User
from speerpunt.core.services import record, save_changes
from speerpunt.core.services.jobs import enqueue_job

from ..models import CouncilSource

FETCH_JOB = "meetings.fetch_council"


@transaction.atomic
def add_council_source(collective: Collective, *, by: User, **values: Any) -> CouncilSource:
    source = CouncilSource.objects.create(collective=collective, set_by=by, **values)
    record(source, Verb.CREATED, by=by)
    return source


@transaction.atomic
def change_council_source(source: CouncilSource, *, by: User, **values: Any) -> None:
    """From now on it is read with the right of who changed it; what stands there is asked anew."""
    if save_changes(source, by=by, **values):
        CouncilSource.objects.filter(pk=source.pk).update(set_by=by, asked_at=None, problem="")


@transaction.atomic
def remove_council_source(source: CouncilSource, *, by: User) -> None:
    """What came from there stays."""
    record(source, Verb.DELETED, by=by, note=source.name)
    source.delete()


@transaction.atomic
def read_council_source(source: CouncilSource, *, by: User | None) -> Job:
    CouncilSource.objects.filter(pk=source.pk).update(asked_at=timezone.now())
    return enqueue_job(FETCH_JOB, collective=source.collective, by=by, subject=source.name, source=source.pk)


def read_due_sources() -> None:
    """Of all collectives: those whose hours are over."""
    for source in due_council_sources():
        with scope(collective=source.collective):
            read_council_source(source, by=source.set_by)


def due_council_sources() -> list[CouncilSource]:
    now = timezone.now()
    with scopes_disabled():
        rows = CouncilSource.objects.filter(set_by__isnull=False).select_related("collective", "set_by")
        return [
            source
            for source in rows
            if source.asked_at is None or source.asked_at + timedelta(hours=source.every_hours) <= now
        ]


def note_outcome(source: CouncilSource, problem: str) -> None:
    """Why it could not be read; nothing when it could."""
    read_at = source.read_at if problem else timezone.now()
    CouncilSource.objects.filter(pk=source.pk).update(problem=problem[:200], read_at=read_at)
