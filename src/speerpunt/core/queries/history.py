"""Reading the history of a row back as lines that a person understands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from ..enums import Verb
from ..models import Collective, CollectiveModel, HistoryEvent, PersonalValue


@dataclass(frozen=True)
class ChangedField:
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class RecentEvent:
    """A change anywhere in the collective: what kind of thing, and what happened to it."""

    at: datetime
    actor_id: int | None
    kind: str
    target_id: int
    verb: str
    note: str


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    actor_id: int | None
    kind: str
    verb: str
    note: str
    fields: tuple[ChangedField, ...]


# What the ids in a history stand for: personal values by their id, rows by model and id.
Names = dict[Any, str]


def history_of(*targets: CollectiveModel, limit: int = 50) -> list[HistoryLine]:
    """Newest first, of one row or of a row and what belongs to it."""
    wanted = models.Q(pk__in=[])
    for model, ids in _grouped((target._meta.label_lower, target.pk) for target in targets).items():
        wanted |= models.Q(target_model=model, target_id__in=ids)
    events = list(HistoryEvent.objects.filter(wanted)[:limit])
    names = _names(events)
    return [_line(event, names) for event in events]


def recent_history(collective: Collective, limit: int = 20) -> list[RecentEvent]:
    events = HistoryEvent.objects.filter(collective=collective)[:limit]
    return [
        RecentEvent(
            at=event.at,
            actor_id=event.actor_id,
            kind=str(apps.get_model(event.target_model)._meta.verbose_name),
            target_id=event.target_id,
            verb=str(Verb(event.verb).label),
            note=event.note,
        )
        for event in events
    ]


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    grouped: dict[str, set[int]] = defaultdict(set)
    for model, pk in pairs:
        grouped[model].add(pk)
    return grouped


def _names(events: list[HistoryEvent]) -> Names:
    """One query for each kind of row that the events refer to."""
    sides = [side for event in events for change in event.changes for side in (change["from"], change["to"])]
    references = [side for side in sides if isinstance(side, dict)]
    personal = {side["personal"] for side in references if "personal" in side}
    names: Names = {}
    if personal:
        names.update(PersonalValue.objects.filter(pk__in=personal).values_list("pk", "value"))
    for model, ids in _grouped((side["model"], side["id"]) for side in references if "model" in side).items():
        found = apps.get_model(model)._base_manager.filter(pk__in=ids)
        names.update({(model, row.pk): str(row) for row in found})
    return names


def _line(event: HistoryEvent, names: Names) -> HistoryLine:
    model = apps.get_model(event.target_model)
    fields = tuple(
        ChangedField(
            name=_label(model, change["field"]),
            old=_shown(model, change["field"], change["from"], names),
            new=_shown(model, change["field"], change["to"], names),
        )
        for change in event.changes
    )
    kind = str(model._meta.verbose_name)
    return HistoryLine(event.at, event.actor_id, kind, str(Verb(event.verb).label), event.note, fields)


def _label(model: type[models.Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if isinstance(field, models.ManyToOneRel):
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)  # type: ignore[union-attr]


def _shown(model: type[models.Model], name: str, value: Any, names: Names) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, dict) and "personal" in value:
        return names.get(value["personal"], _("(erased)"))
    if isinstance(value, dict) and "model" in value:
        return names.get((value["model"], value["id"]), _("(removed)"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | dict):
        return _("(changed)")
    return _choice(model, name, value)


def _choice(model: type[models.Model], name: str, value: Any) -> str:
    try:
        choices = dict(model._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return str(value)
    return str(choices.get(value, value))
