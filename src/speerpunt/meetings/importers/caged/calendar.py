"""Reads an iCalendar file (RFC 5545) in the cage: what meets when, by a clock that is understood.

A series is told as its meetings. What cannot be read is told apart, with its line and why; only a file that is no
calendar, or that asks for too much, is refused as a whole.
"""

import codecs
import re
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import IO, Any

from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from speerpunt.core.caged import Refusal, have_ready

have_ready(
    "icalendar.timezone.windows_to_olson",
    "icalendar.timezone.zoneinfo",
    "icalendar.timezone.equivalent_timezone_ids_result",
    *(
        "dateutil.easter",
        "dateutil.parser",
        "dateutil.parser.isoparser",
        "dateutil.relativedelta",
        "dateutil.tz",
    ),
)
# No file can be opened once the doors are shut, so every zone is there beforehand.
ZONES = {name: zoneinfo.ZoneInfo(name) for name in zoneinfo.available_timezones()}

MOST_EVENTS = 3_000
MOST_MEETINGS = 2_000
MOST_OF_A_SERIES = 400
MOST_STEPS = 20_000
DEEPEST = 6
MOST_LINES = 100_000
LONGEST_LINE = 100_000
LONGEST = {"SUMMARY": 160, "LOCATION": 160, "DESCRIPTION": 4_000, "URL": 400, "UID": 200}
USUAL_TIME = timedelta(hours=1)
LONGEST_MEETING = timedelta(days=3)
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
FIRST_YEAR, LAST_YEAR = 2000, 2100
UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")


class _Zones(ZONEINFO):
    """Only those that are there already; one that is not is looked for in the file itself."""

    @property
    def _available_timezones(self) -> set[str]:
        return set(ZONES)

    def timezone(self, name: str) -> tzinfo | None:
        return ZONES.get(name)


