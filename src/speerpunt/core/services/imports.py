"""Files that come in: kept between the steps, then written in one go, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Collective, ImportDraft, User
from ..queries.imports import digest_of_wider
from ..sheets import Progress, RowProblem, Sheet, SheetRow, Table

KEPT_FOR = timedelta(hours=24)


class ImportProblem(Exception):
    """Why nothing was written; the message is for the person at the screen."""

    def __init__(self, message: str, problems: Sequence[RowProblem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


@dataclass(frozen=True)
class ImportReport:
    new: int
    changed: int
    unchanged: int


@transaction.atomic
def keep_upload(
    collective: Collective, *, by: User, sheet: str, file_name: str, content: bytes
) -> ImportDraft:
    """The file itself, until it is read. One draft for each person and sheet at a time; what is old goes."""
    ImportDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    ImportDraft.objects.filter(user=by, sheet=sheet).delete()
    return ImportDraft.objects.create(
        collective=collective,
        user=by,
        sheet=sheet,
        file_name=file_name[:200],
        content=content,
        expires_at=timezone.now() + KEPT_FOR,
    )


@transaction.atomic
def fill_draft(draft: ImportDraft, table: Table, matching: Mapping[str, int], *, is_unfolded: bool) -> None:
    """What was read takes the place of the file."""
    draft.headings, draft.rows = table.headings, table.rows
    draft.matching = dict(matching)
    draft.is_unfolded = is_unfolded
    draft.content = b""
    draft.save(update_fields=["headings", "rows", "matching", "is_unfolded", "content"])


@transaction.atomic
def match_columns(draft: ImportDraft, *, matching: Mapping[str, int], options: Mapping[str, str]) -> None:
    draft.matching = dict(matching)
    draft.options = dict(options)
    draft.save(update_fields=["matching", "options"])


@transaction.atomic
def discard_draft(draft: ImportDraft) -> None:
    draft.delete()


def import_rows(
    sheet: Sheet,
    collective: Collective,
    rows: Sequence[SheetRow],
    *,
    by: User | None,
    draft: ImportDraft | None = None,
    shown_wider: str | None = None,
    progress: Progress = lambda done: None,
) -> ImportReport:
    """Write every row, or none. A second time nothing changes. A draft can be written once.

    `shown_wider` is the digest of what the person saw become visible to more people; None asks nothing.
    """
    try:
        with transaction.atomic():
            _take(draft)
            plan = sheet.plan(collective, rows)
            if plan.problems:
                raise ImportProblem(_("Some rows cannot come in. Nothing was changed."), plan.problems)
            if shown_wider is not None and digest_of_wider(plan) != shown_wider:
                raise ImportProblem(
                    _(
                        "More people would see something than the preview said. Nothing was changed. Look at the preview again."
                    )
                )
            sheet.write(collective, plan, by, progress)
            progress(len(plan.unchanged))
    except IntegrityError as error:
        raise ImportProblem(
            _("The data changed in the meantime. Nothing was changed. Look at the preview again.")
        ) from error
    return ImportReport(len(plan.new), len(plan.changed), len(plan.unchanged))


def _take(draft: ImportDraft | None) -> None:
    if draft is None:
        return
    deleted, _by_model = ImportDraft.objects.filter(pk=draft.pk).delete()
    if not deleted:
        raise ImportProblem(_("This file was brought in already, or it is too old. Upload it again."))
