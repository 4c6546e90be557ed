"""Action lists from a spreadsheet: recognised, refused in words, and what leaves comes in again unchanged."""

from datetime import date

import pytest
from django.utils import timezone

from speerpunt.actions.exporters.actions import export_actions
from speerpunt.actions.models import Action
from speerpunt.actions.services import drop_action, finish_action
from speerpunt.actions.services.imports import ACTIONS
from tests import factories as make
from tests.sheets import HOSTILE_TEXTS, bring_in, plan_of, problems_of, said

pytestmark = pytest.mark.django_db

HEAD = "actie;wie;deadline;status;herkomst;gebied\n"


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def jansen(inside):
    return make.make_person(inside, given_name="Jan", family_name="Jansen", email="jan@voorbeeld.example")


def test_a_list_as_an_office_keeps_it_comes_in(inside, office, jansen):
    make.make_area(inside, name="De Waard")
    lines = HEAD + "Bel de gemeente;Jan Jansen;31-12-2026;open;bestuur 26 oktober;De Waard\n"
    lines += "Stuur de brief;jan@voorbeeld.example;1 november 2026;gedaan;;\n"
    assert bring_in(ACTIONS, inside, lines, by=office).new == 2
    call, letter = Action.objects.order_by("pk")
    assert (call.title, call.owner, call.due, call.state, call.origin) == (
        "Bel de gemeente",
        jansen,
        date(2026, 12, 31),
        "open",
        "bestuur 26 oktober",
    )
    assert [area.name for area in call.areas.all()] == ["De Waard"]
    assert (letter.owner, letter.state, letter.closed_on) == (jansen, "done", timezone.localdate())
    assert call.visibility == "board"


def test_the_same_list_twice_changes_nothing(inside, office, jansen):
    lines = HEAD + "Bel;Jan Jansen;31-12-2026;open;bestuur;\nKlaar;Jan Jansen;1-11-2026;gedaan;;\n"
    bring_in(ACTIONS, inside, lines, by=office)
    report = bring_in(ACTIONS, inside, lines, by=office)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)


def test_another_day_and_state_change_the_action_that_is_there(inside, office, jansen):
    bring_in(ACTIONS, inside, HEAD + "Bel;Jan Jansen;31-12-2026;open;;\n", by=office)
    lines = HEAD + "bel;jan@voorbeeld.example;15-1-2027;gedaan;;\n"
    assert ("due", "31-12-2026", "15-01-2027") in said(plan_of(ACTIONS, inside, lines), ACTIONS)
    bring_in(ACTIONS, inside, lines, by=office)
    action = Action.objects.get()
    assert (action.due, action.first_due, action.times_moved, action.state) == (
        date(2027, 1, 15),
        date(2026, 12, 31),
        1,
        "done",
    )


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (";Jan Jansen;31-12-2026;open;;", "Wat"),
        ("Bel;Jan Jansen;;open;;", "Wanneer"),
        ("Bel;Piet Nooit;31-12-2026;open;;", "Wie"),
        ("Bel;Jan Jansen;3/4/2026;open;;", "Wanneer"),
        ("Bel;Jan Jansen;31-12-2026;misschien;;", "Stand"),
        ("Bel;Jan Jansen;31-12-2026;vervallen;;", "Waarom niet"),
        ("Bel;Jan Jansen;31-12-2026;open;;Nergensland", "Gebieden"),
    ],
)
def test_what_cannot_come_in_is_said_with_its_line_and_column(inside, jansen, line, column):
    assert problems_of(plan_of(ACTIONS, inside, HEAD + line + "\n")) == [(2, column)]


def test_one_line_twice_is_refused(inside, jansen):
    line = "Bel;Jan Jansen;31-12-2026;open;;\n"
    assert problems_of(plan_of(ACTIONS, inside, HEAD + line + line)) == [(3, "Wat")]


def test_the_number_of_another_collective_says_nothing_here(inside, jansen):
    action = make.make_action(inside, None, title="Van ons")
    lines = f"speerpuntnummer;wat;uiterlijk\nelders-{action.pk};Nieuw;31-12-2026\n"
    plan = plan_of(ACTIONS, inside, lines)
    assert (len(plan.new), len(plan.changed)) == (1, 0)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_comes_in_unchanged(inside, office, jansen, project, kind):
    namesake = make.make_person(inside, given_name="Jan", family_name="Jansen")
    area = make.make_area(inside, name="Noord | Zuid")
    for number, text in enumerate(HOSTILE_TEXTS):
        owner = (jansen, namesake, None)[number % 3]
        action = make.make_action(inside, project, title=text, explanation=text, origin=text, owner=owner)
        action.areas.add(area)
    done, dropped = Action.objects.order_by("pk")[:2]
    finish_action(done, by=office, on=date(2026, 11, 3))
    drop_action(dropped, reason="=niet nodig", by=office)
    content = export_actions(Action.objects.all(), kind, "leiden", place_of=lambda action: None)
    plan = plan_of(ACTIONS, inside, content)
    assert (plan.problems, plan.new, said(plan, ACTIONS)) == ([], [], [])
    assert len(plan.unchanged) == len(HOSTILE_TEXTS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_makes_the_same_list_elsewhere(inside, office, jansen, kind):
    make.make_area(inside, name="De Waard")
    lines = HEAD + "Bel;Jan Jansen;31-12-2026;open;bestuur;De Waard\nKlaar;Jan Jansen;1-11-2026;gedaan;;\n"
    bring_in(ACTIONS, inside, lines, by=office)
    drop_action(make.make_action(inside, None, title="Weg", owner=jansen), reason="Te duur", by=office)
    content = export_actions(Action.objects.all(), kind, "leiden", place_of=lambda action: None)
    fields = ("title", "owner", "due", "state", "origin", "closed_on", "drop_reason")
    before = sorted(Action.objects.values_list(*fields), key=str)
    Action.objects.all().delete()
    bring_in(ACTIONS, inside, content, by=office)
    assert sorted(Action.objects.values_list(*fields), key=str) == before


def test_the_office_brings_a_list_in_by_the_pages(inside, office, jansen, signed_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("acties.csv", (HEAD + "Bel;Jan Jansen;31-12-2026;open;;\n").encode())
    client = signed_in(office)
    columns = client.post("/leiden/acties/invoer/", {"file": file}, follow=True)
    assert columns.status_code == 200
    assert "Jan Jansen" in columns.content.decode()
