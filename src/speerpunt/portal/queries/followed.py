"""What changed in all that somebody follows, whichever kind of thing it is."""

from collections.abc import Iterable, Iterator
from typing import Any

from speerpunt.core.queries.changes import Change, Owned, changes_among, hanging_rows
from speerpunt.core.queries.news import News, Period
from speerpunt.core.registry import subject_for
from speerpunt.meetings.queries.told import Followed, meeting_changes
from speerpunt.places.models import Area
from speerpunt.places.queries import area_rows_of
from speerpunt.priorities.models import Priority, Project
from speerpunt.priorities.queries import PlanPicture, followed_plan_rows

PLAN_AND_PLACES = frozenset({Project, Priority, Area})


def changes_in_followed(
    picture: PlanPicture, period: Period, limit: int, also: Iterable[Any] = ()
) -> list[Change]:
    """Newest first; of the things `also` only what happened to themselves."""
    news = News(picture.user, period)
    rows: dict[str, Any] = {
        **followed_plan_rows(picture, news),
        **area_rows_of(followed_areas(picture), news),
    }
    for thing in _other_things(picture):
        _add(rows, thing)
    rows.update(hanging_rows(rows, news))
    for thing in also:
        _add(rows, thing)
    changes = [
        *changes_among(rows, news, limit),
        *meeting_changes(_followed(picture), picture.user, period, limit),
    ]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _followed(picture: PlanPicture) -> Followed:
    """Dossiers and areas themselves: what bodies do about them is told with them."""
    projects = {pk: picture.projects[pk] for pk in picture.followed if pk in picture.projects}
    return Followed(projects, followed_areas(picture))


def _other_things(picture: PlanPicture) -> Iterator[Any]:
    """Of kinds that nothing belongs to here, such as a body: what happened to themselves."""
    for model, ids in picture.follows.items():
        if model not in PLAN_AND_PLACES:
            yield from subject_for(model).visible_to(picture.user).filter(pk__in=ids)


def _add(rows: dict[str, Any], thing: Any) -> None:
    """What is followed already is told as that."""
    label = thing._meta.label_lower
    rows[label] = {thing.pk: Owned(thing), **rows.get(label, {})}


def followed_areas(picture: PlanPicture) -> dict[int, Area]:
    wanted = picture.follows.get(Area, set())
    return {pk: area for pk, area in picture.areas.items() if pk in wanted}
