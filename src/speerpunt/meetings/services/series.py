"""Many meetings at once: made by a pattern, extended, changed from a day on, ended. All of it, or nothing."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many, save_changes
from speerpunt.members.models import Body

from ..enums import MeetingState
from ..models import Meeting, MeetingSeries
from ..problems import MeetingProblem
from ..queries.moments import at
from ..queries.series import STILL_TO_COME, SeriesDay, is_as_planned, series_days
from .notices import Change, tell_of_changes

LONGEST = timedelta(days=3 * 366)
# What each meeting takes from its series.
TAKEN = ("title", "form", "place", "link", "access")


@transaction.atomic
def make_series(body: Body, *, days: Sequence[date], by: User | None, **values: Any) -> MeetingSeries:
    """`days` are those that the visitor saw; other ones mean that something changed in the meantime."""
    series = MeetingSeries.objects.create(collective_id=body.collective_id, body=body, **values)
    record(series, Verb.CREATED, by=by, changes=[("pattern", None, series.pattern)])
    planned = [day for day in days_of_series(series, series.first_day) if not day.why_not]
    if [day.day for day in planned] != list(days):
        raise MeetingProblem(_("The days changed in the meantime. Nothing was made. Look at them once more."))
    if not planned:
        raise MeetingProblem(_("This pattern has no day in the period. Choose another pattern or period."))
    _make_meetings(series, planned, by=by)
    return series


def days_of_series(series: MeetingSeries, first_day: date, last_day: date | None = None) -> list[SeriesDay]:
    return series_days(
        series.pattern,
        first_day=first_day,
        last_day=last_day or series.last_day,
        start=series.first_day,
        start_time=series.start_time,
        minutes=series.duration_minutes,
        skips_holidays=series.skips_holidays,
    )


def _make_meetings(series: MeetingSeries, days: Sequence[SeriesDay], *, by: User | None) -> None:
    made = Meeting.objects.bulk_create(_meeting_on(day, series) for day in days)
    record_many(
        ((meeting, [("starts_at", None, meeting.starts_at)]) for meeting in made), Verb.CREATED, by=by
    )


def _meeting_on(day: SeriesDay, series: MeetingSeries) -> Meeting:
    meeting = Meeting(
        collective_id=series.collective_id,
        body_id=series.body_id,
        series=series,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        **{name: getattr(series, name) for name in TAKEN},
    )
    meeting.search_text = meeting.as_searched()
    return meeting


@transaction.atomic
def extend_series(series: MeetingSeries, *, last_day: date, by: User | None) -> int:
    """Goes on by the same pattern. Returns how many meetings were added."""
    series = _locked(series)
    if last_day <= series.last_day:
        raise MeetingProblem(_("The series goes on until that day already. Choose a later one."))
    if last_day - series.last_day > LONGEST:
        raise MeetingProblem(_("A series is extended by three years at most."))
    days = days_of_series(series, series.last_day + timedelta(days=1), last_day)
    planned = [day for day in days if not day.why_not]
    save_changes(series, by=by, last_day=last_day)
    _make_meetings(series, planned, by=by)
    return len(planned)


@transaction.atomic
def change_series(
    series: MeetingSeries, *, from_day: date, by: User | None, tells: bool = False, **values: Any
) -> int:
    """Its coming meetings from a day on. One that got a time of its own keeps that. Returns how many changed."""
    series = _locked(series)
    changed = []
    for meeting in _coming(series, from_day):
        before = {name: getattr(meeting, name) for name in (*TAKEN, "starts_at", "ends_at")}
        after = {name: values[name] for name in TAKEN if name in values}
        if is_as_planned(meeting, series):
            after["starts_at"] = at(timezone.localdate(meeting.starts_at), values["start_time"])
            after["ends_at"] = after["starts_at"] + timedelta(minutes=values["duration_minutes"])
        if any(before[name] != value for name, value in after.items()):
            save_changes(meeting, by=by, **after)
            changed.append(meeting)
    save_changes(series, by=by, **values)
    _raise_sequences(changed)
    if tells:
        tell_of_changes(changed, Change.MOVED)
    return len(changed)


@transaction.atomic
def end_series(
    series: MeetingSeries, *, last_day: date, reason: str, by: User | None, tells: bool = True
) -> int:
    """What comes after that day is cancelled, and can be put back one by one. Returns how many."""
    series = _locked(series)
    if last_day < series.first_day or last_day >= series.last_day:
        raise MeetingProblem(_("Choose a day between the first and the last one of the series."))
    cancelled = _coming(series, last_day + timedelta(days=1))
    for meeting in cancelled:
        save_changes(meeting, by=by, state=MeetingState.CANCELLED, cancel_reason=reason)
    save_changes(series, by=by, note=reason, last_day=last_day)
    _raise_sequences(cancelled)
    if tells:
        tell_of_changes(cancelled, Change.CANCELLED, reason=reason)
    return len(cancelled)


def _locked(series: MeetingSeries) -> MeetingSeries:
    return MeetingSeries.objects.select_for_update().get(pk=series.pk)


def _coming(series: MeetingSeries, from_day: date) -> list[Meeting]:
    """Never what has begun: from now on, or from a later day."""
    first = max(at(from_day, time.min), timezone.now())
    rows = series.meetings.filter(STILL_TO_COME, starts_at__gte=first).select_for_update()
    return list(rows.order_by("starts_at", "pk"))


def _raise_sequences(meetings: Sequence[Meeting]) -> None:
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(sequence=F("sequence") + 1)
