"""Calendar programs and feed readers are strict: the files are what their standards say, and cheap to read again."""

from datetime import date, datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest
from django.utils import timezone
from django_scopes import scope
from icalendar import Calendar

from speerpunt.core.models import Collective
from speerpunt.core.services import follow, save_changes
from speerpunt.core.services.feeds import make_feed_address
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from tests.factories import make_milestone, make_project, make_result, make_visitor

pytestmark = pytest.mark.django_db

NEWS = "/leiden/nieuws.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)
# Signs that mean something in a calendar file, and letters of more than one octet, far past one line.
HARD = "Besluit; komma, schuin\\streep — café’s aan de Rijn én het Galgewater " + "ĳ" * 60


@pytest.fixture
def member(leiden):
    return make_visitor(leiden, StandingKind.MEMBER)


@pytest.fixture
def path(leiden, member):
    with scope(collective=leiden):
        return f"/leiden/agenda/{make_feed_address(leiden, user=member)}.ics"


def make_decision(priority, **fields):
    project = make_project(priority, title="Spanjaardsbrug", visibility="members")
    return make_milestone(project, kind="decision", due=SOON, **fields)


def events_in(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_calendar_program_reads_a_whole_day_on_which_one_is_not_busy(client, path, priority):
    milestone = make_decision(priority, title="Raad kiest", decided_by="Gemeenteraad", is_assumed=True)
    [event] = events_in(client.get(path))
    assert (event["summary"], event["status"], event["transp"]) == (
        "Besluit: Raad kiest",
        "TENTATIVE",
        "TRANSPARENT",
    )
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (SOON, SOON + timedelta(days=1))
    assert event["description"] == "Spanjaardsbrug\nGemeenteraad\nDe dag is een aanname."
    assert event["url"] == f"http://localhost:8000/leiden/projecten/{milestone.project_id}/"


def test_the_file_keeps_to_the_standard(client, path, priority):
    make_decision(priority, title=HARD, decided_by="Raad\nen college")
    content = client.get(path).content
    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    # A folded line goes on with a space, and no letter is cut in two.
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert r"Besluit\; komma\, schuin\\streep — café’s" in unfolded
    assert r"Spanjaardsbrug\nRaad\nen college" in unfolded
    named = {line.partition(":")[0] for line in unfolded.split("\r\n")}
    assert {"VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART;VALUE=DATE"} <= named
    [event] = events_in(client.get(path))
    assert event["summary"] == f"Besluit: {HARD}"
    assert event.decoded("dtstamp").utcoffset() == timedelta()


def test_an_appointment_keeps_its_name_when_its_day_moves(client, path, priority):
    milestone = make_decision(priority, title="Raad kiest")
    [before] = events_in(client.get(path))
    milestone.due = SOON + timedelta(days=7)
    milestone.save()
    [after] = events_in(client.get(path))
    assert (before["uid"], before.decoded("dtstart")) != (after["uid"], after.decoded("dtstart"))
    assert before["uid"] == after["uid"]


def test_it_holds_my_steps_and_milestones_of_what_i_follow_and_no_others(
    client, path, leiden, member, priority
):
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
    mine = make_project(
        priority,
        title="Van mij",
        visibility="members",
        next_step="Bel de provincie",
        next_step_by=person,
        next_step_due=SOON,
    )
    followed = make_project(priority, title="Gevolgd", visibility="members")
    other = make_project(
        priority, title="Ander", visibility="members", next_step="Iets anders", next_step_due=SOON
    )
    for project in (mine, followed, other):
        make_milestone(project, title=f"Mijlpaal {project.title}", due=SOON)
    with scope(collective=leiden):
        follow(followed, by=member)
    assert sorted(event["summary"] for event in events_in(client.get(path))) == [
        "Bel de provincie",
        "Mijlpaal: Mijlpaal Gevolgd",
        "Mijlpaal: Mijlpaal Van mij",
    ]


def test_a_calendar_without_anything_is_a_calendar(client, path):
    assert events_in(client.get(path)) == []


def test_the_language_is_that_of_the_site_whatever_the_program_asks(client, path, priority):
    make_decision(priority, title="Raad kiest")
    asked = {"accept-language": "en-US"}
    assert b"SUMMARY:Besluit: " in client.get(path, headers=asked).content
    assert "Nieuws van" in client.get(NEWS, headers=asked).content.decode()


@pytest.mark.parametrize("asked", ["path", "news"])
def test_what_did_not_change_is_not_sent_again(client, request, priority, path, asked):
    address = NEWS if asked == "news" else path
    result = make_result(priority, title="Eerste", reached_on=TODAY)
    make_decision(priority, title="Raad kiest")
    first = client.get(address)
    known = {"if-none-match": first["ETag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    if asked == "news":
        result.delete()
    else:
        make_decision(priority, title="Nog een")
    assert client.get(address, headers=known).status_code == 200


@pytest.mark.parametrize("asked", ["path", "news"])
def test_who_asks_for_the_head_gets_the_head(client, request, path, asked):
    address = NEWS if asked == "news" else path
    head, whole = client.head(address), client.get(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert head["Content-Type"] == whole["Content-Type"]


def test_a_secret_file_is_kept_by_nobody_underway_and_news_is(client, path):
    assert "private" in client.get(path)["Cache-Control"]
    assert client.get(NEWS)["Cache-Control"] == "public, max-age=900"


def feed_of(client):
    return fromstring(client.get(NEWS).content)


def test_a_feed_reader_finds_what_the_standard_asks(client, leiden, priority):
    project = make_project(priority, title="Brug", visibility="public")
    make_milestone(project, kind="decision", title="Akkoord", due=TODAY, done_on=TODAY)
    make_result(priority, title="Fietspad <open> & klaar", reached_on=TODAY)
    feed = feed_of(client)
    here = f"http://localhost:8000{NEWS}"
    assert (feed.tag, feed.findtext(f"{ATOM}id")) == (f"{ATOM}feed", here)
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": here,
        "alternate": "http://localhost:8000/leiden/",
    }
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == leiden.name
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {
        "Fietspad <open> & klaar",
        "Besluit genomen: Akkoord",
    }
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert (len(set(ids)), all(each.startswith(here) for each in ids)) == (2, True)
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).utcoffset() is not None
        assert entry.find(f"{ATOM}link").get("href").startswith("http://localhost:8000/leiden/")


def test_nothing_is_told_of_the_future(client, priority):
    make_result(priority, title="Vandaag", reached_on=TODAY)
    make_result(priority, title="Morgen", reached_on=TODAY + timedelta(days=1))
    make_result(priority, title="Lang geleden", reached_on=TODAY - timedelta(days=400))
    [entry] = feed_of(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Vandaag"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) <= timezone.now()


def test_a_corrected_result_is_the_same_entry_with_a_new_date(client, leiden, priority):
    result = make_result(priority, title="Fietspad", reached_on=TODAY - timedelta(days=30))
    [before] = feed_of(client).findall(f"{ATOM}entry")
    with scope(collective=leiden):
        save_changes(result, by=None, title="Fietspad open")
    [after] = feed_of(client).findall(f"{ATOM}entry")
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    assert before.findtext(f"{ATOM}published") == after.findtext(f"{ATOM}published")
    assert date.fromisoformat(after.findtext(f"{ATOM}updated")[:10]) >= TODAY - timedelta(days=1)


@pytest.mark.parametrize("asked", ["path", "news"])
def test_a_feed_costs_the_same_with_one_row_and_with_three(
    client, leiden, member, priority, path, asked, django_assert_max_num_queries
):
    address = NEWS if asked == "news" else path

    def add_one_of_everything():
        project = make_project(priority, visibility="public")
        make_milestone(project, kind="decision", due=TODAY, done_on=TODAY)
        make_milestone(project, due=SOON)
        make_result(priority, project=project, reached_on=TODAY)
        with scope(collective=leiden):
            follow(project, by=member)

    add_one_of_everything()
    client.get(address)
    with django_assert_max_num_queries(16) as one:
        client.get(address)
    add_one_of_everything()
    add_one_of_everything()
    with django_assert_max_num_queries(16) as three:
        client.get(address)
    assert len(three.captured_queries) == len(one.captured_queries)
    assert Collective.objects.count() == 1


def test_the_page_says_how_to_use_it_and_shows_the_address_once(client, member):
    client.force_login(member)
    page = "/leiden/vandaag/agenda/"
    assert "Maak een adres" in client.get(page).content.decode()
    shown = client.post(page).content.decode()
    assert "data-copy" in shown
    assert "http://localhost:8000/leiden/agenda/" in shown
    again = client.get(page).content.decode()
    assert ("/leiden/agenda/" in again.replace(page, ""), "Trek het adres in" in again) == (False, True)
