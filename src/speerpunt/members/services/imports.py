"""Files that come in: kept between the steps, then written in one go, or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.registry import announce
from speerpunt.core.services import record_many

from ..enums import LocationSource
from ..models import ImportDraft, Membership, Organisation, folded
from ..queries.exchange import OrganisationRow, RowProblem
from ..queries.imports import ImportPlan, PlannedRow, default_kind, plan_import
from ..queries.organisations import umbrellas
from .organisations import LOCATED

KEPT_FOR = timedelta(hours=24)
BATCH = 500
IMPORT_JOB = "members.import_organisations"
Progress = Callable[[int], None]


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
    joined: int


@transaction.atomic
def keep_upload(
    collective: Collective,
    *,
    by: User,
    file_name: str,
    headings: Sequence[str],
    rows: Sequence[Any],
    matching: Mapping[str, int],
) -> ImportDraft:
    """One draft for each person at a time; what is old goes."""
    ImportDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    ImportDraft.objects.filter(user=by).delete()
    return ImportDraft.objects.create(
        collective=collective,
        user=by,
        file_name=file_name[:200],
        headings=list(headings),
        rows=list(rows),
        matching=dict(matching),
        expires_at=timezone.now() + KEPT_FOR,
    )


@transaction.atomic
def match_columns(draft: ImportDraft, *, matching: Mapping[str, int], sbi_version: str) -> None:
    draft.matching = dict(matching)
    draft.sbi_version = sbi_version
    draft.save(update_fields=["matching", "sbi_version"])


@transaction.atomic
def discard_draft(draft: ImportDraft) -> None:
    draft.delete()


def import_organisations(
    collective: Collective,
    rows: Iterable[OrganisationRow],
    *,
    by: User | None,
    draft: ImportDraft | None = None,
    progress: Progress = lambda _done: None,
) -> ImportReport:
    """Write every row, or none. A second time nothing changes. A draft can be written once."""
    try:
        with transaction.atomic():
            _take(draft)
            plan = plan_import(collective.slug, rows)
            if plan.problems:
                raise ImportProblem(_("Some rows cannot come in. Nothing was changed."), plan.problems)
            return _write(collective, plan, by, progress)
    except IntegrityError as error:
        raise ImportProblem(
            _("The register changed in the meantime. Nothing was changed. Look at the preview again.")
        ) from error


def _take(draft: ImportDraft | None) -> None:
    if draft is None:
        return
    deleted, _by_model = ImportDraft.objects.filter(pk=draft.pk).delete()
    if not deleted:
        raise ImportProblem(_("This file was brought in already, or it is too old. Upload it again."))


def _write(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> ImportReport:
    added = _add_new(collective, plan.new, by, progress)
    moved = _change(plan.changed, by, progress)
    written = [*zip(plan.new, added, strict=True), *((each, each.organisation) for each in plan.changed)]
    joined = _join(collective, written, by)
    progress(len(plan.unchanged))
    located = [each for each in added if each.latitude is not None] + moved
    if located:
        announce(LOCATED, organisations=located)
    return ImportReport(len(plan.new), len(plan.changed), len(plan.unchanged), joined)


def _add_new(
    collective: Collective, planned: list[PlannedRow], by: User | None, progress: Progress
) -> list[Organisation]:
    rows = [_new_organisation(collective, each) for each in planned]
    added: list[Organisation] = []
    for start in range(0, len(rows), BATCH):
        made = Organisation.objects.bulk_create(rows[start : start + BATCH])
        record_many(((organisation, []) for organisation in made), Verb.IMPORTED, by=by)
        added.extend(made)
        progress(len(made))
    return added


def _new_organisation(collective: Collective, planned: PlannedRow) -> Organisation:
    values = {**planned.row.values, "kind": default_kind(planned.row)}
    organisation = Organisation(collective=collective, **values)
    if organisation.latitude is not None:
        organisation.location_source = LocationSource.IMPORT
    organisation.search_text = organisation.as_searched()
    return organisation


def _change(planned: list[PlannedRow], by: User | None, progress: Progress) -> list[Organisation]:
    """Returns the organisations that lie elsewhere now."""
    moved: list[Organisation] = []
    for start in range(0, len(planned), BATCH):
        batch = planned[start : start + BATCH]
        lines, fields = [], set()
        for each in batch:
            if each.organisation is not None and each.changes:
                names = _apply(each.organisation, each.changes)
                fields |= names
                lines.append((each.organisation, each.changes))
                moved += [each.organisation] if "location_source" in names else []
        if lines:
            # As an upsert: many times faster than an update that names each row.
            Organisation.objects.bulk_create(
                [row for row, _changes in lines],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=sorted(fields),
            )
            record_many(lines, Verb.IMPORTED, by=by)
        progress(len(batch))
    return moved


def _apply(organisation: Organisation, changes: Iterable[tuple[str, Any, Any]]) -> set[str]:
    """Returns the names of the fields to write, those that follow from others included."""
    fields = {name for name, _old, _new in changes}
    for name, _old, new in changes:
        setattr(organisation, name, new)
    if {"latitude", "longitude"} & fields:
        organisation.location_source = LocationSource.IMPORT
        fields.add("location_source")
    organisation.search_text = organisation.as_searched()
    organisation.updated_at = timezone.now()
    return fields | set(Organisation.derived_fields)


def _join(
    collective: Collective, written: Iterable[tuple[PlannedRow, Organisation | None]], by: User | None
) -> int:
    """Since when is not known, unless there was an earlier membership: then from today."""
    by_name = {folded(umbrella.name): umbrella for umbrella in umbrellas()}
    earlier = set(Membership.objects.values_list("organisation_id", "umbrella_id"))
    rows, lines = [], []
    for planned, organisation in written:
        for name in planned.joins:
            if organisation is None or name not in by_name:
                raise ImportProblem(_("An umbrella in the file is no longer one. Nothing was changed."))
            is_again = (organisation.pk, by_name[name].pk) in earlier
            start = timezone.localdate() if is_again else None
            rows.append(_membership(collective, organisation, by_name[name], start))
            lines.append([("organisation", None, organisation), ("umbrella", None, by_name[name])])
    made = Membership.objects.bulk_create(rows, batch_size=BATCH)
    record_many(zip(made, lines, strict=True), Verb.IMPORTED, by=by)
    return len(made)


def _membership(
    collective: Collective, organisation: Organisation, umbrella: Organisation, start: Any
) -> Membership:
    return Membership(collective=collective, organisation=organisation, umbrella=umbrella, start=start)
