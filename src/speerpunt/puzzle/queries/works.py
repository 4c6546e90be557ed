"""Works with when they are, in a few queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, Value, When

from speerpunt.core.models import CollectiveModel
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..enums import ClashState, Hindrance
from ..models import Clash, Work, WorkLine, WorkPhase, WorksPlan
from .clashes import clashes_visible_to, with_both_sides
from .plans import plans_visible_to

UNSOLVED = (ClashState.OPEN, ClashState.TALKED)
MOST_CLASHES = 20

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
    """What stands around a work, as far as its reader may see it."""

    phases: list[WorkPhase]
    measures: list[WorkLine]
    detours: list[WorkLine]
    areas: list[Any]
    clashes: list[Clash]
    plans: list[WorksPlan]
    project: Project | None

    def parts(self) -> list[CollectiveModel]:
        """Rows whose history is part of that of the work."""
        return [*self.phases, *self.measures, *self.detours]

    @property
    def lines(self) -> list[WorkLine]:
        return [*self.measures, *self.detours]


def work_page(work: Work, user: Any) -> WorkPage:
    lines = list(work.lines.select_related("phase"))
    clashes = with_both_sides(clashes_visible_to(user).filter(state__in=UNSOLVED), user)
    return WorkPage(
        phases=sorted(work.phases.all(), key=lambda phase: (phase.start or date.max, phase.position)),
        measures=[line for line in lines if not line.is_detour],
        detours=[line for line in lines if line.is_detour],
        areas=list(work.areas.filter(trashed_at__isnull=True)),
        clashes=list(clashes.filter(Q(work=work) | Q(other_work=work))[:MOST_CLASHES]),
        plans=list(plans_visible_to(user).filter(planned__work=work).distinct()),
        project=projects_visible_to(user).filter(pk=work.project_id).first() if work.project_id else None,
    )
