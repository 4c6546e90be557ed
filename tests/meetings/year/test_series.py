"""A series: its days beforehand, made as a whole, extended, changed from a day on, ended."""

from datetime import UTC, date, time, timedelta

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent, OutgoingMail
from speerpunt.meetings.models import Meeting, MeetingSeries
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.moments import at
from speerpunt.meetings.queries.rhythms import Rhythm, days_of, rhythm_of, said_pattern
from speerpunt.meetings.services.meetings import move_meeting
from speerpunt.meetings.services.series import (
    change_series,
    days_of_series,
    end_series,
    extend_series,
    make_series,
)
from tests.factories import (
    make_attendance,
    make_body,
    make_called_meeting,
    make_holiday,
    make_meeting,
    make_person,
    make_seat,
)
from tests.factories import make_series as make_row

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().year + 1
ADD = "/leiden/overleg/reeksen/nieuw/"


@pytest.mark.parametrize(
    ("rhythm", "pattern", "words"),
    [
        (Rhythm(0), "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", "elke week op maandag"),
        (Rhythm(3, weeks=2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "elke 2 weken op donderdag"),
        (Rhythm(0, place=4), "FREQ=MONTHLY;BYDAY=4MO", "elke vierde maandag van de maand"),
        (
            Rhythm(1, place=-1, months=(3, 1)),
            "FREQ=MONTHLY;BYDAY=-1TU;BYMONTH=1,3",
            "elke laatste dinsdag van de maand: jan, mrt",
        ),
    ],
)
def test_what_is_chosen_becomes_a_rule_and_comes_back_as_words(rhythm, pattern, words):
    assert rhythm.pattern == pattern
    assert said_pattern(pattern) == words
    assert rhythm_of(pattern).pattern == pattern


def test_a_rule_that_no_form_made_is_told_as_it_is():
    assert said_pattern("FREQ=YEARLY;BYMONTHDAY=3") == "FREQ=YEARLY;BYMONTHDAY=3"


def test_the_fourth_monday_of_each_month_counted_by_hand():
    days = list(days_of("FREQ=MONTHLY;BYDAY=4MO", date(2026, 1, 1), date(2026, 6, 30)))
    assert days == [
        date(2026, 1, 26),
        date(2026, 2, 23),
        date(2026, 3, 23),
        date(2026, 4, 27),
        date(2026, 5, 25),
        date(2026, 6, 22),
    ]


def test_every_other_week_goes_on_in_step_after_it_is_extended():
    whole = list(days_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2026, 1, 1), date(2026, 3, 31)))
    begin = list(days_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2026, 1, 1), date(2026, 2, 3)))
    rest = list(
        days_of(
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2026, 2, 4), date(2026, 3, 31), start=date(2026, 1, 1)
        )
    )
    assert begin + rest == whole


def values(**changes):
    usual = {
        "title": "Bestuur",
        "pattern": "FREQ=MONTHLY;BYDAY=4MO",
        "first_day": date(2027, 3, 1),
        "last_day": date(2027, 12, 31),
        "start_time": time(16),
        "duration_minutes": 90,
    }
    return {**usual, **changes}


def planned_days(body, **changes):
    series = MeetingSeries(body=body, collective=body.collective, **values(**changes))
    return [day.day for day in days_of_series(series, series.first_day) if not day.why_not]


def made(body, **changes):
    return make_series(body, days=planned_days(body, **changes), by=None, **values(**changes))


def test_holidays_are_skipped_each_with_its_name(body):
    make_holiday(body.collective, name="Meivakantie", start=date(2027, 4, 24), end=date(2027, 5, 9))
    series = MeetingSeries(
        body=body, collective=body.collective, **values(pattern="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU")
    )
    skipped = {day.day: day.why_not for day in days_of_series(series, series.first_day) if day.why_not}
    assert skipped == {date(2027, 4, 27): "Koningsdag", date(2027, 5, 4): "Meivakantie"}
    series.skips_holidays = False
    assert not any(day.why_not for day in days_of_series(series, series.first_day))


