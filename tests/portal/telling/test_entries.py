"""What a mail says about what somebody follows: one entry with one link for each thing."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django_scopes import scope

from speerpunt.actions.models import Action
from speerpunt.core.enums import Verb
from speerpunt.core.services import add_comment, follow, record, save_changes
from speerpunt.members.models import Person
from speerpunt.portal.queries.digest import MOST_ENTRIES
from tests.factories import (
    make_action,
    make_action_request,
    make_area,
    make_body,
    make_document,
    make_folder,
    make_milestone,
    make_project,
)

from .digests import LINK, choose, deliver, happened, make_followed, soon

pytestmark = pytest.mark.django_db


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
    telling = choose(leiden, member, hour=8)
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
    sent = [len(deliver(timedelta(days=days))) for days in range(1, 13)]
    assert (sum(sent), sent.index(1)) == (1, 2)


def test_what_is_late_is_told_once_more(leiden, priority, member):
    with scope(collective=leiden):
        person = Person.objects.get(user=member)
    make_project(priority, visibility="members", next_step="Bel", next_step_by=person, next_step_due=soon(2))
    choose(leiden, member)
    sent = [len(deliver(timedelta(days=days))) for days in range(1, 8)]
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