class _Unreadable(Exception):
    """Why one event cannot come in."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(source: IO[bytes], made: IO[bytes], *, zone: str, first: str, last: str) -> dict[str, Any]:
    """`zone` is the clock of who names none; a series is told from the day `first` until `last`."""
    tzp.use(_Zones())
    content = source.read()
    lines = _lines_of_events(content)
    own = ZONES[zone]
    horizon = (_midnight(date.fromisoformat(first), own), _midnight(date.fromisoformat(last), own))
    found: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    events = _events(content)
    changed = _changed_recurrences(events, own)
    for number, event in enumerate(events):
        line = lines[number] if number < len(lines) else 0
        try:
            found += [{**each, "line": line} for each in _meetings(event, own, horizon, changed)]
        except _Unreadable as problem:
            refused.append({"line": line, "title": _text(event, "SUMMARY"), "code": problem.code})
        if len(found) > MOST_MEETINGS:
            raise Refusal("too_many", most=MOST_MEETINGS)
    return {"meetings": found, "refused": refused}


def _lines_of_events(content: bytes) -> list[int]:
    """Where each event begins. Asked before anything is built: how many there are, and how deep they lie."""
    depth, found = 0, []
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > LONGEST_LINE or number > MOST_LINES:
            raise Refusal("too_much", line=number)
        begin = line[:20].lstrip(codecs.BOM_UTF8).upper()
        if begin.startswith(b"BEGIN:"):
            depth += 1
            if begin.startswith(b"BEGIN:VEVENT"):
                found.append(number)
        elif begin.startswith(b"END:"):
            depth -= 1
        if depth > DEEPEST or len(found) > MOST_EVENTS:
            raise Refusal("too_deep" if depth > DEEPEST else "too_many", line=number, most=MOST_EVENTS)
    return found


def _events(content: bytes) -> list[Any]:
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise Refusal("no_calendar", said=str(problem)[:200]) from problem
    found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not any(calendar.name in {"VCALENDAR", "VEVENT"} for calendar in calendars):
        raise Refusal("no_calendar")
    return found


def _text(event: Any, name: str) -> str:
    value = event.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    text = UNSHOWN.sub("", str(value)) if value is not None else ""
    return text[: LONGEST.get(name, 200)].strip()


def _meetings(
    event: Any, own: tzinfo, horizon: tuple[datetime, datetime], changed: set[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    uid = _text(event, "UID")
    if not uid:
        raise _Unreadable("no_uid")
    start = _moment(event, "DTSTART", own)
    length = _length(event, start, own)
    about = {
        "title": _text(event, "SUMMARY"),
        "place": _text(event, "LOCATION"),
        "introduction": _text(event, "DESCRIPTION"),
        "is_cancelled": _text(event, "STATUS").upper() == "CANCELLED",
    }
    recurrence = event.get("RECURRENCE-ID")
    if recurrence is not None:
        yield {**about, **_told(f"{uid}#{_stamp(_one(event, 'RECURRENCE-ID', own))}", start, length)}
        return
    if event.get("RRULE") is None and event.get("RDATE") is None:
        yield {**about, **_told(uid, start, length)}
        return
    for moment in _recurrences(event, start, own, horizon):
        if (uid, _stamp(moment)) not in changed:
            yield {**about, **_told(f"{uid}#{_stamp(moment)}", moment, length)}


def _told(key: str, start: datetime, length: timedelta) -> dict[str, str]:
    return {
        "key": key,
        "start": start.astimezone(UTC).isoformat(),
        "end": (start + length).astimezone(UTC).isoformat(),
    }


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _changed_recurrences(events: list[Any], own: tzinfo) -> set[tuple[str, str]]:
    """What an event of its own tells anew."""
    found = set()
    for event in events:
        if event.get("RECURRENCE-ID") is not None:
            try:
                found.add((_text(event, "UID"), _stamp(_one(event, "RECURRENCE-ID", own))))
            except _Unreadable:
                continue
    return found


def _moment(event: Any, name: str, own: tzinfo) -> datetime:
    moment = _one(event, name, own)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _Unreadable("far_away")
    return moment


def _one(event: Any, name: str, own: tzinfo) -> datetime:
    value = event.get(name)
    if value is None:
        raise _Unreadable("no_start")
    if isinstance(value, list):
        raise _Unreadable("several_starts")
    try:
        moment = value.dt
    except Exception as problem:  # the library names each broken value in its own way
        raise _Unreadable("broken_moment") from problem
    if not isinstance(moment, datetime):
        raise _Unreadable("whole_day" if isinstance(moment, date) else "broken_moment")
    return _by_the_clock(moment, str(value.params.get("TZID", "")), own)


def _by_the_clock(moment: datetime, zone: str, own: tzinfo) -> datetime:
    if moment.tzinfo is not None:
        return moment
    if not zone:
        return moment.replace(tzinfo=own)
    named = _zone_named(zone)
    if named is None:
        raise _Unreadable("unknown_zone")
    return moment.replace(tzinfo=named)


def _zone_named(name: str) -> tzinfo | None:
    """Some programs put their own words in front: /example.org/Europe/Berlin."""
    parts = name.strip("/").split("/")
    return next(
        (ZONES["/".join(parts[at:])] for at in range(len(parts)) if "/".join(parts[at:]) in ZONES), None
    )


def _length(event: Any, start: datetime, own: tzinfo) -> timedelta:
    if event.get("DTEND") is not None:
        length = _one(event, "DTEND", own) - start
    elif event.get("DURATION") is not None:
        length = getattr(event.get("DURATION"), "dt", None)
    else:
        length = USUAL_TIME
    if not isinstance(length, timedelta):
        raise _Unreadable("broken_moment")
    if not timedelta() < length <= LONGEST_MEETING:
        raise _Unreadable("ends_before" if length <= timedelta() else "too_long")
    return length


def _recurrences(
    event: Any, start: datetime, own: tzinfo, horizon: tuple[datetime, datetime]
) -> list[datetime]:
    """By the clock of the event, so that four o'clock stays four o'clock in winter."""
    zone = start.tzinfo or own
    left_out = {_stamp(moment) for moment in _listed(event, "EXDATE", zone)}
    found = {_stamp(moment): moment for moment in _listed(event, "RDATE", zone)}
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        found.update((_stamp(moment), moment) for moment in _by_rule(rule, start, zone, horizon[1]))
    if rules is None:
        found[_stamp(start)] = start
    kept = [
        moment
        for stamp, moment in found.items()
        if stamp not in left_out and horizon[0] <= moment <= horizon[1]
    ]
    if len(kept) > MOST_OF_A_SERIES:
        raise _Unreadable("too_often")
    return sorted(kept)


def _by_rule(rule: Any, start: datetime, zone: tzinfo, last: datetime) -> Iterator[datetime]:
    freq = str((rule.get("FREQ") or [""])[0]).upper()
    if freq in TOO_OFTEN:
        raise _Unreadable("too_often")
    try:
        moments = rrulestr(_without_zone(rule, zone), dtstart=start.replace(tzinfo=None))
    except Exception as problem:  # the library raises what it likes on a rule it does not know
        raise _Unreadable("unknown_rule") from problem
    for steps, moment in enumerate(moments):
        if steps > MOST_STEPS:
            raise _Unreadable("too_often")
        there = moment.replace(tzinfo=zone)
        if there > last:
            return
        yield there


def _without_zone(rule: Any, zone: tzinfo) -> str:
    """`UNTIL` by the same clock as the start."""
    told = rule.to_ical().decode()
    until = (rule.get("UNTIL") or [None])[0]
    if until is None:
        return str(told)
    if isinstance(until, datetime):
        here = until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
    else:
        here = datetime.combine(until, datetime.max.time().replace(microsecond=0))
    return re.sub(r"UNTIL=[^;]*", f"UNTIL={here:%Y%m%dT%H%M%S}", str(told))


def _listed(event: Any, name: str, zone: tzinfo) -> Iterator[datetime]:
    values = event.get(name)
    for value in values if isinstance(values, list) else [values] if values is not None else []:
        for each in getattr(value, "dts", []):
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            if isinstance(moment, datetime):
                yield moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=zone)
