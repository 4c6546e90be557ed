"""What came in is read behind the scenes."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import Collective, Job, User
from speerpunt.core.services.jobs import enqueue_job

from ..enums import TextState
from ..models import DocumentVersion
from .documents import Taken

READ_JOB = "documents.read_files"
MISSED_AFTER = timedelta(hours=1)
LOOKED_BACK = timedelta(hours=12)


def read_later(collective: Collective, taken: Iterable[Taken], *, by: User | None) -> Job | None:
    """The text of what is new, and its pages as pictures; None when all was read before."""
    waiting = [each for each in taken if each.waits_to_be_read]
    files = sorted({each.version.stored_id for each in waiting if each.version is not None})
    if not files:
        return None
    names = ", ".join(each.document.name for each in waiting)
    return enqueue_job(READ_JOB, collective=collective, by=by, subject=names, files=files)


def read_what_was_missed() -> None:
    """Of a server that was killed between keeping a file and asking for its text."""
    now = timezone.now()
    for collective in Collective.objects.all():
        with scope(collective=collective):
            recent = DocumentVersion.objects.filter(
                uploaded_at__range=(now - LOOKED_BACK, now - MISSED_AFTER)
            )
            missed = recent.filter(stored__text_state=TextState.WAITING)
            files = sorted(set(missed.values_list("stored_id", flat=True)))
            if files:
                enqueue_job(READ_JOB, collective=collective, by=None, files=files)
