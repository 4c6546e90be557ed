"""Which areas and sectors have drawing rights."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import DrawingAccount


@transaction.atomic
def add_account(collective: Collective, *, by: User | None, **values: Any) -> DrawingAccount:
    account = DrawingAccount.objects.create(collective=collective, **values)
    record(account, Verb.CREATED, by=by)
    return account


@transaction.atomic
def change_account(account: DrawingAccount, *, by: User | None, **values: Any) -> None:
    save_changes(account, by=by, **values)
