"""How far a long import is. Kept in a file: until the import is done, its transaction hides every row it writes."""

import json
from pathlib import Path
from typing import Self

from django.conf import settings

Progress = tuple[int, int]


class ProgressNote:
    """Takes down how many rows are done, at each percent; gone when the work is."""

    def __init__(self, draft_id: int, total: int) -> None:
        self.file = _file(draft_id)
        self.total = max(total, 1)
        self.done = self.noted = 0

    def __enter__(self) -> Self:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._write()
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.unlink(missing_ok=True)

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


def progress_of(draft_id: int) -> Progress | None:
    """Rows done and rows in all; None while nothing is under way."""
    try:
        done, total = json.loads(_file(draft_id).read_text())
    except FileNotFoundError:
        return None
    return done, total


def _file(draft_id: int) -> Path:
    return Path(settings.VAR) / "progress" / f"import-{draft_id}.json"
