"""Writing down what happened. The history is only ever added to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from ..enums import Verb
from ..models import CollectiveModel, HistoryEvent, PersonalValue, User
from ..registry import announce

# A model that holds personal values names those fields in `personal_fields`, and says whose they are in
# `personal_owner_id`.
Change = dict[str, Any]
# Announced with `targets` (rows of one model) and `verb`, in the transaction in which it happened. What is
# deleted is still there at that moment.
RECORDED = "core.recorded"
LONGEST_NOTE = 200

_through: ContextVar[str] = ContextVar("through", default="")


@contextmanager
def acting_through(name: str) -> Iterator[None]:
    """What is written down meanwhile says by which way it came."""
    before = _through.set(name)
    try:
        yield
    finally:
        _through.reset(before)


@transaction.atomic
def save_changes(target: CollectiveModel, *, by: User | None, note: str = "", **values: Any) -> list[str]:
    """Set the given fields, save those that differ, and record from what to what. Returns their names."""
    before = {name: getattr(target, name) for name in values}
    for name, value in values.items():
        setattr(target, name, value)
    changed = [name for name, old in before.items() if old != getattr(target, name)]
    if not changed:
        return []
    target.save(update_fields=[*changed, *_kept_up_to_date(target)])
    record(
        target,
        Verb.CHANGED,
        by=by,
        note=note,
        changes=[(name, before[name], getattr(target, name)) for name in changed],
    )
    return changed


def _kept_up_to_date(target: models.Model) -> list[str]:
    """Fields that the model derives on save, such as a search text."""
    return list(getattr(target, "derived_fields", ()))


@transaction.atomic
def record(
    target: CollectiveModel,
    verb: Verb,
    *,
    by: User | None,
    changes: Iterable[tuple[str, Any, Any]] = (),
    note: str = "",
) -> HistoryEvent:
    """Add one line to the history of a row."""
    event = _event(target, verb, by=by, changes=changes, note=note)
    event.save(force_insert=True)
    announce(RECORDED, targets=[target], verb=verb)
    return event


@transaction.atomic
def record_many(
    changes: Iterable[tuple[CollectiveModel, Iterable[tuple[str, Any, Any]]]],
    verb: Verb,
    *,
    by: User | None,
    note: str = "",
) -> None:
    """Add one line to the history of each row: the same as `record`, in few statements."""
    told = [(target, _event(target, verb, by=by, changes=lines, note=note)) for target, lines in changes]
    HistoryEvent.objects.bulk_create((event for _target, event in told), batch_size=500)
    by_model: dict[type[CollectiveModel], list[CollectiveModel]] = defaultdict(list)
    for target, _event_of_it in told:
        by_model[type(target)].append(target)
    for targets in by_model.values():
        announce(RECORDED, targets=targets, verb=verb)


def _event(
    target: CollectiveModel,
    verb: Verb,
    *,
    by: User | None,
    changes: Iterable[tuple[str, Any, Any]],
    note: str,
) -> HistoryEvent:
    lines = [_change(target, name, old, new) for name, old, new in changes]
    return HistoryEvent(
        collective_id=target.collective_id,
        actor_id=by.pk if by else None,
        verb=verb,
        target_model=target._meta.label_lower,
        target_id=target.pk,
        changes=lines,
        note=_signed_note(note),
    )


def _signed_note(note: str) -> str:
    """The way it came is kept whole, what was said before it as far as there is room."""
    through = _through.get()
    if not through or not note:
        return note or through
    return f"{note[: LONGEST_NOTE - len(through) - 3]} · {through}"


def _change(target: CollectiveModel, name: str, old: Any, new: Any) -> Change:
    if name in getattr(target, "personal_fields", ()):
        return {"field": name, "from": _personal(target, old), "to": _personal(target, new)}
    return {"field": name, "from": _plain(old), "to": _plain(new)}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {"model": value._meta.label_lower, "id": value.pk}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    return str(value)


def _personal(target: CollectiveModel, value: Any) -> Any:
    if value in (None, ""):
        return value
    kept = PersonalValue.objects.create(
        collective_id=target.collective_id,
        person_id=target.personal_owner_id,  # type: ignore[attr-defined]
        value=str(_plain(value)),
    )
    return {"personal": kept.pk}


def erase_personal_values(collective_id: int, person_id: int) -> int:
    """Make the history forget what a person was called and how to reach them."""
    erased, _ = PersonalValue.objects.filter(collective_id=collective_id, person_id=person_id).delete()
    return erased
