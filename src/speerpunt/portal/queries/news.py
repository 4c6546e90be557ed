"""What is news to everybody: results, and decisions that were taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from speerpunt.core.models import HistoryEvent
from speerpunt.priorities.models import Milestone, Result
from speerpunt.priorities.queries import PlanPicture

TOLD_FOR = timedelta(days=365)
MOST_ITEMS = 50

Changed = dict[tuple[str, int], datetime]


@dataclass(frozen=True)
class NewsItem:
    key: str
    day: date
    title: str
    text: str
    url: str
    # When its words were last touched, as far as that is known.
    changed_at: datetime | None


def public_news(stranger: Any, today: date) -> list[NewsItem]:
    """Newest first, as far as a stranger may see it."""
    picture = PlanPicture(stranger)
    results, decisions = picture.results(today - TOLD_FOR, today), _taken(picture, today)
    changed = _changed([*results, *decisions])
    found = [*_of_results(results, changed), *_of_decisions(decisions, changed)]
    return sorted(found, key=lambda item: (item.day, item.key), reverse=True)[:MOST_ITEMS]


def _taken(picture: PlanPicture, today: date) -> list[Milestone]:
    """Decisions that were due in the year before or after, and are taken."""
    found = picture.decisions(today - TOLD_FOR, today + TOLD_FOR)
    return [each for each in found if each.done_on is not None and each.done_on <= today]


def _changed(rows: Iterable[Result | Milestone]) -> Changed:
    wanted = Q(pk__in=())
    for model in (Result, Milestone):
        ids = [row.pk for row in rows if isinstance(row, model)]
        wanted |= Q(target_model=model._meta.label_lower, target_id__in=ids)
    events = HistoryEvent.objects.filter(wanted).order_by().values_list("target_model", "target_id")
    return {(model, pk): at for model, pk, at in events.annotate(last=Max("at"))}


def _of_results(results: Iterable[Result], changed: Changed) -> Iterator[NewsItem]:
    for result in results:
        subject = result.project or result.priority
        yield NewsItem(
            key=f"resultaat-{result.pk}",
            day=result.reached_on,
            title=result.title,
            text=result.text or str(subject),
            url=subject.get_absolute_url(),
            changed_at=changed.get((Result._meta.label_lower, result.pk)),
        )


def _of_decisions(decisions: Iterable[Milestone], changed: Changed) -> Iterator[NewsItem]:
    for milestone in decisions:
        assert milestone.done_on is not None
        yield NewsItem(
            key=f"besluit-{milestone.pk}",
            day=milestone.done_on,
            title=_("Decision taken: %(title)s") % {"title": milestone.title},
            text=str(milestone.project),
            url=milestone.project.get_absolute_url(),
            changed_at=changed.get((Milestone._meta.label_lower, milestone.pk)),
        )
