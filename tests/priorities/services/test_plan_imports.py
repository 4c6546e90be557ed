"""From a recognised plan to rows: choices, taking over whole or not at all, and the way back."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.core.enums import Verb, Visibility
from speerpunt.core.models import HistoryEvent
from speerpunt.core.queries import history_of
from speerpunt.core.services import add_comment
from speerpunt.members.enums import BodyKind, OrganisationKind
from speerpunt.members.models import Body, Organisation
from speerpunt.priorities.enums import EditionStatus, ImportStatus, NodeKind
from speerpunt.priorities.models import KindWord, PlanEdition, Priority, Project
from speerpunt.priorities.queries.outline import PlanOutline
from speerpunt.priorities.services import (
    PlanProblem,
    choose_below,
    choose_for_kind,
    drop_plan_import,
    restore_kind_words,
    save_choices,
    set_kind_words,
    take_over_plan,
    undo_plan_import,
)
from tests.factories import (
    make_body,
    make_organisation,
    make_plan_import,
    make_priority,
    make_project,
    make_user,
    plan_node,
)

pytestmark = pytest.mark.django_db
DRAFT = {"title": "Plan 2028-2029", "start": date(2028, 1, 1), "end": date(2029, 12, 31)}
PLAN = [
    plan_node(1, "Plan 2028-2029", "plan"),
    plan_node(2, "1 Speerpunt Mobiliteit", "priority", 1, name="Mobiliteit"),
    plan_node(3, "Leiden blijft bereikbaar.", "text", 2),
    plan_node(4, "Subspeerpunt Logistiek", "sub_priority", 2, name="Logistiek"),
    plan_node(5, "Doelen", "section", 2),
    plan_node(6, "Iedereen komt er", "aim", 5),
    plan_node(7, "Grote knelpunten", "challenge", 2),
    plan_node(8, "Lopende projecten", "section", 7),
    plan_node(9, "Spanjaardsbrug: de brug gaat tien weken dicht", "project", 8, name="Spanjaardsbrug"),
    plan_node(10, "Omleiding maken", "part", 9),
    plan_node(11, "Besluit op 10 december 2028", "milestone", 9),
    plan_node(12, "Gemeente Leiden", "organisation", 9),
    plan_node(13, "Kernteam Mobiliteit", "body", 2),
    plan_node(14, "Fietsroute geopend in mei 2027", "result", 2),
    plan_node(15, "Bladzijde 3", "noise", 1),
]


@pytest.fixture
def plan_import(inside):
    return make_plan_import(inside, nodes=PLAN, file_name="plan.docx")


def kinds(plan_import):
    plan_import.refresh_from_db()
    return [line.kind.value for line in PlanOutline(plan_import)]


def test_everything_comes_under_the_right_row(plan_import, inside):
    office = make_user()
    done = take_over_plan(plan_import, by=office, new_plan=DRAFT)
    priority, project = Priority.objects.get(slug="mobiliteit"), Project.objects.get()
    assert (done.status, done.edition.status, priority.edition) == (
        ImportStatus.DONE,
        EditionStatus.DRAFT,
        done.edition,
    )
    assert priority.summary == "1 Speerpunt Mobiliteit\n\nLeiden blijft bereikbaar."
    assert (Priority.objects.get(slug="logistiek").parent, priority.aims.get().title) == (
        priority,
        "Iedereen komt er",
    )
    assert (project.priority, project.challenge.title, project.title) == (
        priority,
        "Grote knelpunten",
        "Spanjaardsbrug",
    )
    assert (project.visibility, project.summary) == (Visibility.MEMBERS, PLAN[8]["title"])
    milestone, result = project.milestones.get(), priority.results.get()
    assert (project.parts.get().text, milestone.due) == ("Omleiding maken", date(2028, 12, 10))
    assert (result.reached_on, result.is_assumed, milestone.is_assumed) == (date(2027, 5, 1), False, False)
    partner = project.partner_rows.get()
    assert (partner.organisation.kind, partner.shares_dossier) == (OrganisationKind.GOVERNMENT, False)
    assert Body.objects.get().kind == BodyKind.CORE_TEAM
    assert (len(done.report["made"]), done.report["left_out"]) == (10, 4)
    (line,) = history_of(project, reader=AnonymousUser())
    assert (line.actor_id, line.verb, "plan.docx" in line.note) == (office.pk, str(Verb.IMPORTED.label), True)


def test_without_the_text_only_the_names_come_in(plan_import):
    take_over_plan(plan_import, by=None, new_plan=DRAFT, with_text=False)
    assert Priority.objects.get(slug="mobiliteit").summary == "1 Speerpunt Mobiliteit"


def test_one_line_without_a_place_stops_everything(plan_import):
    save_choices(plan_import, {15: {"kind": "part"}})
    with pytest.raises(PlanProblem, match="1"):
        take_over_plan(plan_import, by=None, new_plan=DRAFT)
    assert (Project.objects.count(), PlanEdition.objects.count()) == (0, 0)
    save_choices(plan_import, {15: {"under": 9}})
    take_over_plan(plan_import, by=None, new_plan=DRAFT)
    assert [part.text for part in Project.objects.get().parts.all()] == ["Omleiding maken", "Bladzijde 3"]


def test_a_failure_halfway_leaves_nothing(plan_import, inside):
    make_body(inside, name="Kernteam Mobiliteit")
    save_choices(plan_import, {13: {"merge": 0}})
    with pytest.raises(PlanProblem):
        take_over_plan(plan_import, by=None, new_plan=DRAFT)
    plan_import.refresh_from_db()
    assert (plan_import.status, Priority.objects.count()) == (ImportStatus.REVIEW, 0)


def test_what_has_the_same_name_is_merged_and_stays_as_it_is(plan_import, edition, inside):
    mobility = make_priority(edition, title="MOBILITEIT", summary="Onze eigen woorden")
    project = make_project(mobility, title="Spanjaardsbrúg")
    body, organisation = (
        make_body(inside, name="kernteam mobiliteit"),
        make_organisation(inside, name="Gemeente Leiden", kind=OrganisationKind.GOVERNMENT),
    )
    done = take_over_plan(plan_import, by=None, edition=edition)
    mobility.refresh_from_db()
    assert (mobility.summary, Project.objects.get()) == ("Onze eigen woorden", project)
    assert (Body.objects.get(), project.partner_rows.get().organisation) == (body, organisation)
    assert {each["name"] for each in done.report["merged"]} == {
        "Mobiliteit",
        "Spanjaardsbrug",
        "Kernteam Mobiliteit",
        "Gemeente Leiden",
    }


def test_what_looks_alike_is_merged_only_when_chosen(plan_import, edition):
    close = make_project(make_priority(edition, title="Mobiliteit"), title="Spanjaardsbrugge")
    save_choices(plan_import, {9: {"merge": close.pk}})
    take_over_plan(plan_import, by=None, edition=edition)
    assert Project.objects.get() == close


def test_nothing_merges_with_a_row_that_was_not_offered(plan_import, edition):
    other = make_project(make_priority(edition), title="Heel iets anders")
    save_choices(plan_import, {9: {"merge": other.pk}})
    take_over_plan(plan_import, by=None, edition=edition)
    assert set(Project.objects.values_list("title", flat=True)) == {"Heel iets anders", "Spanjaardsbrug"}


def test_the_same_name_twice_in_a_document_is_one_thing(inside):
    nodes = [*PLAN, plan_node(16, "GEMEENTE leiden", "organisation", 1)]
    take_over_plan(make_plan_import(inside, nodes=nodes), by=None, new_plan=DRAFT)
    assert Organisation.objects.count() == 1


def test_a_plan_is_taken_over_once(plan_import):
    take_over_plan(plan_import, by=None, new_plan=DRAFT)
    for again in (
        lambda: take_over_plan(plan_import, by=None, new_plan=DRAFT),
        lambda: save_choices(plan_import, {}),
    ):
        with pytest.raises(PlanProblem):
            again()
    assert Project.objects.count() == 1


def test_the_way_back_takes_everything_back_and_opens_the_review(plan_import):
    save_choices(plan_import, {9: {"name": "Brug"}})
    take_over_plan(plan_import, by=None, new_plan=DRAFT)
    gone, kept = undo_plan_import(plan_import, by=None)
    plan_import.refresh_from_db()
    assert (gone, kept, plan_import.status) == (10, [], ImportStatus.REVIEW)
    assert [model.objects.count() for model in (Priority, Project, Body, Organisation)] == [0, 0, 0, 0]
    assert plan_import.choices == {"9": {"name": "Brug"}}
    assert HistoryEvent.objects.filter(verb=Verb.DELETED).count() == 11


def test_the_way_back_leaves_what_somebody_worked_on(plan_import, inside):
    take_over_plan(plan_import, by=None, new_plan=DRAFT)
    project = Project.objects.get()
    add_comment(project, text="Goed plan", by=make_user())
    _gone, kept = undo_plan_import(plan_import, by=None)
    assert {each["name"] for each in kept} == {"Spanjaardsbrug", "Grote knelpunten", "Mobiliteit"}
    assert Project.objects.get() == project
    with pytest.raises(PlanProblem):
        undo_plan_import(plan_import, by=None)


def test_choices_are_kept_and_what_equals_the_proposal_is_not(plan_import):
    save_choices(plan_import, {9: {"kind": "project", "name": "Spanjaardsbrug"}, 99: {"kind": "aim"}})
    save_choices(plan_import, {10: {"kind": "onzin"}, 6: {"name": "Anders", "merge": None}})
    plan_import.refresh_from_db()
    assert plan_import.choices == {"9": {"kind": "project"}, "6": {"name": "Anders"}}


def test_everything_of_a_kind_or_below_a_line_changes_at_once(plan_import):
    assert choose_for_kind(plan_import, now=NodeKind.NOTHING, becomes=NodeKind.TEXT) == 1
    assert choose_below(plan_import, 9, becomes=NodeKind.NOTHING) == 3
    assert choose_below(plan_import, 99, becomes=NodeKind.NOTHING) == 0
    assert kinds(plan_import)[9:] == ["nothing", "nothing", "nothing", "body", "result", "text"]


def test_an_import_that_is_put_aside_keeps_no_text(plan_import):
    drop_plan_import(plan_import, by=None)
    plan_import.refresh_from_db()
    assert (plan_import.status, plan_import.nodes) == (ImportStatus.DROPPED, [])


def test_words_become_exactly_those_given_and_go_back(inside):
    set_kind_words(inside, {"project": ["Actie", "Klus"], "aim": ["Doel"]}, by=None)
    set_kind_words(inside, {"project": ["Actie"], "aim": ["Klus"]}, by=None)
    assert set(KindWord.objects.values_list("phrase", "kind")) == {("Actie", "project"), ("Klus", "aim")}
    restore_kind_words(by=None)
    assert KindWord.objects.count() == 0
