"""What organisations, people and bodies can be found by. Ways to reach somebody are not among it."""

from collections.abc import Iterator

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from speerpunt.core.registry import SearchText

from ..models import Body, Organisation, OrganisationRole, Person, Seat
from .organisations import SHOWN_TO_EVERYONE


def organisation_texts(rows: QuerySet[Organisation]) -> Iterator[SearchText]:
    for row in rows.filter(trashed_at__isnull=True):
        kinds = {str(row.get_kind_display()), str(row.get_branch_display() if row.branch else "")}
        yield SearchText(
            row.pk,
            row.name,
            names=" · ".join(sorted(kinds - {""})),
            text="\n".join(part for part in (row.description, _address(row), _numbers(row)) if part),
            day=row.updated_at.date(),
            url=row.get_absolute_url(),
        )


def _address(row: Organisation) -> str:
    postcode = f"{row.postcode[:4]} {row.postcode[4:]}".strip()
    parts = (f"{row.street} {row.house_number}".strip(), f"{postcode} {row.city}".strip())
    return ", ".join(part for part in parts if part)


def _numbers(row: Organisation) -> str:
    """Strangers see the cards of umbrellas, without their numbers: those are found by name only."""
    if row.kind in SHOWN_TO_EVERYONE or not row.kvk_number:
        return ""
    return f"KVK {row.kvk_number} {row.branch_number}".strip()


def people_texts(rows: QuerySet[Person]) -> Iterator[SearchText]:
    """With what they are today and in what: who may see a person, sees that too."""
    not_over = Q(end__isnull=True) | Q(end__gte=timezone.localdate())
    roles = OrganisationRole.objects.filter(not_over, organisation__trashed_at__isnull=True)
    seats = Seat.objects.filter(not_over)
    known = rows.filter(erased_at__isnull=True).prefetch_related(
        Prefetch("roles", queryset=roles.select_related("organisation"), to_attr="present_roles"),
        Prefetch("seats", queryset=seats.select_related("body"), to_attr="present_seats"),
    )
    for row in known:
        said = [f"{role.get_kind_display()}, {role.organisation.name}" for role in row.present_roles]
        said += [f"{seat.get_kind_display()}, {seat.body.name}" for seat in row.present_seats]
        yield SearchText(row.pk, str(row), text=" · ".join(said), url=row.get_absolute_url())


def body_texts(rows: QuerySet[Body]) -> Iterator[SearchText]:
    for row in rows.select_related("organisation"):
        owner = row.organisation
        is_shown = owner is not None and owner.trashed_at is None
        text = "\n".join(part for part in (row.purpose, owner.name if is_shown and owner else "") if part)
        yield SearchText(
            row.pk, row.name, names=str(row.get_kind_display()), text=text, url=row.get_absolute_url()
        )
