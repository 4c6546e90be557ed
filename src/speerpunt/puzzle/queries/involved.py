"""Works and clashes on one list, with their rung and which areas they touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..enums import Rung
from ..models import Clash, Involvement
from .reach import latest_run
from .subjects import coming_works, subjects_of_works
from .touched import TouchedArea, areas_by_slug, touched_areas


@dataclass(frozen=True)
class InvolvedRow:
    """A work to come."""

    work: Any
    period: str
    touched: list[TouchedArea]
    rung: Rung | None


def work_rows(user: Any) -> list[InvolvedRow]:
    """In a few queries, however many works there are."""
    works, run, areas = coming_works(user), latest_run(), areas_by_slug()
    rungs = dict(Involvement.objects.filter(work__in=works.values("pk")).values_list("work", "rung"))
    return [
        InvolvedRow(
            subject.work, subject.period, touched_areas(subject, run, areas), _rung(rungs, subject.work.pk)
        )
        for subject in subjects_of_works(works, user)
        if subject.work is not None
    ]


def clash_rows(clashes: Iterable[Clash]) -> list[tuple[Clash, Rung | None]]:
    rows = list(clashes)
    rungs = dict(Involvement.objects.filter(clash__in=rows).values_list("clash", "rung"))
    return [(clash, _rung(rungs, clash.pk)) for clash in rows]


def _rung(rungs: dict[Any, str], pk: int) -> Rung | None:
    return Rung(rungs[pk]) if pk in rungs else None
