"""One mail about what somebody follows: once, with one link for each thing, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone
from django_scopes import scope

from speerpunt.actions.models import Action
from speerpunt.core.enums import Verb
from speerpunt.core.models import OutgoingMail, Telling
from speerpunt.core.queries.telling import next_moment
from speerpunt.core.services import add_comment, follow, record, save_changes
from speerpunt.core.services.mail import PAUSES, send_due_mail
from speerpunt.core.services.telling import choose_telling, tell_everybody
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.portal.queries.digest import MOST_ENTRIES
from tests.core.test_mail import AWAY
from tests.factories import (
    make_action,
    make_action_request,
    make_area,
    make_body,
    make_document,
    make_folder,
    make_milestone,
    make_project,
    make_visitor,
)

from .digests import DELIVERY, at, choose, deliver, happened

pytestmark = pytest.mark.django_db

PAGE = "/leiden/vandaag/berichten/"
LINK = "http://localhost:8000/leiden/projecten/"


@pytest.fixture(autouse=True)
def delivery(settings):
    settings.MAIL_DELIVERY_BACKEND = DELIVERY


@pytest.fixture
def member(leiden):
    return make_visitor(leiden, StandingKind.MEMBER)


@pytest.fixture
def office(leiden):
    return make_visitor(leiden)


def make_followed(leiden, priority, user, **fields):
    project = make_project(priority, visibility="members", **fields)
    with scope(collective=leiden):
        follow(project, by=user)
    return project


@pytest.fixture
def bridge(leiden, priority, member):
    return make_followed(leiden, priority, member, title="Spanjaardsbrug")


def soon(days):
    return timezone.localdate() + timedelta(days=days)


def mark_of(telling):
    with scope(collective=telling.collective):
        return Telling.objects.get(pk=telling.pk).told_until


# What it says.


def test_several_changes_of_one_thing_are_one_entry_with_one_link(leiden, member, office, bridge):
    milestone = make_milestone(bridge, title="Voorlopig ontwerp", due=soon(-1))
    with scope(collective=leiden):
        save_changes(bridge, by=office, health="stuck")
        save_changes(milestone, by=office, done_on=soon(0))
        save_changes(bridge, by=office, summary="Een brug")
        save_changes(bridge, by=office, summary="Een brede brug")
        add_comment(bridge, text="Geheim van de reactie", by=office)
    choose(leiden, member)
    [sent] = deliver()
    assert sent.to == [member.email]
    assert sent.subject == f"{leiden.name}: Spanjaardsbrug"
    assert sent.body.count(LINK) == 1
    for line in (
        "Nu stokt",
        "Mijlpaal bereikt: Voorlopig ontwerp",
        "Gewijzigd: wat het is",
        "Reactie geplaatst",
    ):
        assert sent.body.count(f"- {line}\n") == 1
    assert "Geheim" not in sent.body


def test_the_mail_as_a_mail_program_reads_it(leiden, member, bridge):
    telling = choose(leiden, member)
    happened(leiden, bridge)
    [sent] = deliver()
    read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in read.iter_parts())
    for word in (
        "Spanjaardsbrug",
        f"{LINK}{bridge.pk}/",
        "U krijgt elke dag om 8.00 uur",
        "/berichten/stop/",
    ):
        assert word.lower() in plain.lower()
        assert word.lower() in html.lower()
    assert (read["List-Unsubscribe-Post"], read["Auto-Submitted"], read["Precedence"]) == (
        "List-Unsubscribe=One-Click",
        "auto-generated",
        "bulk",
    )
    assert read["List-Id"] == "<told.leiden.localhost>"
    assert read["List-Unsubscribe"].strip().startswith("<http://localhost:8000/leiden/berichten/stop/")
    assert read["Message-ID"].startswith(f"<told.leiden.{telling.pk}.")


def test_what_asks_something_of_me_comes_first(leiden, priority, member, bridge):
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
    make_project(
        priority,
        title="Aan zet",
        visibility="members",
        next_step="Bel de provincie",
        next_step_by=person,
        next_step_due=soon(5),
    )
    make_milestone(bridge, kind="decision", title="Raad kiest", due=soon(6))
    happened(leiden, bridge)
    choose(leiden, member)
    [sent] = deliver()
    assert sent.body.index("AAN ZET") < sent.body.index("SPANJAARDSBRUG")
    assert "- U bent aan zet: Bel de provincie, uiterlijk " in sent.body
    assert "- Besluit: Raad kiest, " in sent.body


def test_who_follows_an_area_hears_of_the_area_and_of_its_projects(leiden, priority, member, office):
    area = make_area(leiden, name="De Waard")
    project = make_project(priority, title="Groepscontract", visibility="members")
    project.areas.add(area)
    with scope(collective=leiden):
        follow(area, by=member)
        save_changes(area, by=office, summary="Een terrein")
        save_changes(project, by=office, health="attention")
    choose(leiden, member)
    [sent] = deliver()
    assert ("DE WAARD" in sent.body, "GROEPSCONTRACT" in sent.body) == (True, True)


def test_any_other_kind_of_thing_is_told_too(leiden, member, office):
    body = make_body(leiden, name="Kernteam Energie")
    with scope(collective=leiden):
        follow(body, by=member)
        save_changes(body, by=office, name="Kernteam Stroom")
    choose(leiden, member)
    [sent] = deliver()
    assert "KERNTEAM STROOM\n- Gewijzigd: naam\n" in sent.body


def test_own_changes_are_no_news(leiden, member, bridge):
    happened(leiden, bridge, by=member)
    choose(leiden, member)
    assert deliver() == []


def test_nobody_is_flooded(leiden, priority, member):
    for number in range(MOST_ENTRIES + 12):
        happened(leiden, make_followed(leiden, priority, member, title=f"Project {number:02}"))
    choose(leiden, member)
    [sent] = deliver()
    assert sent.body.count(LINK) == MOST_ENTRIES
    assert "En nog 12" in sent.body
    assert sent.subject.endswith(f"en nog {MOST_ENTRIES + 11}")


def test_what_comes_is_told_once_when_it_comes_near(leiden, member, bridge):
    make_milestone(bridge, kind="decision", title="Raad kiest", due=soon(10))
    choose(leiden, member)
    sent = [len(deliver(timedelta(days=days, hours=1))) for days in range(1, 13)]
    assert (sum(sent), sent.index(1)) == (1, 2)


def test_what_is_late_is_told_once_more(leiden, priority, member):
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
    make_project(priority, visibility="members", next_step="Bel", next_step_by=person, next_step_due=soon(2))
    choose(leiden, member)
    sent = [len(deliver(timedelta(days=days, hours=1))) for days in range(1, 8)]
    assert sent == [0, 0, 1, 0, 0, 0, 0]


def test_an_action_that_somebody_gave_me_is_told_with_its_day(leiden, member, office, bridge):
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
    make_action(leiden, title="Bel de aannemer", owner=person, due=soon(5), target=bridge)
    choose(leiden, member)
    with scope(collective=leiden):
        record(Action.objects.get(), Verb.CREATED, by=office)
    [sent] = deliver()
    assert "BEL DE AANNEMER\n- U bent aan zet: uiterlijk " in sent.body
    assert ", Spanjaardsbrug\n" in sent.body
    assert sent.body.count("/leiden/acties/") == 1


def test_what_hangs_on_a_followed_thing_is_told_under_it(leiden, member, office, bridge):
    action = make_action(leiden, title="Vraag een offerte", due=soon(50), target=bridge)
    with scope(collective=leiden):
        record(action, Verb.CREATED, by=office)
    choose(leiden, member)
    [sent] = deliver()
    assert "SPANJAARDSBRUG\n- Actie erbij: Vraag een offerte\n" in sent.body


def test_a_paper_that_came_in_is_told_under_its_dossier(leiden, member, office, bridge):
    folder = make_folder(leiden, on=bridge)
    choose(leiden, member)
    below = make_folder(leiden, folder, name="Ontwerp")
    make_document(below, "Schetsontwerp.txt", by=office)
    make_document(folder, "Van mijzelf.txt", by=member)
    [sent] = deliver()
    assert "SPANJAARDSBRUG\n- Document erbij: Schetsontwerp" in sent.body
    assert "Van mijzelf" not in sent.body


def test_a_question_that_waits_for_my_answer_is_told_once(leiden, member, office, bridge):
    with scope(collective=leiden):
        asker, answerer = (Person.objects.get(user=user) for user in (office, member))
    action = make_action(leiden, title="Bel de aannemer", owner=asker, due=soon(50), target=bridge)
    make_action_request(action, to=answerer)
    choose(leiden, member)
    assert "- U bent aan zet: een vraag wacht op uw antwoord" in deliver()[0].body
    assert deliver(timedelta(days=2, hours=1)) == []


# When, and once.


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


# The page.


def test_somebody_chooses_how_often_and_sees_it(client, leiden, member, bridge):
    client.force_login(member)
    page = client.get(PAGE).content.decode()
    assert ("Spanjaardsbrug" in page, "Elke week: één mail" in page) == (True, True)
    assert client.post(PAGE, {"frequency": "daily", "weekday": "3", "hour": "17"}).status_code == 302
    with scope(collective=leiden):
        telling = Telling.objects.get(user=member)
    assert (telling.frequency, telling.weekday, telling.hour) == ("daily", 3, 17)
    assert timezone.localtime(telling.next_at).hour == 17
    assert "U krijgt elke dag om 17.00 uur een mail" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"frequency": "hourly", "weekday": "0", "hour": "8"},
        {"frequency": "daily", "weekday": "7", "hour": "8"},
        {"frequency": "daily", "weekday": "0", "hour": "3"},
        {"frequency": "daily", "weekday": "0", "hour": "x"},
        {},
    ],
)
def test_what_cannot_be_chosen_changes_nothing(client, leiden, member, bridge, wrong):
    client.force_login(member)
    assert client.post(PAGE, {"token": "x", **wrong}).status_code == 200
    with scope(collective=leiden):
        assert Telling.objects.get().frequency == "weekly"


def test_the_page_shows_what_would_be_in_the_mail(client, leiden, member, office, bridge):
    choose(leiden, member)
    with scope(collective=leiden):
        save_changes(bridge, by=office, health="stuck")
    client.force_login(member)
    assert "<li>Nu stokt</li>" in client.get(PAGE).content.decode()


def test_who_follows_nothing_is_told_how_to_begin(client, leiden, member):
    client.force_login(member)
    page = client.get(PAGE).content.decode()
    assert page.count('class="empty') == 2
    with scope(collective=leiden):
        assert not Telling.objects.exists(), "looking is not choosing"


def test_letting_go_from_the_list_comes_back_to_the_list(client, leiden, member, bridge):
    client.force_login(member)
    path = f"/leiden/volgen/priorities/project/{bridge.pk}/niet-meer/"
    assert client.post(path, {"terug": PAGE})["Location"] == PAGE
    assert "Spanjaardsbrug" not in client.get(PAGE).content.decode()


def test_the_page_and_the_mail_cost_the_same_with_one_row_and_with_three(
    client, leiden, priority, member, office, django_assert_max_num_queries
):
    def add_one_of_everything():
        area = make_area(leiden)
        project = make_followed(leiden, priority, member)
        project.areas.add(area)
        milestone = make_milestone(project, kind="decision", due=soon(3))
        with scope(collective=leiden):
            follow(area, by=member)
            save_changes(project, by=office, health="attention")
            save_changes(milestone, by=office, title="Raad")
            save_changes(area, by=office, summary="Iets")

    def count():
        with django_assert_max_num_queries(45) as page:
            client.get(PAGE)
        with at(timezone.now() + timedelta(days=1)):
            tell_everybody()
            with django_assert_max_num_queries(45) as sending:
                assert send_due_mail() == 1
        return len(page.captured_queries), len(sending.captured_queries)

    client.force_login(member)
    client.get(PAGE)
    add_one_of_everything()
    choose(leiden, member)
    one = count()
    add_one_of_everything()
    add_one_of_everything()
    choose(leiden, member)
    assert count() == one
