"""What the commands that import and export have in common."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from ..models import Collective


def add_file_and_collective(parser: CommandParser, about_file: str = "") -> None:
    parser.add_argument("file", type=Path, help=about_file or None)
    parser.add_argument(
        "--collective",
        required=True,
        help=_("first part of its address, such as %(slug)s") % {"slug": "leiden"},
    )


def named_collective(slug: str) -> Collective:
    found = Collective.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(_("There is no collective “%(slug)s”.") % {"slug": slug})
    return found


@contextmanager
def files_told_plainly() -> Iterator[None]:
    """What is the matter with a file, in the words of who typed its name."""
    try:
        yield
    except OSError as problem:
        raise CommandError(_file_problem(problem)) from problem


def _file_problem(problem: OSError) -> str:
    reasons = {
        errno.ENOENT: _("%(file)s: there is no such file or folder."),
        errno.EISDIR: _("%(file)s is a folder, not a file."),
        errno.ENOTDIR: _("%(file)s: part of this path is not a folder."),
        errno.EACCES: _("%(file)s: you may not read or write this."),
        errno.ENOSPC: _("%(file)s: the disk is full."),
    }
    told = {"file": problem.filename or "", "reason": problem.strerror or problem}
    return reasons.get(problem.errno or 0, _("%(file)s: %(reason)s")) % told


def progress_bar(total: int) -> Any:
    """On a terminal only; gone from a log or a pipe."""
    return tqdm(total=total, unit=_(" rows"), disable=None)
