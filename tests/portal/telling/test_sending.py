"""When the mail goes out: once, and nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import OutgoingMail, Telling
from speerpunt.core.queries.telling import next_moment
from speerpunt.core.services import add_comment
from speerpunt.core.services.mail import PAUSES, send_due_mail
from speerpunt.core.services.telling import choose_telling, tell_everybody
from tests.core.test_mail import AWAY

from .digests import DELIVERY, at, choose, deliver, happened, make_followed, mark_of

pytestmark = pytest.mark.django_db


def test_it_comes_once_and_the_next_one_tells_what_came_after(leiden, member, bridge):
    telling = choose(leiden, member)
    happened(leiden, bridge)
    before = mark_of(telling)
    assert len(deliver()) == 1
    assert mark_of(telling) > before
    assert deliver(timedelta(days=2, hours=1)) == []
    happened(leiden, bridge, at=timezone.now() + timedelta(days=2, hours=2))
    assert len(deliver(timedelta(days=3, hours=1))) == 1


def test_a_server_that_was_off_for_a_week_sends_one_with_everything(leiden, priority, member, bridge):
    choose(leiden, member)
    other = make_followed(leiden, priority, member, title="Kade")
    happened(leiden, bridge, at=timezone.now() + timedelta(days=1))
    happened(leiden, other, at=timezone.now() + timedelta(days=6))
    [sent] = deliver(timedelta(days=7, hours=1))
    assert ("SPANJAARDSBRUG" in sent.body, "KADE" in sent.body) == (True, True)


def test_a_mail_server_that_is_away_for_days_means_one_mail_in_the_end(settings, leiden, member, bridge):
    telling = choose(leiden, member)
    settings.MAIL_DELIVERY_BACKEND = AWAY
    before = mark_of(telling)
    for days in range(1, 5):
        happened(leiden, bridge, at=timezone.now() + timedelta(days=days - 1, hours=1))
        deliver(timedelta(days=days, hours=1))
    assert (OutgoingMail.objects.count(), mark_of(telling)) == (1, before)
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    assert len(deliver(timedelta(days=6))) == 1


def test_what_was_given_up_is_tried_again_at_the_next_moment(settings, leiden, member, bridge):
    choose(leiden, member)
    happened(leiden, bridge)
    settings.MAIL_DELIVERY_BACKEND = AWAY
    deliver()
    OutgoingMail.objects.update(due_at=None, attempts=len(PAUSES) + 1)
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    assert len(deliver(timedelta(days=2, hours=1))) == 1


def test_two_workers_ask_once(leiden, member, bridge, monkeypatch):
    """The other one asks between our looking and our asking."""
    choose(leiden, member)
    happened(leiden, bridge)
    moment = timezone.now() + timedelta(days=1, hours=1)
    with at(moment), scope(collective=leiden):
        stale = list(Telling.objects.select_related("user"))
        tell_everybody()
        send_due_mail()
        monkeypatch.setattr("speerpunt.core.services.telling.due_tellings", lambda now: iter(stale))
        tell_everybody()
        send_due_mail()
    assert len(mail.outbox) == 1


def test_a_worker_killed_while_it_asks_loses_nothing(leiden, member, bridge, monkeypatch):
    choose(leiden, member)
    happened(leiden, bridge)

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as broken, at(timezone.now() + timedelta(days=1)):
        broken.setattr("speerpunt.core.services.telling.ask_for_mail", die)
        with pytest.raises(SystemExit):
            tell_everybody()
    assert len(deliver()) == 1


def test_a_postman_killed_before_the_mark_moved_sends_the_same_mail_again(
    leiden, member, bridge, monkeypatch
):
    """Rather twice than never; by its number a mail program knows it again."""
    choose(leiden, member)
    happened(leiden, bridge)
    moment = timezone.now() + timedelta(days=1, hours=1)

    def die(*args, **kwargs):
        raise OperationalError

    with at(moment):
        tell_everybody()
    with monkeypatch.context() as broken, at(moment):
        broken.setattr("speerpunt.portal.tasks.note_told", die)
        with pytest.raises(OperationalError):
            send_due_mail()
    with at(moment + timedelta(minutes=6)):
        send_due_mail()
    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert deliver() == []


def test_a_fault_of_ours_keeps_no_other_mail_waiting(leiden, member, office, bridge, monkeypatch, caplog):
    choose(leiden, member)
    happened(leiden, bridge)

    def break_down(mail):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("speerpunt.portal.tasks.make_digest", break_down)
        deliver()
    assert "cannot be made" in caplog.text
    assert OutgoingMail.objects.get().problem.startswith("ZeroDivisionError")
    assert len(deliver(timedelta(days=1, hours=3))) == 1


def test_an_empty_mail_is_not_sent(leiden, member, bridge):
    telling = choose(leiden, member)
    before = mark_of(telling)
    assert deliver() == []
    assert mark_of(telling) > before
    assert not OutgoingMail.objects.exists()


def test_ten_quick_changes_are_one_mail_at_once(leiden, member, bridge):
    choose(leiden, member, "at_once")
    now = timezone.now()
    for seconds in range(0, 200, 20):
        happened(leiden, bridge, at=now + timedelta(seconds=seconds))
    sent = [len(deliver(timedelta(minutes=minutes))) for minutes in range(1, 12)]
    assert (sum(sent), sent[:5]) == (1, [0, 0, 0, 0, 0])


def test_who_goes_on_changing_does_not_keep_it_back_for_ever(leiden, member, bridge):
    choose(leiden, member, "at_once")
    now = timezone.now()
    for minutes in range(40):
        happened(leiden, bridge, at=now + timedelta(minutes=minutes))
    sent = [len(deliver(timedelta(minutes=minutes))) for minutes in range(1, 40)]
    assert (sent.index(1), sum(sent)) == (14, 2)


def test_at_once_tells_a_reaction_too(leiden, member, office, bridge):
    choose(leiden, member, "at_once")
    with scope(collective=leiden):
        add_comment(bridge, text="Let op", by=office)
    assert len(deliver(timedelta(minutes=5))) == 1


def test_who_wants_nothing_gets_nothing(leiden, member, bridge):
    choose(leiden, member, "never")
    happened(leiden, bridge)
    assert deliver(timedelta(days=30)) == []


def test_who_begins_again_is_not_told_what_he_missed(leiden, member, bridge):
    with scope(collective=leiden):
        choose_telling(leiden, user=member, frequency="never", weekday=0, hour=8)
    happened(leiden, bridge)
    with scope(collective=leiden):
        choose_telling(leiden, user=member, frequency="daily", weekday=0, hour=8)
    assert deliver() == []


@pytest.mark.parametrize(
    ("frequency", "after", "expected"),
    [
        # Summer time ends on 25 October 2026: on the clock it is eight o'clock all the same.
        ("daily", datetime(2026, 10, 24, 7, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),
        ("daily", datetime(2026, 10, 23, 7, tzinfo=UTC), datetime(2026, 10, 24, 6, tzinfo=UTC)),
        # And begins on 28 March 2027.
        ("daily", datetime(2027, 3, 27, 8, tzinfo=UTC), datetime(2027, 3, 28, 6, tzinfo=UTC)),
        ("daily", datetime(2026, 11, 26, 6, 59, tzinfo=UTC), datetime(2026, 11, 26, 7, tzinfo=UTC)),
        ("daily", datetime(2026, 11, 26, 7, tzinfo=UTC), datetime(2026, 11, 27, 7, tzinfo=UTC)),
        ("weekly", datetime(2026, 10, 23, 7, tzinfo=UTC), datetime(2026, 10, 27, 7, tzinfo=UTC)),
        ("weekly", datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 12, 1, 7, tzinfo=UTC)),
        ("at_once", datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 11, 25, 7, tzinfo=UTC)),
        ("never", datetime(2026, 11, 24, 7, tzinfo=UTC), None),
    ],
)
def test_the_moment_is_on_the_clock_of_the_city(frequency, after, expected):
    """On Tuesdays, where it is weekly."""
    assert next_moment(Telling(frequency=frequency, weekday=1, hour=8), after) == expected


def test_a_code_to_sign_in_does_not_wait_for_five_hundred_digests(leiden, member, bridge):
    choose(leiden, member)
    happened(leiden, bridge)
    with at(timezone.now() + timedelta(days=1, hours=1)):
        tell_everybody()
        OutgoingMail.objects.create(
            sender="a@leiden.example", recipients=["b@leiden.example"], subject="Code"
        )
        send_due_mail()
    assert [each.subject for each in mail.outbox] == ["Code", f"{leiden.name}: Spanjaardsbrug"]
