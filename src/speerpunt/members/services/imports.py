"""Organisations from a file, written in one go. What is said here is what differs from other tables."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.registry import announce
from speerpunt.core.services import record_many
from speerpunt.core.services.imports import ImportProblem
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, Progress, Sheet
from speerpunt.core.texts import folded

from ..enums import LocationSource, SbiVersion
from ..models import Membership, Organisation
from ..queries.exchange import COLUMNS, FIELDS, UMBRELLAS, contradictions_in
from ..queries.imports import default_kind, plan_import
from ..queries.organisations import umbrellas
from .organisations import LOCATED

BATCH = 500


@transaction.atomic
def write_organisations(
    collective: Collective, plan: ImportPlan, by: User | None, progress: Progress
) -> None:
    added = _add_new(collective, plan.new, by, progress)
    moved = _change(plan.changed, by, progress)
    _join(
        collective, [*zip(plan.new, added, strict=True), *((each, each.target) for each in plan.changed)], by
    )
    located = [each for each in added if each.latitude is not None] + moved
    if located:
        announce(LOCATED, organisations=located)


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
    values = {name: planned.row.values[name] for name in FIELDS if name in planned.row.values}
    values["kind"] = default_kind(planned.row)
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
            changes = [change for change in each.changes if change[0] != UMBRELLAS]
            if changes:
                names = _apply(each.target, changes)
                fields |= names
                lines.append((each.target, changes))
                moved += [each.target] if "location_source" in names else []
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


def _apply(organisation: Organisation, changes: Iterable[Change]) -> set[str]:
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
    collective: Collective, written: Iterable[tuple[PlannedRow, Organisation]], by: User | None
) -> None:
    """Since when is not known, unless there was an earlier membership: then from today."""
    by_name = {folded(umbrella.name): umbrella for umbrella in umbrellas()}
    earlier = set(Membership.objects.values_list("organisation_id", "umbrella_id"))
    rows, lines = [], []
    for planned, organisation in written:
        for name in _joined(planned):
            umbrella = by_name.get(folded(name))
            if umbrella is None:
                raise ImportProblem(_("An umbrella in the file is no longer one. Nothing was changed."))
            is_again = (organisation.pk, umbrella.pk) in earlier
            rows.append(
                _membership(collective, organisation, umbrella, timezone.localdate() if is_again else None)
            )
            lines.append([("organisation", None, organisation), ("umbrella", None, umbrella)])
    made = Membership.objects.bulk_create(rows, batch_size=BATCH)
    record_many(zip(made, lines, strict=True), Verb.IMPORTED, by=by)


def _joined(planned: PlannedRow) -> Iterable[str]:
    return next((names for column, _old, names in planned.changes if column == UMBRELLAS), ())


def _membership(
    collective: Collective, organisation: Organisation, umbrella: Organisation, start: Any
) -> Membership:
    return Membership(collective=collective, organisation=organisation, umbrella=umbrella, start=start)


def _options() -> dict[str, Any]:
    return {
        "sbi_version": forms.ChoiceField(
            label=gettext_lazy("SBI edition of the whole file"),
            choices=[("", gettext_lazy("the file says it per row")), *SbiVersion.choices],
            required=False,
            help_text=gettext_lazy("From September 2025 the Trade Register uses SBI 2025."),
        )
    }


ORGANISATIONS = Sheet(
    name="members.organisations",
    columns=COLUMNS,
    permission="members.import_organisations",
    page="members:organisation_import",
    home="members:organisations",
    home_title=gettext_lazy("Organisations"),
    title=gettext_lazy("Import organisations"),
    lead=gettext_lazy("From a spreadsheet or the Trade Register. First you see what would change."),
    row_word=gettext_lazy("Organisation"),
    advice=(
        gettext_lazy("We recognise an organisation by its KVK and branch number."),
        gettext_lazy("Without these: by its Speerpunt number, or its name and address."),
        gettext_lazy("A KVK number that lost its zeros is refused. Set that column to text."),
        gettext_lazy("Umbrellas must exist; write several with | between them."),
    ),
    plan=plan_import,
    write=write_organisations,
    check=contradictions_in,
    options=_options,
)
