"""The same change on many organisations at once: all of it, or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record_many

from ..enums import OrganisationKind
from ..models import Membership, Organisation

CHANGEABLE = frozenset({"kind", "branch", "size_class"})
BATCH = 500


@transaction.atomic
def set_field(organisations: Iterable[Organisation], field: str, value: str, *, by: User) -> int:
    """Give a field the same value everywhere. Returns how many changed."""
    if field not in CHANGEABLE:
        raise ValueError(field)
    changed = [
        (each, getattr(each, field))
        for each in organisations
        if getattr(each, field) != value and not (field == "kind" and _is_fixed(each, value))
    ]
    _save(changed, {field: value})
    record_many(((each, [(field, old, value)]) for each, old in changed), Verb.CHANGED, by=by)
    return len(changed)


@transaction.atomic
def trash_all(organisations: Iterable[Organisation], *, by: User) -> int:
    changed = [(each, None) for each in organisations if each.trashed_at is None and not _is_fixed(each, "")]
    _save(changed, {"trashed_at": timezone.now()})
    record_many(((each, []) for each, _old in changed), Verb.TRASHED, by=by)
    return len(changed)


def _is_fixed(organisation: Organisation, kind: str) -> bool:
    """The rights of the office hang on the one organisation that is the collective itself: it stays so."""
    return OrganisationKind.COLLECTIVE in {organisation.kind, kind}


def _save(changed: Sequence[tuple[Organisation, Any]], values: dict[str, Any]) -> None:
    now = timezone.now()
    for start in range(0, len(changed), BATCH):
        keys = [organisation.pk for organisation, _old in changed[start : start + BATCH]]
        Organisation.objects.filter(pk__in=keys).update(updated_at=now, **values)


@transaction.atomic
def join_umbrella(
    organisations: Iterable[Organisation], umbrella: Organisation, *, start: date, by: User
) -> int:
    """Who is a member on that day, or will be, stays as it is."""
    present = set(
        Membership.objects.filter(umbrella=umbrella)
        .exclude(end__lt=start)
        .values_list("organisation_id", flat=True)
    )
    joining = [each for each in organisations if each.pk not in present and each.pk != umbrella.pk]
    rows = [
        Membership(
            collective_id=umbrella.collective_id,
            organisation_id=each.pk,
            umbrella_id=umbrella.pk,
            start=start,
        )
        for each in joining
    ]
    made = Membership.objects.bulk_create(rows, batch_size=BATCH)
    lines = (
        (row, [("organisation", None, each), ("umbrella", None, umbrella), ("start", None, start)])
        for row, each in zip(made, joining, strict=True)
    )
    record_many(lines, Verb.CREATED, by=by)
    return len(made)


@transaction.atomic
def leave_umbrella(
    organisations: Iterable[Organisation], umbrella: Organisation, *, end: date, by: User
) -> int:
    """The end is the last day. Who began later, or ended before, stays as it is."""
    keys = {each.pk for each in organisations}
    running = [
        row
        for row in Membership.objects.active(end).filter(umbrella=umbrella)
        if row.organisation_id in keys and row.end != end
    ]
    ended = [(row, row.end) for row in running]
    for start in range(0, len(ended), BATCH):
        pks = [row.pk for row, _old in ended[start : start + BATCH]]
        Membership.objects.filter(pk__in=pks).update(end=end)
    record_many(((row, [("end", old, end)]) for row, old in ended), Verb.CHANGED, by=by)
    return len(ended)
