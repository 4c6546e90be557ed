"""Which areas works touch: where they are, and where trips lose minutes because of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area
from speerpunt.places.queries.areas import AreaNumbers, numbers_by_area

from ..models import ReachRun
from .reach import STEPS
from .subjects import Subject

CAR = "car"
NOBODY = AreaNumbers()


@dataclass(frozen=True)
class Loss:
    """What trips to and from an area lose, in its worst week; `week` is None for a work that goes on alone."""

    minutes: float
    cut_off_for: tuple[str, ...]
    week: date | None = None

    @property
    def counts(self) -> bool:
        return bool(self.cut_off_for) or self.minutes >= STEPS[0]


@dataclass(frozen=True)
class TouchedArea:
    area: Area
    is_on_the_spot: bool
    loss: Loss | None
    numbers: AreaNumbers = NOBODY


def areas_by_slug() -> dict[str, Area]:
    return {area.slug: area for area in Area.objects.kept().defer("geometry")}


def touched_areas(subject: Subject, run: ReachRun | None, areas: Mapping[str, Area]) -> list[TouchedArea]:
    """Without a query: works have their areas with them. The worst first."""
    here = {area.slug for work in subject.works for area in work.areas.all() if area.kind != AreaKind.CITY}
    losses = _losses(subject, run) if run else {}
    felt = {slug for slug, loss in losses.items() if loss.counts}
    found = [
        TouchedArea(areas[slug], slug in here, losses.get(slug) if slug in felt else None)
        for slug in here | felt
        if slug in areas
    ]
    return sorted(found, key=_weight)


def with_numbers(touched: list[TouchedArea], user: Any) -> list[TouchedArea]:
    numbers = numbers_by_area(user, [each.area.pk for each in touched])
    return [
        TouchedArea(each.area, each.is_on_the_spot, each.loss, numbers.get(each.area.pk, NOBODY))
        for each in touched
    ]


def _weight(touched: TouchedArea) -> tuple[bool, float, str]:
    loss = touched.loss
    return not (loss and loss.cut_off_for), -(loss.minutes if loss else 0.0), touched.area.name


def _losses(subject: Subject, run: ReachRun) -> dict[str, Loss]:
    """Of a work what it does alone, when that was computed; else the worst of its weeks."""
    alone = run.alone.get(str(subject.work.pk)) if subject.work else None
    if alone is not None:
        return dict(_of_state(run, alone["extra_minutes"], alone["is_cut_off"], None))
    worst: dict[str, Loss] = {}
    for week, monday in _weeks(subject, run):
        for slug, loss in _of_state(run, run.extra_minutes[week], run.is_cut_off[week], monday):
            known = worst.get(slug)
            if known is None or (len(loss.cut_off_for), loss.minutes) > (
                len(known.cut_off_for),
                known.minutes,
            ):
                worst[slug] = loss
    return worst


def _weeks(subject: Subject, run: ReachRun) -> Iterator[tuple[int, date]]:
    for week, state in enumerate(run.weeks):
        monday = run.first_monday + timedelta(weeks=week)
        if state is not None and subject.goes_on(set(state), monday, monday + timedelta(days=6)):
            yield week, monday


def _of_state(
    run: ReachRun, minutes: list[Any], cut_off: list[Any], monday: date | None
) -> Iterator[tuple[str, Loss]]:
    car = run.classes.index(CAR) if CAR in run.classes else 0
    for place, slug in enumerate(run.areas):
        shut = tuple(mode for number, mode in enumerate(run.classes) if cut_off[number][place])
        yield slug, Loss(minutes[car][place] or 0.0, shut, monday)
