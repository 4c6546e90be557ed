"""Rules that plans of works keep: the office adds, changes and removes them."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import WorksRule


@transaction.atomic
def add_rule(collective: Collective, *, kind: str, works: Any = (), by: User, **values: Any) -> WorksRule:
    rule = WorksRule.objects.create(collective=collective, kind=kind, **values)
    rule.works.set(works)
    record(rule, Verb.CREATED, by=by)
    return rule


@transaction.atomic
def change_rule(rule: WorksRule, *, by: User, works: Any = (), **values: Any) -> None:
    save_changes(rule, by=by, **values)
    rule.works.set(works)


@transaction.atomic
def remove_rule(rule: WorksRule, *, by: User) -> None:
    record(rule, Verb.DELETED, by=by)
    rule.delete()
