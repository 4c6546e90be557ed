"""What people are in organisations, from when until when. Rights follow from this."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..enums import OrganisationKind, RoleKind
from ..models import Organisation, OrganisationRole, Person


class RoleProblem(Exception):
    """Why a role cannot be given or ended; the message is for the person at the screen."""


@transaction.atomic
def give_role(
    person: Person,
    organisation: Organisation,
    kind: str,
    *,
    by: User | None,
    start: date | None = None,
    end: date | None = None,
) -> OrganisationRole:
    if kind == RoleKind.OFFICE and organisation.kind != OrganisationKind.COLLECTIVE:
        raise RoleProblem(_("Only the collective itself has a programme office. Choose another role."))
    role = OrganisationRole.objects.create(
        collective_id=organisation.collective_id,
        person=person,
        organisation=organisation,
        kind=kind,
        start=start,
        end=end,
    )
    changes = [("person", None, person), ("organisation", None, organisation), ("kind", None, kind)]
    record(role, Verb.CREATED, by=by, changes=[*changes, ("start", None, start), ("end", None, end)])
    return role


@transaction.atomic
def end_role(role: OrganisationRole, *, end: date, by: User | None) -> None:
    """The end is the last day."""
    if role.start is not None and end < role.start:
        raise RoleProblem(_("The role began on a later day. Choose a day from then on."))
    if role.kind == RoleKind.OFFICE and not _office_remains_without(role):
        raise RoleProblem(_("This is the last person of the office. Give somebody else the role first."))
    save_changes(role, by=by, end=end)


def _office_remains_without(role: OrganisationRole) -> bool:
    others = OrganisationRole.objects.active(timezone.localdate()).filter(
        kind=RoleKind.OFFICE, organisation=role.organisation, person__user__isnull=False, end__isnull=True
    )
    return bool(others.exclude(pk=role.pk).exists())
