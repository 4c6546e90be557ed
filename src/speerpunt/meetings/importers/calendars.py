"""Meetings out of a calendar of another program. Its bytes are looked at in the cage only."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.cage import Bounds, CageProblem, ask

from ..problems import MeetingProblem

MOST_BYTES = 3 * 1024 * 1024
BOUNDS = Bounds(seconds=2, mebibytes=160, made=1)
READER = "speerpunt.meetings.importers.caged.calendar:read"
BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)


@dataclass(frozen=True)
class CalendarFile:
    """Meetings as plain values, ready to be kept; and what was refused, with line, title and code."""

    meetings: list[dict[str, Any]]
    refused: list[dict[str, Any]]


def read_calendar(content: bytes) -> CalendarFile:
    """Raises MeetingProblem with what is wrong and what to do."""
    if not content.strip():
        raise MeetingProblem(_("The file is empty. Choose another file."))
    if len(content) > MOST_BYTES:
        raise MeetingProblem(
            _("The file is larger than %(most)d MB. Export a shorter period and try again.")
            % {"most": MOST_BYTES // (1024 * 1024)}
        )
    today = timezone.localdate()
    try:
        told = _asked(content, first=(today - BACK).isoformat(), last=(today + AHEAD).isoformat())
    except CageProblem as problem:
        raise MeetingProblem(_words(problem)) from problem
    return CalendarFile(told["meetings"], told["refused"])


def _asked(content: bytes, **questions: str) -> Any:
    with NamedTemporaryFile(suffix=".ics") as file:
        file.write(content)
        file.flush()
        return ask(READER, Path(file.name), bounds=BOUNDS, zone=settings.TIME_ZONE, **questions).told


def _words(problem: CageProblem) -> str:
    if problem.code == "no_calendar":
        return _("This is no calendar that can be read. Export it once more as iCalendar (.ics).")
    if problem.code == "too_many":
        return _("The calendar has more than %(most)d meetings. Export a shorter period and try again.") % {
            "most": problem.where.get("most", 0)
        }
    if problem.code == "damaged":
        return _("The file is damaged. Export the calendar once more and try again.")
    return _("The file asks for too much work to be read. Export a shorter period and try again.")


def refusal_words(code: str) -> str:
    """Why one event stays outside."""
    return {
        "no_uid": _("It has no mark of its own (UID), so it would come in twice."),
        "no_start": _("It does not say when it starts."),
        "several_starts": _("It says more than once when it starts."),
        "broken_moment": _("Its day or time cannot be read."),
        "whole_day": _("It takes a whole day; a meeting has a time to start."),
        "unknown_zone": _("Its time zone is not known."),
        "ends_before": _("It ends before it starts."),
        "too_long": _("It takes more than three days."),
        "too_often": _("It repeats too often."),
        "unknown_rule": _("Its repetition cannot be understood."),
        "far_away": _("Its year is not between 2000 and 2100."),
    }.get(code, _("It cannot be read."))
