"""Works with when they are, in a few queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Value, When

from speerpunt.core.models import CollectiveModel

from ..enums import Hindrance
from ..models import Work, WorkLine, WorkPhase

RANK = Case(
    *(When(hindrance=value, then=Value(rank)) for rank, value in enumerate(Hindrance.values)),
    output_field=IntegerField(),
)


def with_period(works: QuerySet[Work]) -> QuerySet[Work]:
    """Each with `first_day` and `last_day` of all its phases, whatever phase it was picked by, how many of them have an
    open end, and the rank of its hindrance."""
    return Work.objects.filter(pk__in=works.order_by().values("pk")).annotate(
        hindrance_rank=RANK,
        first_day=Min("phases__start"),
        last_day=Max("phases__end"),
        open_ends=Count("phases", filter=Q(phases__end__isnull=True)),
        phase_count=Count("phases"),
    )


def under_way(on: date, until: date | None = None) -> Q:
    """Condition on a phase: it goes on somewhere between these days. An open side goes on."""
    last = until or on
    return (Q(phases__start__isnull=True) | Q(phases__start__lte=last)) & (
        Q(phases__end__isnull=True) | Q(phases__end__gte=on)
    )


@dataclass(frozen=True)
class WorkPage:
    phases: list[WorkPhase]
    measures: list[WorkLine]
    detours: list[WorkLine]
    areas: list[Any]

    def parts(self) -> list[CollectiveModel]:
        """Rows whose history is part of that of the work."""
        return [*self.phases, *self.measures, *self.detours]

    @property
    def lines(self) -> list[WorkLine]:
        return [*self.measures, *self.detours]


def work_page(work: Work) -> WorkPage:
    lines = list(work.lines.all())
    return WorkPage(
        phases=sorted(work.phases.all(), key=lambda phase: (phase.start or date.max, phase.position)),
        measures=[line for line in lines if not line.is_detour],
        detours=[line for line in lines if line.is_detour],
        areas=list(work.areas.filter(trashed_at__isnull=True)),
    )
