"""Reading the history of a row back as lines that a person understands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..cells import grouped_euros
from ..enums import Verb
from ..models import Collective, CollectiveModel, HistoryEvent, PersonalValue
from .subjects import rows_in_sight


@dataclass(frozen=True)
class ChangedField:
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class RecentChange:
    """What somebody did anywhere in the collective; the same done to many at once is one line."""

    at: datetime
    actor_id: int | None
    verb: str
    # "Organisation", or with many "organisations".
    kind: str
    count: int
    is_more: bool
    # Of the row, when there is one and it still exists.
    name: str
    url: str


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    actor_id: int | None
    kind: str
    verb: str
    note: str
    fields: tuple[ChangedField, ...]


LOOKED_BACK = 1000

# What the ids in a history stand for: personal values by their id, rows by model and id.
Names = dict[Any, str]


def history_of(*targets: CollectiveModel, reader: Any, limit: int = 50) -> list[HistoryLine]:
    """Newest first, of one row or of a row and what belongs to it; other rows are named as far as the reader sees them."""
    wanted = models.Q(pk__in=[])
    for model, ids in _grouped((target._meta.label_lower, target.pk) for target in targets).items():
        wanted |= models.Q(target_model=model, target_id__in=ids)
    events = list(HistoryEvent.objects.filter(wanted)[:limit])
    names = _names(events, reader)
    return [_line(event, names) for event in events]


def recent_history(collective: Collective, limit: int = 20) -> list[RecentChange]:
    """Newest first, as far back as a fixed number of lines of the history reaches."""
    fields = ("actor_id", "verb", "target_model", "at", "target_id")
    lines = list(
        HistoryEvent.objects.filter(collective=collective).values_list(*fields, named=True)[:LOOKED_BACK]
    )
    runs = [list(run) for _key, run in groupby(lines, key=lambda line: line[:3])][:limit]
    single = [run[0] for run in runs if len(run) == 1]
    rows = _rows({(line.target_model, line.target_id) for line in single})
    return [_recent(run, rows, is_more=run[-1] is lines[-1] and len(lines) == LOOKED_BACK) for run in runs]


def _rows(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    """One query for each kind of row that has a page of its own."""
    found: dict[tuple[str, int], models.Model] = {}
    for model, ids in _grouped(wanted).items():
        if hasattr(apps.get_model(model), "get_absolute_url"):
            rows = apps.get_model(model)._base_manager.filter(pk__in=ids)
            found.update({(model, row.pk): row for row in rows})
    return found


def _recent(run: list[Any], rows: dict[tuple[str, int], models.Model], *, is_more: bool) -> RecentChange:
    first = run[0]
    meta = apps.get_model(first.target_model)._meta
    row: Any = rows.get((first.target_model, first.target_id)) if len(run) == 1 else None
    return RecentChange(
        at=first.at,
        actor_id=first.actor_id,
        verb=str(Verb(first.verb).label),
        kind=str(meta.verbose_name if len(run) == 1 else meta.verbose_name_plural),
        count=len(run),
        is_more=is_more,
        name=str(row) if row is not None else "",
        url=row.get_absolute_url() if row is not None else "",
    )


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    grouped: dict[str, set[int]] = defaultdict(set)
    for model, pk in pairs:
        grouped[model].add(pk)
    return grouped


def _names(events: list[HistoryEvent], reader: Any) -> Names:
    """One query for each kind of row that the events refer to."""
    sides = [side for event in events for change in event.changes for side in (change["from"], change["to"])]
    references = [side for side in sides if isinstance(side, dict)]
    personal = {side["personal"] for side in references if "personal" in side}
    names: Names = {}
    if personal:
        names.update(PersonalValue.objects.filter(pk__in=personal).values_list("pk", "value"))
    for model, ids in _grouped((side["model"], side["id"]) for side in references if "model" in side).items():
        found = rows_in_sight(reader, apps.get_model(model)).filter(pk__in=ids)
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
        return names.get((value["model"], value["id"]), _("(removed or closed)"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | dict):
        return _("(changed)")
    return _choice(model, name, value)


def _choice(model: type[models.Model], name: str, value: Any) -> str:
    try:
        field = model._meta.get_field(name)
        choices = dict(field.flatchoices)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return str(value)
    if name.endswith("_eur_cents"):
        return f"€ {grouped_euros(value)}"
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "j M Y H.i").lower()
    return str(choices.get(value, value))
