"""A mail tells nobody what he may not see at the moment of sending, and its way out opens nothing else."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.config.logs import WithoutSecrets
from speerpunt.core.enums import Frequency, Verb
from speerpunt.core.models import Follow, OutgoingMail, Telling
from speerpunt.core.queries.telling import unsubscribe_token
from speerpunt.core.services import add_comment, follow, record, save_changes
from speerpunt.core.services.mail import send_due_mail
from speerpunt.core.services.telling import tell_everybody
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.services.erasure import erase_person
from tests.factories import (
    make_action,
    make_area,
    make_collective,
    make_document,
    make_edition,
    make_folder,
    make_milestone,
    make_organisation,
    make_partner,
    make_person,
    make_priority,
    make_project,
    make_result,
    make_role,
    make_visitor,
)

from .digests import at, choose, deliver, happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridge(leiden, priority, member):
    """What the member may see and follows, beside something open that he follows as well."""
    project = make_project(priority, title="Kanariebrug", visibility="members")
    open_one = make_project(priority, title="Openbare kade", visibility="public")
    with scope(collective=leiden):
        follow(project, by=member)
        follow(open_one, by=member)
    choose(leiden, member)
    happened(leiden, project)
    happened(leiden, open_one)
    return project


def told(later=timedelta(days=1, hours=1)):
    """Everything that the mails say, head and all."""
    return "".join(each.message().as_string() + each.body for each in deliver(later))


def test_it_tells_what_he_may_see(bridge):
    said = told()
    assert ("KANARIEBRUG" in said, "OPENBARE KADE" in said) == (True, True)


def test_what_was_closed_after_the_change_is_not_told(bridge):
    bridge.visibility = "closed"
    bridge.save()
    said = told().lower()
    assert ("openbare kade" in said, "kanarie" in said) == (True, False)


def test_what_is_closed_while_the_mail_waits_is_not_told(leiden, bridge, settings):
    """A mail server that is away for days: the rights are those of the moment of sending."""
    with at(timezone.now() + timedelta(days=1)):
        tell_everybody()
    assert OutgoingMail.objects.get(maker="digest").text == ""
    bridge.visibility = "board"
    bridge.save()
    with at(timezone.now() + timedelta(days=3)):
        send_due_mail()
    [sent] = mail.outbox
    assert ("OPENBARE KADE" in sent.body, "kanarie" in sent.body.lower()) == (True, False)


@pytest.mark.parametrize("visibility", ["board", "closed"])
def test_following_an_area_or_a_priority_opens_no_dossier(leiden, priority, member, office, visibility):
    area = make_area(leiden, name="Waard")
    hidden = make_project(
        priority,
        title="Kanarie",
        visibility=visibility,
        next_step="Kanarie",
        next_step_due=timezone.localdate() + timedelta(days=2),
    )
    hidden.areas.add(area)
    make_milestone(hidden, kind="decision", title="Kanarie", due=timezone.localdate() + timedelta(days=2))
    with scope(collective=leiden):
        for target in (area, priority, hidden):
            follow(target, by=member)
        save_changes(hidden, by=office, health="stuck", health_reason="Kanarie")
        add_comment(hidden, text="Kanarie", by=office)
        save_changes(area, by=office, summary="Iets")
    result = make_result(priority, project=hidden, title="Kanarie", visibility=visibility)
    choose(leiden, member)
    happened(leiden, result)
    said = told()
    assert ("WAARD" in said, "kanarie" in said.lower()) == (True, False)


def test_an_action_for_the_boards_is_not_told_to_a_member_who_follows_its_dossier(leiden, bridge, office):
    action = make_action(leiden, title="Kanarie op zolder", target=bridge, visibility="board")
    with scope(collective=leiden):
        record(action, Verb.CREATED, by=office)
    assert "zolder" not in told().lower()


def test_a_paper_for_the_boards_is_not_told_to_a_member_who_follows_its_dossier(leiden, bridge, office):
    folder = make_folder(leiden, on=bridge)
    make_document(folder, "Geheim op zolder.txt", by=office, visibility="board")
    make_document(make_folder(leiden, folder, visibility="closed"), "Ook op zolder.txt", by=office)
    assert "zolder" not in told().lower()


def test_an_action_of_mine_names_no_dossier_that_was_closed(leiden, priority, member, office):
    hidden = make_project(priority, title="Kanarie", visibility="closed")
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
        action = make_action(
            leiden, title="Bel", owner=person, due=timezone.localdate() + timedelta(days=2), target=hidden
        )
        choose(leiden, member)
        record(action, Verb.CREATED, by=office)
    said = told()
    assert ("BEL\n" in said, "kanarie" in said.lower()) == (True, False)


def test_a_result_for_everybody_names_no_closed_dossier(leiden, priority, member):
    hidden = make_project(priority, title="Kanarie", visibility="closed")
    result = make_result(priority, project=hidden, title="Feestje", visibility="public")
    with scope(collective=leiden):
        follow(hidden, by=member)
        follow(priority, by=member)
    choose(leiden, member)
    happened(leiden, result)
    assert "kanarie" not in told().lower()


def test_who_has_no_role_any_more_gets_nothing(leiden, bridge, member):
    with scope(collective=leiden):
        OrganisationRole.objects.filter(person__user=member).update(
            end=timezone.localdate() - timedelta(days=1)
        )
    assert told() == ""
    assert not OutgoingMail.objects.exists()


def test_who_has_no_account_any_more_gets_nothing(bridge, member):
    member.is_active = False
    member.save()
    assert told() == ""


def test_an_erased_person_gets_nothing_and_leaves_nothing(leiden, bridge, member, office):
    make_person(make_collective("delft"), user=member)
    with at(timezone.now() + timedelta(days=1)):
        tell_everybody()
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=member), by=office)
        assert (Telling.objects.count(), Follow.objects.count()) == (0, 0)
    assert not OutgoingMail.objects.exists()
    assert told() == ""


def test_an_erased_account_takes_its_choice_along(leiden, bridge, member, office):
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=member), by=office)
        assert (Telling.objects.count(), Follow.objects.count()) == (0, 0)


def test_a_partner_is_told_of_shared_dossiers_only(leiden, priority):
    partner = make_visitor(leiden, StandingKind.PARTNER)
    projects = [make_project(priority, title=title, visibility="members") for title in ("Kanarie", "Gedeeld")]
    with scope(collective=leiden):
        organisation = OrganisationRole.objects.get(person__user=partner).organisation
        make_partner(projects[1], organisation, shares_dossier=True)
        for project in projects:
            follow(project, by=partner)
    choose(leiden, partner)
    for project in projects:
        happened(leiden, project)
    said = told().lower()
    assert ("gedeeld" in said, "kanarie" in said) == (True, False)


def test_a_person_of_two_collectives_gets_a_mail_of_each_apart(leiden, bridge, member):
    delft = make_collective("delft")
    make_role(make_person(delft, user=member), make_organisation(delft, kind="umbrella"), "board_member")
    theirs = make_project(make_priority(make_edition(delft)), title="Delftse grap", visibility="members")
    with scope(collective=delft):
        follow(theirs, by=member)
    choose(delft, member)
    happened(delft, theirs)
    by_slug = {each.extra_headers["X-Collective"]: each.body for each in deliver()}
    assert set(by_slug) == {"leiden", "delft"}
    assert ("KANARIEBRUG" in by_slug["leiden"], "DELFTSE" in by_slug["leiden"]) == (True, False)
    assert ("KANARIEBRUG" in by_slug["delft"], "DELFTSE" in by_slug["delft"]) == (False, True)


def test_looking_as_another_role_changes_no_mail(client, leiden, priority, office):
    secret = make_project(priority, title="Alleen bureau", visibility="closed")
    with scope(collective=leiden):
        follow(secret, by=office)
    choose(leiden, office)
    happened(leiden, secret)
    client.force_login(office)
    client.post("/leiden/beheer/kijk-als/", {"kind": "member"})
    page = "/leiden/vandaag/berichten/"
    assert "Alleen bureau" not in client.get(page).content.decode()
    assert client.post(page, {"frequency": "never", "weekday": 0, "hour": 8}).status_code == 403
    assert "ALLEEN BUREAU" in told()


def test_a_title_with_a_line_break_makes_no_head_of_the_mail(leiden, priority, member):
    project = make_project(priority, title="Brug\nBcc: kwaad@elders.example", visibility="members")
    with scope(collective=leiden):
        follow(project, by=member)
    choose(leiden, member)
    happened(leiden, project)
    [sent] = deliver()
    assert (sent.recipients(), sent.message()["Bcc"]) == ([member.email], None)


def test_a_title_with_markup_stays_text(leiden, priority, member):
    project = make_project(priority, title="<img src=x onerror=alert(1)>", visibility="members")
    with scope(collective=leiden):
        follow(project, by=member)
    choose(leiden, member)
    happened(leiden, project)
    [sent] = deliver()
    html = sent.alternatives[0].content
    assert ("<img" in html, "&lt;img" in html, "http://localhost:8000/leiden/projecten/" in html) == (
        False,
        True,
        True,
    )


# The way out.


@pytest.fixture
def telling(leiden, member):
    return choose(leiden, member)


@pytest.fixture
def way_out(leiden, telling):
    with scope(collective=leiden):
        return f"/leiden/berichten/stop/{unsubscribe_token(telling)}/"


def frequency_of(telling):
    with scope(collective=telling.collective):
        return Telling.objects.get(pk=telling.pk).frequency


def test_a_mail_program_stops_it_with_one_post(way_out, telling):
    """RFC 8058: no cookie, no token against forgery, no redirection."""
    response = Client(enforce_csrf_checks=True).post(way_out, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, frequency_of(telling)) == (200, Frequency.NEVER)


def test_who_only_looks_stops_nothing(client, way_out, telling):
    assert [client.get(way_out).status_code, client.head(way_out).status_code] == [200, 200]
    assert frequency_of(telling) == Frequency.DAILY


def test_it_works_for_whoever_is_signed_in(client, leiden, office, way_out, telling):
    client.force_login(office)
    client.post("/leiden/beheer/kijk-als/", {"kind": "member"})
    assert (client.post(way_out).status_code, frequency_of(telling)) == (200, Frequency.NEVER)


def test_the_page_names_nobody_and_no_dossier(client, way_out, member, bridge):
    for response in (client.get(way_out), client.post(way_out)):
        page = response.content.decode()
        assert (member.email in page, "Kanarie" in page) == (False, False)


def test_it_opens_nothing_else(client, leiden, way_out, bridge):
    token = way_out.split("/")[-2]
    for path in ("agenda/{}.ics", "uitnodiging/{}/"):
        assert client.get("/leiden/" + path.format(token)).status_code == 404
    client.post(way_out)
    assert "sessionid" not in client.cookies
    assert client.get("/leiden/vandaag/berichten/").status_code == 403


def test_a_made_up_way_out_leads_nowhere(client, leiden, way_out, telling, office):
    other = choose(leiden, office)
    number, _dot, mark = way_out.split("/")[-2].partition(".")
    for token in (f"{other.pk}.{mark}", f"{number}.{mark[:-1]}", number, "x", f"{number}.", f".{mark}", "é"):
        assert client.post(f"/leiden/berichten/stop/{token}/").status_code == 404
    assert [frequency_of(each) for each in (telling, other)] == [Frequency.DAILY, Frequency.DAILY]


def test_the_way_out_of_one_collective_leads_nowhere_in_another(client, leiden, way_out, telling):
    make_collective("delft")
    assert client.post(way_out.replace("leiden", "delft", 1)).status_code == 404
    assert frequency_of(telling) == Frequency.DAILY


def test_it_is_never_logged(client, way_out, caplog):
    client.get(way_out.replace("leiden", "nergens"))
    for line in caplog.records:
        WithoutSecrets().filter(line)
    mark = way_out.split("/")[-2].partition(".")[2]
    assert [mark in line.getMessage() for line in caplog.records] == [False]


def test_addresses_in_a_mail_come_from_the_settings(settings, client, leiden, bridge):
    settings.BASE_URL = "https://speerpunt.example"
    client.get("/leiden/", headers={"host": "localhost"})
    [sent] = deliver()
    addresses = [word for word in sent.body.split() if word.startswith("http")]
    hosts = {urlsplit(address).netloc for address in addresses}
    assert hosts == {"speerpunt.example"}


def test_the_mail_asks_nothing_of_the_world(leiden, bridge):
    [sent] = deliver()
    html = sent.alternatives[0].content
    assert not any(word in html for word in ("<img", "src=", "url(", "@import", "<link", "<script"))
