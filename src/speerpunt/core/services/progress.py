"""How far a job is. Kept in a file: until the job is done, its transaction hides every row it writes."""

import json
from pathlib import Path
from typing import Self

from django.conf import settings

Progress = tuple[int, int]


class ProgressNote:
    """Takes down how much is done, at each percent; gone when the work is."""

    def __init__(self, job_id: int) -> None:
        self.file = _file(job_id)
        self.total = 1
        self.done = self.noted = 0

    def __enter__(self) -> Self:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.unlink(missing_ok=True)

    def begin(self, total: int) -> None:
        self.total = max(total, 1)
        self._write()

    def add(self, count: int) -> None:
        self.done += count
        if (self.done - self.noted) * 100 >= self.total:
            self._write()

    def _write(self) -> None:
        """Whole or not at all, for somebody may be reading it."""
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps([self.done, self.total]))
        draft.replace(self.file)
        self.noted = self.done


class Unnoted:
    """For work that nobody follows."""

    def begin(self, total: int) -> None:
        pass

    def add(self, count: int) -> None:
        pass


def progress_of(job_id: int) -> Progress | None:
    """What is done and what there is in all; None while that is not known."""
    try:
        done, total = json.loads(_file(job_id).read_text())
    except FileNotFoundError:
        return None
    return done, total


def _file(job_id: int) -> Path:
    return Path(settings.VAR) / "progress" / f"job-{job_id}.json"
