"""Jobs as a page shows them."""

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..enums import JobState
from ..models import Job
from ..registry import job_title, prompt_kinds
from ..services.progress import progress_of

BLOCKS = 10
SAY_HOW_LONG_AFTER = 10  # seconds


def jobs_visible_to(user: Any) -> QuerySet[Job]:
    """One's own; the office sees those of everybody. What a page waits for is told on that page."""
    rows = Job.objects.exclude(kind__in=prompt_kinds()).select_related("requested_by")
    return rows if user.has_perm("core.view_all_jobs") else rows.filter(requested_by_id=user.pk)


def is_under_way(kind: str) -> bool:
    """Somebody asked for it, and it is not done yet."""
    return Job.objects.filter(kind=kind, state__in=(JobState.QUEUED, JobState.RUNNING)).exists()


@dataclass(frozen=True)
class FollowedJob:
    """`done` of `total` while that is known."""

    job: Job
    title: Any
    done: int
    total: int

    @property
    def blocks(self) -> list[bool]:
        """Ten, of which the first are filled."""
        filled = BLOCKS * self.done // self.total if self.total else 0
        return [place < filled for place in range(BLOCKS)]

    @property
    def seconds_left(self) -> int:
        """As it went so far; 0 while nobody wonders how long it takes."""
        if not self.done or self.job.started_at is None:
            return 0
        passed = (timezone.now() - self.job.started_at).total_seconds()
        return math.ceil((self.total - self.done) * passed / self.done) if passed > SAY_HOW_LONG_AFTER else 0


def as_followed(job: Job) -> FollowedJob:
    done, total = (None if job.is_over else progress_of(job.pk)) or (0, 0)
    return FollowedJob(job, job_title(job.kind), done, total)
