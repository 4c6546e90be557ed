"""Money from outside: writing it down, what came in, and what was handed in."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Grant, GrantDuty, GrantInstalment
from ..problems import FundsProblem

Part = GrantInstalment | GrantDuty


@transaction.atomic
def add_grant(collective: Collective, *, by: User | None, **values: Any) -> Grant:
    grant = Grant.objects.create(collective=collective, **values)
    record(grant, Verb.CREATED, by=by)
    return grant


@transaction.atomic
def change_grant(grant: Grant, *, by: User | None, **values: Any) -> None:
    save_changes(grant, by=by, **values)


@transaction.atomic
def add_part(grant: Grant, model: type[Part], /, *, by: User | None, **values: Any) -> Part:
    """An instalment or a duty."""
    part: Part = model.objects.create(collective_id=grant.collective_id, grant=grant, **values)
    record(part, Verb.CREATED, by=by)
    return part


@transaction.atomic
def change_part(part: Part, *, by: User | None, **values: Any) -> None:
    save_changes(part, by=by, **values)


@transaction.atomic
def remove_part(part: Part, *, by: User | None) -> None:
    """What came in or was handed in stays."""
    if getattr(part, "received_on", None) or getattr(part, "done_on", None):
        raise FundsProblem(_("This is done already, and stays to be read."))
    record(part, Verb.DELETED, by=by)
    part.delete()
