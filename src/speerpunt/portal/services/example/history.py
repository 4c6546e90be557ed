"""What the files say happened before today becomes history on its own day, so that news has a date."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import CollectiveModel, HistoryEvent
from speerpunt.priorities.models import Milestone, Result

from .loading import AT_ONCE, NOTE, Loading

HOUR = time(15, 0)


def tell_past(loading: Loading) -> None:
    """Milestones that were reached and results, as far as this run brought them in."""
    HistoryEvent.objects.bulk_create([*_reached(loading), *_results(loading)], batch_size=AT_ONCE)


def _reached(loading: Loading) -> Iterator[HistoryEvent]:
    for milestone in loading.fresh[Milestone]:
        if _is_past(milestone.done_on):
            change = {"field": "done_on", "from": None, "to": milestone.done_on.isoformat()}
            yield _event(milestone, milestone.done_on, Verb.CHANGED, change)


def _results(loading: Loading) -> Iterator[HistoryEvent]:
    for result in loading.fresh[Result]:
        if _is_past(result.reached_on):
            change = {"field": "title", "from": None, "to": result.title}
            yield _event(result, result.reached_on, Verb.CREATED, change)


def _is_past(day: date | None) -> bool:
    return day is not None and day <= timezone.localdate()


def _event(target: CollectiveModel, day: date, verb: Verb, change: dict[str, object]) -> HistoryEvent:
    """Never later than now."""
    at = timezone.make_aware(datetime.combine(day, HOUR))
    return HistoryEvent(
        collective_id=target.collective_id,
        at=min(at, timezone.now()),
        verb=verb,
        target_model=target._meta.label_lower,
        target_id=target.pk,
        changes=[change],
        note=str(NOTE),
    )