def test_a_series_is_made_as_a_whole_by_the_clock_of_here(body):
    series = made(body)
    meetings = list(series.meetings.all())
    assert len(meetings) == len(planned_days(body)) == 10
    for meeting in meetings:
        start = timezone.localtime(meeting.starts_at)
        assert (start.time(), meeting.minutes, meeting.title) == (time(16), 90, "Bestuur")
    # Summer and winter time: the same hour here is another one in UTC.
    assert {meeting.starts_at.astimezone(tz=UTC).hour for meeting in meetings} == {
        14,
        15,
    }
    assert HistoryEvent.objects.filter(target_model="meetings.meeting", verb="created").count() == 10


def test_nothing_is_made_when_the_days_are_not_those_that_were_seen(body):
    seen = planned_days(body)
    make_holiday(body.collective, start=date(2027, 6, 28), end=date(2027, 6, 28))
    with pytest.raises(MeetingProblem, match="intussen veranderd"):
        make_series(body, days=seen, by=None, **values())
    assert (Meeting.objects.count(), MeetingSeries.objects.count()) == (0, 0)


def test_a_pattern_without_days_is_refused(body):
    with pytest.raises(MeetingProblem, match="geen dag"):
        make_series(body, days=[], by=None, **values(last_day=date(2027, 3, 2)))


def test_extending_adds_only_what_comes_after(body):
    series = made(body)
    assert extend_series(series, last_day=date(2028, 2, 28), by=None) == 2
    assert series.meetings.count() == 12
    with pytest.raises(MeetingProblem, match="latere"):
        extend_series(series, last_day=date(2027, 1, 1), by=None)
    with pytest.raises(MeetingProblem, match="hooguit drie jaar"):
        extend_series(series, last_day=date(2040, 1, 1), by=None)


def how(**changes):
    usual = {
        "title": "Bestuur",
        "start_time": time(19, 30),
        "duration_minutes": 60,
        "form": "online",
        "place": "",
        "link": "",
        "access": "all",
    }
    return {**usual, **changes}


def test_a_change_from_a_day_on_leaves_what_comes_before_and_what_was_moved(body):
    series = made(body)
    first, *_between, last = series.meetings.all()
    moved_to = at(timezone.localdate(last.starts_at), time(9))
    move_meeting(last, starts_at=moved_to, ends_at=moved_to + timedelta(hours=1), by=None, tells=False)
    changed = change_series(series, from_day=date(2027, 6, 1), by=None, **how())
    assert changed == 7
    first.refresh_from_db()
    last.refresh_from_db()
    assert (timezone.localtime(first.starts_at).time(), first.form, first.sequence) == (
        time(16),
        "in_person",
        0,
    )
    assert (last.starts_at, last.form, last.sequence) == (moved_to, "online", 2)
    middle = series.meetings.get(
        starts_at__gte=at(date(2027, 9, 1), time()), starts_at__lt=at(date(2027, 10, 1), time())
    )
    assert (timezone.localtime(middle.starts_at).time(), middle.minutes, middle.sequence) == (
        time(19, 30),
        60,
        1,
    )


def test_ending_cancels_what_comes_and_tells_each_once(body, settings):
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"
    series = made(body)
    make_seat(body, make_person(body.collective, email="zit@voorbeeld.example"))
    assert end_series(series, last_day=date(2027, 10, 1), reason="Opgeheven", by=None) == 3
    assert series.meetings.filter(state="cancelled", cancel_reason="Opgeheven", sequence=1).count() == 3
    [mail] = OutgoingMail.objects.all()
    assert mail.text.count("\n- ") == 3
    series.refresh_from_db()
    assert series.last_day == date(2027, 10, 1)


def test_what_has_been_stays_when_a_series_ends(body):
    series = make_row(body, first_day=timezone.localdate() - timedelta(days=60))
    was = make_meeting(body, series=series, in_days=-10)
    comes = make_meeting(body, series=series, in_days=10)
    end_series(series, last_day=series.first_day, reason="Klaar", by=None)
    assert list(Meeting.objects.filter(state="cancelled")) == [comes]
    was.refresh_from_db()
    assert was.state == "planned"


def sent(body, **changes):
    usual = {
        "body": body.pk,
        "title": "Bestuur",
        "rhythm": "maand",
        "weekday": "0",
        "weeks": "1",
        "place_in_month": "4",
        "months": [str(month) for month in range(1, 13)],
        "first_day": f"{NEXT}-01-01",
        "last_day": f"{NEXT}-12-31",
        "start_time": "16:00",
        "duration_minutes": "120",
        "form": "in_person",
        "access": "all",
        "skips_holidays": "on",
    }
    return {**usual, **changes}


