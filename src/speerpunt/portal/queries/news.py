"""What is news to everybody: results, and decisions that were taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.priorities.queries import PlanPicture

TOLD_FOR = timedelta(days=365)
MOST_ITEMS = 50


@dataclass(frozen=True)
class NewsItem:
    key: str
    day: date
    title: str
    text: str
    url: str


def public_news(stranger: Any, today: date) -> list[NewsItem]:
    """Newest first, as far as a stranger may see it."""
    picture = PlanPicture(stranger)
    found = [*_results(picture, today), *_decisions(picture, today)]
    return sorted(found, key=lambda item: (item.day, item.key), reverse=True)[:MOST_ITEMS]


def _results(picture: PlanPicture, today: date) -> Iterator[NewsItem]:
    for result in picture.results(today - TOLD_FOR, today):
        subject = result.project or result.priority
        yield NewsItem(
            key=f"resultaat-{result.pk}",
            day=result.reached_on,
            title=result.title,
            text=result.text or str(subject),
            url=subject.get_absolute_url(),
        )


def _decisions(picture: PlanPicture, today: date) -> Iterator[NewsItem]:
    """Of those that were due in the year before, the ones that were taken."""
    for milestone in picture.decisions(today - TOLD_FOR, today + TOLD_FOR):
        if milestone.done_on is not None and milestone.done_on <= today:
            yield NewsItem(
                key=f"besluit-{milestone.pk}",
                day=milestone.done_on,
                title=_("Decision taken: %(title)s") % {"title": milestone.title},
                text=str(milestone.project),
                url=milestone.project.get_absolute_url(),
            )
