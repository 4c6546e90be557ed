"""Bodies that meet, and the seats in them."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Body, Seat


class BodyProblem(Exception):
    """Why a body or seat cannot be kept as asked; the message is for the person at the screen."""


@transaction.atomic
def add_body(collective: Collective, *, by: User | None, **values: Any) -> Body:
    _check_name(values["name"])
    body = Body.objects.create(collective=collective, **values)
    record(body, Verb.CREATED, by=by)
    return body


@transaction.atomic
def change_body(body: Body, *, by: User | None, **values: Any) -> list[str]:
    _check_name(values.get("name", body.name), body.pk)
    return save_changes(body, by=by, **values)


def _check_name(name: str, pk: int | None = None) -> None:
    same = Body.objects.filter(name=name)
    if (same if pk is None else same.exclude(pk=pk)).exists():
        raise BodyProblem(_("There is a body called “%(name)s” already.") % {"name": name})


@transaction.atomic
def add_seat(body: Body, *, by: User | None, **values: Any) -> Seat:
    """Without a person the seat is vacant."""
    seat = Seat.objects.create(collective_id=body.collective_id, body=body, **values)
    shown = ("person", "on_behalf_of", "kind", "start", "end")
    record(seat, Verb.CREATED, by=by, changes=[(name, None, getattr(seat, name)) for name in shown])
    return seat


@transaction.atomic
def change_seat(seat: Seat, *, by: User | None, **values: Any) -> list[str]:
    return save_changes(seat, by=by, **values)


@transaction.atomic
def end_seat(seat: Seat, *, end: date, by: User | None, leave_vacant: bool = False) -> None:
    """The end is the last day; with `leave_vacant` an empty seat shows from the day after."""
    if seat.start is not None and end < seat.start:
        raise BodyProblem(_("The seat began on a later day. Choose a day from then on."))
    save_changes(seat, by=by, end=end)
    if leave_vacant:
        following = end + timedelta(days=1)
        add_seat(seat.body, by=by, kind=seat.kind, on_behalf_of=seat.on_behalf_of, start=following)
