"""What happened in a period: asked first, so that only what something happened to is asked for after that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from ..enums import Verb
from ..models import HistoryEvent
from .once import kept_for_collective
from .written import Written, WrittenRows

Row = TypeVar("Row", bound=Model)
# What came in with a plan did not change by that. Named one by one, for an index leads to each.
TELLING = tuple(verb for verb in Verb if verb != Verb.IMPORTED)


@dataclass(frozen=True)
class Period:
    """After `since`, up to and including `until`."""

    since: datetime
    until: datetime | None = None

    def holds(self, field: str) -> Q:
        after = Q(**{f"{field}__gt": self.since})
        return after if self.until is None else after & Q(**{f"{field}__lte": self.until})


class News:
    """Of one period, for one reader: his own changes are not news to him."""

    def __init__(self, user: Any, period: Period) -> None:
        self.user, self.period = user, period

    @cached_property
    def kinds(self) -> frozenset[str]:
        """As the history calls them, those to which something happened at all."""
        return frozenset(kind for (kind,) in _kinds(self.period, self.user.pk).ask())

    def is_about(self, model: type[Model]) -> bool:
        return model._meta.label_lower in self.kinds

    def belonging(
        self, model: type[Model], owner: str, name: str, owners: Iterable[int]
    ) -> list[tuple[int, int, str]]:
        """Id, owner and name of those to which something happened, as far as they belong to these owners."""
        if not self.is_about(model):
            return []
        return _belonging(self.period, self.user.pk, model, owner, name, tuple(sorted(owners))).ask()

    def events(self, rows: Mapping[str, Iterable[int]], limit: int) -> list[HistoryEvent]:
        """What happened to these rows, by kind as the history calls it and by id; newest first."""
        told = tuple((kind, tuple(sorted(ids))) for kind, ids in sorted(rows.items()) if kind in self.kinds)
        return _events(self.period, self.user.pk, told, limit).ask()


def _happened(period: Period, reader_id: int) -> QuerySet[HistoryEvent]:
    return HistoryEvent.objects.filter(period.holds("at"), verb__in=TELLING).exclude(actor=reader_id)


def happened_to(rows: QuerySet[Row], period: Period, reader_id: int) -> QuerySet[Row]:
    """Of these rows, those to which something happened that is news to the reader."""
    of_kind = _happened(period, reader_id).filter(target_model=rows.model._meta.label_lower).order_by()
    return rows.filter(pk__in=of_kind.values("target_id"))


@kept_for_collective
def _kinds(period: Period, reader_id: int) -> Written:
    # As an expression, or SQLite would walk through the whole history by an index that has it by kind.
    kinds = _happened(period, reader_id).order_by().annotate(of_kind=Lower("target_model"))
    return Written(kinds.values_list("of_kind").distinct())


@kept_for_collective
def _belonging(
    period: Period, reader_id: int, model: type[Any], owner: str, name: str, owners: tuple[int, ...]
) -> Written:
    rows = model.objects.filter(**{f"{owner}__in": owners}).order_by()
    return Written(happened_to(rows, period, reader_id).values_list("pk", f"{owner}_id", name))


@kept_for_collective
def _events(
    period: Period, reader_id: int, told: tuple[tuple[str, tuple[int, ...]], ...], limit: int
) -> WrittenRows[HistoryEvent]:
    wanted = Q(pk__in=())
    for kind, ids in told:
        wanted |= Q(target_model=kind, target_id__in=ids)
    # Found first and sorted then, or SQLite would walk back through all that happened, imports too.
    found = _happened(period, reader_id).filter(wanted).order_by()
    return WrittenRows(HistoryEvent.objects.filter(period.holds("at"), pk__in=found.values("pk"))[:limit])
