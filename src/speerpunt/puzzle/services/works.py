"""Works that people write down: add, change, put in the trash and take out of it, with their periods."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Certainty, Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes
from speerpunt.places.models import Area

from ..enums import PlanState
from ..models import Work, WorkPhase, WorksPlan
from ..problems import PuzzleProblem
from ..queries.periods import said_period
from .placing import put_on_map, settle


@dataclass(frozen=True)
class Period:
    """A phase as somebody writes it down; `pk` of the one that it was."""

    start: date | None
    end: date | None
    name: str = ""
    start_certainty: str = Certainty.MEDIUM
    end_certainty: str = Certainty.MEDIUM
    pk: int | None = None


@transaction.atomic
def add_work(
    collective: Collective,
    *,
    by: User | None,
    periods: Iterable[Period] = (),
    areas: Sequence[Area] = (),
    verb: Verb = Verb.CREATED,
    is_settled: bool = True,
    **values: Any,
) -> Work:
    """`is_settled` is false for who adds many and settles them together."""
    work = Work(collective=collective, **values)
    put_on_map(work)
    work.save()
    work.areas.set(areas)
    record(work, verb, by=by)
    _add_periods(work, periods)
    if is_settled:
        settle(collective, [work])
    return work


@transaction.atomic
def change_work(
    work: Work,
    *,
    by: User | None,
    periods: Sequence[Period] | None = None,
    areas: Sequence[Area] | None = None,
    seen: datetime | None = None,
    is_settled: bool = True,
    **values: Any,
) -> None:
    """`seen` is when it was changed last as far as the sender knows.

    Raises:
        PuzzleProblem: somebody else changed it since.
    """
    fresh = locked_work(work, seen)
    save_changes(fresh, by=by, **values)
    if "geometry" in values:
        put_on_map(fresh)
    if areas is not None:
        _set_areas(fresh, areas, by=by)
    if periods is not None:
        _set_periods(fresh, periods, by=by)
    fresh.save()
    if is_settled:
        settle(fresh.collective, [fresh])


def locked_work(work: Work, seen: datetime | None = None) -> Work:
    """The row as it is now, held until the transaction ends."""
    rows = Work.objects.kept().select_for_update(of=("self",)).select_related("collective")
    fresh: Work | None = rows.filter(pk=work.pk).first()
    if fresh is None:
        raise PuzzleProblem(_("This work is in the trash. Take it out first."))
    if seen is not None and fresh.updated_at != seen:
        raise PuzzleProblem(
            _(
                "Somebody else changed this work in the meantime. Nothing was saved yet: look at what stands there."
            )
        )
    return fresh


def _add_periods(work: Work, periods: Iterable[Period]) -> None:
    WorkPhase.objects.bulk_create(
        WorkPhase(collective_id=work.collective_id, work=work, position=position, **_values(period))
        for position, period in enumerate(periods)
    )


def _values(period: Period) -> dict[str, Any]:
    return {name: value for name, value in asdict(period).items() if name != "pk"}


def _set_periods(work: Work, periods: Sequence[Period], *, by: User | None) -> None:
    """Exactly these. What stretches hold for one that goes, they hold for all from then on."""
    present = {phase.pk: phase for phase in work.phases.all()}
    kept = {period.pk for period in periods}
    for phase in [each for pk, each in present.items() if pk not in kept]:
        phase.lines.update(phase=None)
        phase.delete()
        record(work, Verb.UNLINKED, by=by, note=said_period(phase.start, phase.end))
    for position, period in enumerate(periods):
        found = present.get(period.pk or 0)
        if found is not None:
            save_changes(found, by=by, position=position, **_values(period))
            continue
        WorkPhase.objects.create(
            collective_id=work.collective_id, work=work, position=position, **_values(period)
        )
        record(work, Verb.LINKED, by=by, note=said_period(period.start, period.end))


def _set_areas(work: Work, areas: Sequence[Area], *, by: User | None) -> None:
    """An area in the trash stays linked for when it is put back."""
    before = [area for area in work.areas.order_by("name") if area.trashed_at is None]
    wanted = sorted(areas, key=lambda area: area.name)
    if before != wanted:
        work.areas.set([*wanted, *work.areas.filter(trashed_at__isnull=False)])
        old, new = (", ".join(area.name for area in each) for each in (before, wanted))
        record(work, Verb.CHANGED, by=by, changes=[("areas", old, new)])


@transaction.atomic
def trash_work(work: Work, *, by: User) -> None:
    """Out of every list, map and reckoning; the trash gives it back as it was.

    Raises:
        PuzzleProblem: it lies in the plan that was agreed on.
    """
    fresh = locked_work(work)
    agreed = WorksPlan.objects.filter(state=PlanState.AGREED, planned__work=fresh).first()
    if agreed is not None:
        raise PuzzleProblem(_("It lies in the agreed plan “%(name)s”, so it stays.") % {"name": agreed})
    _put_in_trash(fresh, timezone.now())
    record(fresh, Verb.TRASHED, by=by)
    settle(fresh.collective, [fresh])


@transaction.atomic
def restore_work(work: Work, *, by: User) -> None:
    if work.trashed_at is None:
        return
    _put_in_trash(work, None)
    record(work, Verb.RESTORED, by=by)
    settle(work.collective, [work])


def _put_in_trash(work: Work, at: datetime | None) -> None:
    work.trashed_at = at
    work.save(update_fields=["trashed_at", "updated_at"])
