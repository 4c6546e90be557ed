"""What happened in a period: asked first, so that only what something happened to is asked for after that."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from ..enums import Verb
from ..models import HistoryEvent

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

    @property
    def events(self) -> QuerySet[HistoryEvent]:
        happened = HistoryEvent.objects.filter(self.period.holds("at"), verb__in=TELLING)
        return happened.exclude(actor=self.user)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """As the history calls them, those to which something happened at all."""
        # As an expression, or SQLite would walk through the whole history by an index that has it by kind.
        kinds = (
            self.events.order_by().annotate(of_kind=Lower("target_model")).values_list("of_kind", flat=True)
        )
        return frozenset(kinds.distinct())

    def is_about(self, model: type[Model]) -> bool:
        return model._meta.label_lower in self.kinds

    def among(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Those to which something happened."""
        if not self.is_about(rows.model):
            return rows.none()
        of_kind = self.events.filter(target_model=rows.model._meta.label_lower).order_by()
        return rows.filter(pk__in=of_kind.values("target_id"))
