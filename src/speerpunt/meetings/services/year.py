"""What a body means to do in a year."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Body

from ..models import YearPlan


@transaction.atomic
def plan_year(body: Body, year: int, *, in_person: int, online: int, by: User | None) -> YearPlan:
    values: dict[str, Any] = {"planned_in_person": in_person, "planned_online": online}
    plan, is_new = YearPlan.objects.select_for_update().get_or_create(
        body=body, year=year, defaults={"collective_id": body.collective_id, **values}
    )
    if is_new:
        changes = [(name, getattr(body, name), value) for name, value in values.items()]
        record(plan, Verb.CREATED, by=by, changes=changes)
    else:
        save_changes(plan, by=by, **values)
    return plan
