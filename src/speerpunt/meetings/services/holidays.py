"""The periods in which the collective does not meet."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Holiday
from ..problems import MeetingProblem


@transaction.atomic
def add_holiday(collective: Collective, *, by: User | None, **values: Any) -> Holiday:
    _check(values["name"], values["start"], values["end"])
    holiday = Holiday.objects.create(collective=collective, **values)
    record(holiday, Verb.CREATED, by=by, changes=[(name, None, value) for name, value in values.items()])
    return holiday


@transaction.atomic
def change_holiday(holiday: Holiday, *, by: User | None, **values: Any) -> None:
    _check(values["name"], values["start"], values["end"], holiday.pk)
    save_changes(holiday, by=by, **values)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User | None) -> None:
    """Meetings that were made stay where they are."""
    record(holiday, Verb.DELETED, by=by)
    holiday.delete()


def _check(name: str, start: date, end: date, pk: int | None = None) -> None:
    if end < start:
        raise MeetingProblem(_("The last day is before the first. Change one of the two."))
    same = Holiday.objects.filter(name=name, start=start)
    if (same if pk is None else same.exclude(pk=pk)).exists():
        raise MeetingProblem(
            _("“%(name)s” from that day stands here already. Change that one.") % {"name": name}
        )
