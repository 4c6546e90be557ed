"""Calendars of other programs: what comes in, what is refused in words, and that none of them harms."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from speerpunt.meetings.importers.calendars import read_calendar, refusal_words
from speerpunt.meetings.problems import MeetingProblem

from .calendars import calendar, event

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "ics"
START = "DTSTART;TZID=Europe/Amsterdam:20270301T160000"


def only(*lines):
    [meeting] = read_calendar(calendar(event(*lines))).meetings
    return meeting


def refused(*lines):
    found = read_calendar(calendar(event(*lines)))
    assert found.meetings == []
    [one] = found.refused
    return one["code"]


def moments(*lines):
    found = read_calendar(calendar(event("UID:reeks", *lines))).meetings
    return [datetime.fromisoformat(each["start"]).astimezone(ZoneInfo("Europe/Amsterdam")) for each in found]


def test_a_meeting_comes_in_with_its_words_and_its_line():
    meeting = only(
        "UID:a@elders.example",
        START,
        "DTEND;TZID=Europe/Amsterdam:20270301T173000",
        "SUMMARY:Bestuur\\, café",
        "LOCATION:Stadhuis",
        "DESCRIPTION:Eerste regel\\nTweede",
    )
    assert meeting == {
        "key": "a@elders.example",
        "line": 4,
        "title": "Bestuur, café",
        "place": "Stadhuis",
        "introduction": "Eerste regel\nTweede",
        "is_cancelled": False,
        "start": "2027-03-01T15:00:00+00:00",
        "end": "2027-03-01T16:30:00+00:00",
    }


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART:20270301T150000Z", 15),
        ("DTSTART:20270301T160000", 15),
        ("DTSTART;TZID=/Europe/Amsterdam:20270301T160000", 15),
        ("DTSTART;TZID=/example.org/20260101_1/Europe/London:20270301T150000", 15),
        ("DTSTART;TZID=W. Europe Standard Time:20270301T160000", 15),
    ],
)
def test_every_way_to_name_a_clock_gives_the_same_moment(start, hour):
    assert datetime.fromisoformat(only("UID:a", start)["start"]) == datetime(2027, 3, 1, hour, tzinfo=UTC)


def test_a_clock_that_the_file_brings_along_is_used():
    zone = (
        "BEGIN:VTIMEZONE",
        "TZID:Kantoor",
        "BEGIN:STANDARD",
        "DTSTART:20000101T000000",
        "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300",
        "RDATE:20000101T000000",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    [meeting] = read_calendar(
        calendar(*zone, event("UID:a", "DTSTART;TZID=Kantoor:20270301T160000"))
    ).meetings
    assert meeting["start"] == "2027-03-01T13:00:00+00:00"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["SUMMARY:x", START], "no_uid"),
        (["UID:a"], "no_start"),
        (["UID:a", "DTSTART:INVALID-DATE"], "broken_moment"),
        (["UID:a", "DTSTART;;VALUE=DATE-TIME:20140409T093000"], "no_start"),
        (["UID:a", "DTSTART;VALUE=DATE:20270301"], "whole_day"),
        (["UID:a", "DTSTART;TZID=Mars/Olympus:20270301T160000"], "unknown_zone"),
        (["UID:a", START, "DTEND;TZID=Europe/Amsterdam:20270301T150000"], "ends_before"),
        (["UID:a", START, "DTEND;TZID=Europe/Amsterdam:20270401T150000"], "too_long"),
        (["UID:a", "DTSTART:19960401T010000Z"], "far_away"),
        (["UID:a", START, "RRULE:FREQ=SECONDLY"], "too_often"),
        (["UID:a", START, "RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L"], "unknown_rule"),
        (["UID:a", "DTSTART:20000101T100000Z", "RRULE:FREQ=DAILY"], "too_often"),
    ],
)
def test_what_cannot_come_in_says_why(lines, code):
    assert refused(*lines) == code
    assert refusal_words(code) != refusal_words("anders")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_four_o_clock_stays_four_o_clock_in_summer():
    first = in_days(7)
    found = moments(f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T160000", "RRULE:FREQ=WEEKLY;COUNT=40")
    assert len(found) == 40
    assert {moment.hour for moment in found} == {16}
    assert {moment.utcoffset() for moment in found} == {timedelta(hours=1), timedelta(hours=2)}


def test_days_left_out_added_and_changed_are_followed():
    first = in_days(7)
    start = f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T160000"
    second, third, extra = (first + timedelta(days=days) for days in (7, 14, 3))
    series = event(
        "UID:reeks",
        start,
        "RRULE:FREQ=WEEKLY;COUNT=4",
        f"EXDATE;TZID=Europe/Amsterdam:{second:%Y%m%d}T160000",
        f"RDATE;TZID=Europe/Amsterdam:{extra:%Y%m%d}T120000",
        "SUMMARY:Gewoon",
    )
    moved = event(
        "UID:reeks",
        f"RECURRENCE-ID;TZID=Europe/Amsterdam:{third:%Y%m%d}T160000",
        f"DTSTART;TZID=Europe/Amsterdam:{third:%Y%m%d}T190000",
        "SUMMARY:Verzet",
    )
    found = read_calendar(calendar(series, moved)).meetings
    zone = ZoneInfo("Europe/Amsterdam")
    told = {(datetime.fromisoformat(each["start"]).astimezone(zone), each["title"]) for each in found}
    assert {(moment.date(), moment.hour, title) for moment, title in told} == {
        (first, 16, "Gewoon"),
        (extra, 12, "Gewoon"),
        (third, 19, "Verzet"),
        (first + timedelta(days=21), 16, "Gewoon"),
    }
    assert len({each["key"] for each in found}) == 4


def test_until_is_read_by_the_clock_of_the_series():
    first = in_days(7)
    last = first + timedelta(days=14)
    start = f"DTSTART;TZID=Europe/Amsterdam:{first:%Y%m%d}T233000"
    until = datetime(last.year, last.month, last.day, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(
        UTC
    )
    assert len(moments(start, f"RRULE:FREQ=WEEKLY;UNTIL={until:%Y%m%dT%H%M%SZ}")) == 3
    assert len(moments(start, f"RRULE:FREQ=WEEKLY;UNTIL={last:%Y%m%d}")) == 3


def test_a_series_without_end_comes_in_two_years_ahead():
    found = moments(f"DTSTART:{in_days(1):%Y%m%d}T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=1MO")
    assert 23 <= len(found) <= 25


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen agenda",
        b"PK\x03\x04" + bytes(range(256)) * 40,
        b"<html></html>",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 90_000 + b"END:VCALENDAR",
        b"BEGIN:VEVENT\n" * 200_000,
        b"BEGIN:VCALENDAR\n" + b"X-A:b\n" * 400_000 + b"END:VCALENDAR",
        b"BEGIN:VCALENDAR\nX-A:" + b"a" * 2_900_000 + b"\nEND:VCALENDAR",
        b"x" * (3 * 1024 * 1024 + 1),
        calendar(event("UID:a", START, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    ],
    ids=("empty", "text", "zip", "page", "events", "deep", "lines", "line", "large", "endless"),
)
def test_a_file_that_is_none_or_asks_too_much_is_refused_in_words(content):
    """What it may take at most, the cage sees to: two seconds of a processor, 160 MiB (tests/core/test_cage.py)."""
    with pytest.raises(MeetingProblem) as problem:
        read_calendar(content)
    assert str(problem.value)


def test_signs_that_no_database_takes_are_left_out():
    assert only("UID:a", START, "SUMMARY:Be\x00st\u200buur\x1b")["title"] == "Bestuur"


@pytest.mark.skipif(not REAL.is_dir(), reason=f"Odd files from the field are not on this machine: {REAL}")
def test_odd_files_from_the_field_come_in_or_are_refused_in_words():
    outcomes = {}
    for path in sorted(REAL.glob("*.ics")):
        try:
            found = read_calendar(path.read_bytes())
        except MeetingProblem as problem:
            outcomes[path.stem] = str(problem)
        else:
            outcomes[path.stem] = (len(found.meetings) > 0, sorted({each["code"] for each in found.refused}))
    assert outcomes == {
        "bom_calendar": (False, []),
        "broken_dtstart": (False, ["broken_moment"]),
        "broken_ical": (False, ["no_start"]),
        "calendar_with_unicode": (False, []),
        "event_with_recurrence": (False, ["no_uid"]),
        "issue_466_convert_tzid_with_slash": (True, []),
        "issue_722_missing_timezones": (False, ["no_uid"]),
        "rfc_7529": (False, ["whole_day"]),
        "timezone_rdate": (True, []),
    }