def test_the_office_sees_the_days_first_and_then_makes_them(body, somebody, signed_in):
    client = signed_in(somebody("office"))
    preview = client.post(ADD, sent(body))
    assert preview.status_code == 200
    assert not Meeting.objects.exists()
    assert len(preview.context["planned"]) + preview.context["skipped"] == 12
    answer = client.post(ADD, sent(body, maak="1", gezien=preview.context["seen"]))
    assert answer.status_code == 302
    assert Meeting.objects.count() == len(preview.context["planned"])
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("seen", ["", "x", "2027-01-01", "2027-13-01,2027-02-02"])
def test_what_was_not_seen_is_not_made(body, somebody, signed_in, seen):
    page = signed_in(somebody("office")).post(ADD, sent(body, maak="1", gezien=seen))
    assert page.status_code == 200
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weeks", "0"),
        ("weekday", "7"),
        ("place_in_month", "5"),
        ("months", []),
        ("last_day", f"{NEXT + 5}-01-01"),
        ("last_day", f"{NEXT - 1}-01-01"),
        ("duration_minutes", "100000"),
        ("start_time", "25:00"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused_at_its_field(body, somebody, signed_in, field, value):
    page = signed_in(somebody("office")).post(ADD, sent(body, **{field: value}))
    assert field in page.context["form"].errors
    assert page.context["days"] == []


def test_the_preview_shows_who_would_be_in_two_places_at_once(
    body, somebody, person_of, signed_in, connection_queries
):
    client = signed_in(somebody("office"))
    alone = connection_queries(lambda: client.post(ADD, sent(body)))
    other = make_body(body.collective, name="Stuurgroep")
    twice = person_of(somebody("member"))
    make_seat(body, twice)
    make_seat(other, twice)
    days = [date.fromisoformat(day) for day in client.post(ADD, sent(body)).context["seen"].split(",")]
    for day in days[:3]:
        make_meeting(other, starts_at=at(day, time(17)))
    page = client.post(ADD, sent(body))
    assert page.context["conflicting"] == 3
    assert page.context["days"][0].conflicts[0].people == [twice]
    # Who sits in both, and who is a guest in one.
    assert connection_queries(lambda: client.post(ADD, sent(body))) <= alone + 2


def test_the_secretary_makes_series_for_the_own_body_only(body, seated, signed_in):
    other = make_body(body.collective, name="Stuurgroep")
    theirs = make_row(other)
    client = signed_in(seated(body, "secretary"))
    assert "body" in client.post(ADD, sent(other)).context["form"].errors
    for page in ("", "wijzigen/", "verlengen/", "beeindigen/"):
        assert client.get(f"/leiden/overleg/reeksen/{theirs.pk}/{page}").status_code == 404
    own = make_row(body)
    assert client.get(f"/leiden/overleg/reeksen/{own.pk}/").status_code == 200
    assert [row for row, _words in client.get("/leiden/overleg/reeksen/").context["rows"]] == [own]


def test_one_series_and_three_cost_the_same_queries(body, somebody, signed_in, connection_queries):
    client = signed_in(somebody("office"))
    make_row(body)
    one = connection_queries(lambda: client.get("/leiden/overleg/reeksen/"))
    for _number in range(2):
        make_meeting(body, series=make_row(make_body(body.collective)))
    assert connection_queries(lambda: client.get("/leiden/overleg/reeksen/")) == one


def test_who_has_an_invitation_hears_of_the_end_by_his_calendar_and_not_twice(body, settings):
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"
    series = make_row(body)
    invited, seated = (
        make_person(body.collective, email=f"{name}@voorbeeld.example") for name in ("een", "twee")
    )
    for person in (invited, seated):
        make_seat(body, person)
    make_attendance(make_called_meeting(body, series=series, in_days=20), invited, seat="member")
    end_series(series, last_day=series.first_day, reason="Klaar", by=None)
    told = {(mail.recipients[0], bool(mail.maker)) for mail in OutgoingMail.objects.all()}
    assert told == {("een@voorbeeld.example", True), ("twee@voorbeeld.example", False)}
