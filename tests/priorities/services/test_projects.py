from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from speerpunt.core.enums import Health, Theme, Verb
from speerpunt.core.queries import history_of
from speerpunt.priorities.enums import MilestoneKind, Phase
from speerpunt.priorities.models import Milestone, Project, ProjectPart
from speerpunt.priorities.services import (
    add_piece,
    add_project,
    change_project,
    delete_project,
    finish_piece,
    move_piece,
    move_project,
    remove_piece,
)
from tests.factories import (
    make_area,
    make_challenge,
    make_milestone,
    make_organisation,
    make_part,
    make_partner,
    make_priority,
    make_project,
    make_result,
    make_user,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(inside, priority):
    return make_project(priority, title="Brug")


def told(*targets, reader=None):
    """Each changed field in the history, newest event first: (kind, field, from, to)."""
    return [
        (line.kind, each.name, each.old, each.new)
        for line in history_of(*targets, reader=reader or AnonymousUser())
        for each in line.fields
    ]


def test_the_office_adds_a_project_with_themes_and_areas(inside, priority):
    area, office = make_area(inside), make_user()
    project = add_project(
        priority,
        by=office,
        title="Spanjaardsbrug",
        themes=[Theme.MOBILITY],
        areas=[area],
        summary="Dicht in 2027",
    )
    assert [row.theme for row in project.themes.all()] == [Theme.MOBILITY]
    assert list(project.areas.all()) == [area]
    assert project.search_text == "spanjaardsbrug dicht in 2027 "
    assert [(line.actor_id, line.verb) for line in history_of(project, reader=AnonymousUser())] == [
        (office.pk, str(Verb.CREATED.label))
    ]


def test_a_change_tells_themes_and_areas_by_name(project, inside):
    make_area(inside, name="De Waard")
    area = make_area(inside, name="Roomburg")
    change_project(project, by=None, title="Zijlbrug", themes=[Theme.ENERGY], areas=[area])
    changes = {new for _kind, _field, _old, new in told(project)}
    assert changes == {"Zijlbrug", "Roomburg", str(Theme.ENERGY.label)}


def test_a_change_that_changes_nothing_is_not_told(project):
    change_project(project, by=None, title="Brug", themes=[], areas=[])
    assert history_of(project, reader=AnonymousUser()) == []


def test_a_project_that_moves_to_another_priority_lets_go_of_its_challenge(project, edition):
    project.challenge = make_challenge(project.priority)
    project.save()
    change_project(project, by=None, priority=make_priority(edition))
    project.refresh_from_db()
    assert project.challenge is None


def test_a_finished_project_is_done_in_phase_and_health(project):
    move_project(project, by=None, phase=Phase.DONE)
    assert (project.phase, project.health) == (Phase.DONE, Health.DONE)


def test_another_health_asks_for_a_new_reason(project):
    change_project(project, by=None, health=Health.STUCK, health_reason="Wacht op geld")
    move_project(project, by=None, health=Health.ON_COURSE)
    assert (project.health, project.health_reason) == (Health.ON_COURSE, "")


def test_results_stay_when_a_project_is_deleted(project):
    result = make_result(project.priority, project=project)
    delete_project(project, by=None)
    result.refresh_from_db()
    assert result.project is None
    assert [line.note for line in history_of(result.priority, reader=AnonymousUser())] == ["Brug"]


def test_a_new_milestone_tells_what_it_is(project, present):
    milestone = Milestone(
        collective_id=project.collective_id,
        project=project,
        title="Raad besluit",
        kind=MilestoneKind.DECISION,
        due=date(2026, 12, 10),
    )
    add_piece(milestone, by=None)
    assert {
        new for _kind, _field, _old, new in told(milestone, reader=present(make_visitor(project.collective)))
    } == {
        "Brug",
        "Raad besluit",
        str(MilestoneKind.DECISION.label),
        "2026-12-10",
    }


def test_new_parts_come_last(project):
    make_part(project, position=4)
    part = ProjectPart(collective_id=project.collective_id, project=project, text="Omleiding")
    add_piece(part, by=None)
    assert part.position == 5


def test_parts_change_places(project):
    first, second, third = (make_part(project, position=number) for number in (1, 2, 3))
    move_piece(third, up=True, by=None)
    move_piece(first, up=True, by=None)
    assert list(project.parts.all()) == [first, third, second]


def test_a_part_is_done_and_open_again(project):
    part = make_part(project)
    finish_piece(part, is_done=True, by=None)
    assert part.done_on is not None
    finish_piece(part, is_done=False, by=None)
    assert part.done_on is None


def test_a_removed_partner_stays_in_the_history_of_the_project(project, inside):
    partner = make_partner(project, make_organisation(inside, name="Provincie"))
    remove_piece(partner, by=None)
    assert [line.note.split(": ")[1] for line in history_of(project, reader=AnonymousUser())] == ["Provincie"]


def test_a_project_counts_as_changed_when_its_milestone_changes(project):
    Project.objects.filter(pk=project.pk).update(updated_at="2020-01-01T00:00Z")
    finish_piece(make_milestone(project), is_done=True, by=None)
    project.refresh_from_db()
    assert project.updated_at.year != 2020
