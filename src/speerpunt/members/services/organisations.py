"""Organisations: add, change, put in the trash and take out of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.registry import announce
from speerpunt.core.services import record, save_changes

from ..enums import OrganisationKind
from ..models import Organisation

# Higher apps listen to this and work out again who lies where.
LOCATED = "members.organisations_located"


class OrganisationProblem(Exception):
    """Why an organisation cannot be kept as asked; the message is for the person at the screen."""

    def __init__(self, message: str, field: str = "kvk_number") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def add_organisation(collective: Collective, *, by: User | None, **values: Any) -> Organisation:
    organisation = Organisation(collective=collective, **values)
    _check_registered_once(organisation)
    organisation.save()
    record(organisation, Verb.CREATED, by=by)
    if organisation.latitude is not None:
        announce(LOCATED, organisations=[organisation])
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: User | None, **values: Any) -> list[str]:
    """Returns the names of the fields that changed."""
    _check_kind(organisation, values.get("kind", organisation.kind))
    changed = save_changes(organisation, by=by, **values)
    if {"kvk_number", "branch_number"} & set(changed):
        _check_registered_once(organisation)
    if {"latitude", "longitude"} & set(changed):
        announce(LOCATED, organisations=[organisation])
    return changed


@transaction.atomic
def trash_organisation(organisation: Organisation, *, by: User | None) -> None:
    """Out of every list, with all that belongs to it; the trash gives it back."""
    if organisation.trashed_at is not None:
        return
    if organisation.kind == OrganisationKind.COLLECTIVE:
        raise OrganisationProblem(_("This is the collective itself. Without it nobody could manage it."))
    organisation.trashed_at = timezone.now()
    organisation.save(update_fields=["trashed_at", "updated_at"])
    record(organisation, Verb.TRASHED, by=by)


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by: User | None) -> None:
    if organisation.trashed_at is None:
        return
    _check_registered_once(organisation)
    organisation.trashed_at = None
    organisation.save(update_fields=["trashed_at", "updated_at"])
    record(organisation, Verb.RESTORED, by=by)


def _check_kind(organisation: Organisation, kind: str) -> None:
    """The rights of the office hang on the one organisation that is the collective itself."""
    if kind != organisation.kind and OrganisationKind.COLLECTIVE in {kind, organisation.kind}:
        raise OrganisationProblem(
            _("There is one organisation that is the collective itself. It stays so."), "kind"
        )


def _check_registered_once(organisation: Organisation) -> None:
    if not organisation.kvk_number:
        return
    same = Organisation.objects.filter(
        kvk_number=organisation.kvk_number, branch_number=organisation.branch_number, trashed_at__isnull=True
    )
    other = same.exclude(pk=organisation.pk).first()
    if other is not None:
        raise OrganisationProblem(
            _(
                "“%(name)s” has this KVK and branch number already. Change that one, or fill in a branch number."
            )
            % {"name": other.name}
        )
