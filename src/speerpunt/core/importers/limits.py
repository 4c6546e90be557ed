"""What a file may be at most, and what is said when it is more."""

import re

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 80
LONGEST_CELL = 5_000
# The two databases treat these differently, so they stop at the door.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class UploadProblem(Exception):
    """Why a file cannot be read; the message is for the person at the screen."""


def check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise UploadProblem(
            _("The file is larger than %(most)d MB. Split it and bring the parts in one by one.")
            % {"most": MOST_BYTES // (1024 * 1024)}
        )
    if size == 0:
        raise UploadProblem(_("The file is empty. Choose another file."))


def check_shape(line: int, row_count: int, cells: list[str]) -> None:
    if row_count > MOST_ROWS:
        raise UploadProblem(
            _("The file has more than %(most)d rows. Split it and bring the parts in one by one.")
            % {"most": MOST_ROWS}
        )
    if len(cells) > MOST_COLUMNS:
        raise UploadProblem(
            _("Line %(line)d has more than %(most)d columns. Remove the columns that are not needed.")
            % {"line": line, "most": MOST_COLUMNS}
        )
    if any(UNSTORABLE.search(cell) for cell in cells):
        raise UploadProblem(
            _("Line %(line)d has a sign that cannot be kept. Type that cell again.") % {"line": line}
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise UploadProblem(
            _("Line %(line)d has a cell of more than %(most)d signs. Shorten it.")
            % {"line": line, "most": LONGEST_CELL}
        )
