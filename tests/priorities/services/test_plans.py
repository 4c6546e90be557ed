from datetime import date

import pytest

from speerpunt.core.queries import followed_by_model
from speerpunt.core.services import follow
from speerpunt.priorities.enums import EditionStatus, Phase
from speerpunt.priorities.models import Priority
from speerpunt.priorities.services import (
    PlanProblem,
    add_priority,
    change_priority,
    copy_edition,
    delete_edition,
    delete_priority,
    make_current,
    move_priority,
)
from tests.factories import make_aim, make_challenge, make_edition, make_priority, make_project, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inside")]
NEXT = {"title": "Plan 2028-2029", "start": date(2028, 1, 1), "end": date(2029, 12, 31)}


def test_a_copy_has_the_same_structure_and_starts_anew(edition, priority):
    part = make_priority(edition, parent=priority, slug="deel", health="stuck")
    make_aim(priority, title="Ruimte houden")
    make_challenge(part, title="Terreinen")
    copy = copy_edition(edition, by=None, **NEXT)
    again = Priority.objects.get(edition=copy, slug="deel")
    assert (again.parent.slug, again.health, copy.status) == ("ruimte", "not_started", EditionStatus.DRAFT)
    assert [aim.title for aim in again.parent.aims.all()] == ["Ruimte houden"]
    assert [challenge.title for challenge in again.challenges.all()] == ["Terreinen"]


def test_running_projects_follow_when_a_plan_becomes_current(edition, priority):
    challenge = make_challenge(priority, title="Terreinen")
    running = make_project(priority, challenge=challenge)
    finished = make_project(priority, phase=Phase.DONE)
    elsewhere = make_project(make_priority(edition, slug="verdwijnt"))
    copy = copy_edition(edition, by=None, **NEXT)
    Priority.objects.get(edition=copy, slug="verdwijnt").delete()
    assert make_current(copy, by=None) == 1
    for row in (running, finished, elsewhere, edition):
        row.refresh_from_db()
    assert (running.priority.edition, running.challenge.priority.edition) == (copy, copy)
    assert (finished.priority, elsewhere.priority.edition, edition.status) == (
        priority,
        edition,
        EditionStatus.PAST,
    )


def test_who_follows_a_priority_follows_it_in_the_next_plan(edition, priority):
    gone = make_priority(edition, slug="verdwijnt")
    reader = make_user()
    for followed in (priority, gone):
        follow(followed, by=reader)
    copy = copy_edition(edition, by=None, **NEXT)
    Priority.objects.get(edition=copy, slug="verdwijnt").delete()
    again = Priority.objects.get(edition=copy, slug=priority.slug)
    follow(again, by=reader)
    make_current(copy, by=None)
    assert followed_by_model(reader) == {Priority: {priority.pk, gone.pk, again.pk}}


def test_one_plan_is_current(edition, inside):
    following = make_edition(inside)
    make_current(following, by=None, bring_projects=False)
    edition.refresh_from_db()
    assert (following.status, edition.status) == (EditionStatus.CURRENT, EditionStatus.PAST)
    assert make_current(following, by=None) == 0


def test_a_plan_that_has_applied_is_not_deleted(edition):
    with pytest.raises(PlanProblem):
        delete_edition(edition, by=None)


def test_a_draft_with_projects_is_not_deleted(inside):
    draft = make_edition(inside, status=EditionStatus.DRAFT)
    project = make_project(make_priority(draft))
    with pytest.raises(PlanProblem):
        delete_edition(draft, by=None)
    project.delete()
    delete_edition(draft, by=None)
    assert draft.pk is None


def test_nobody_follows_a_priority_of_a_deleted_draft(inside):
    draft = make_edition(inside, status=EditionStatus.DRAFT)
    user = make_user()
    follow(make_priority(draft), by=user)
    delete_edition(draft, by=None)
    assert not followed_by_model(user)


def test_a_new_priority_gets_a_number_and_an_address(edition, priority):
    made = add_priority(edition, by=None, title="Ruimte")
    assert (made.number, made.slug) == (2, "ruimte-2")


def test_a_sub_priority_has_no_parts_of_its_own(edition, priority):
    part = add_priority(edition, by=None, title="Deel", parent=priority)
    for parent in (part, make_priority(make_edition(edition.collective))):
        with pytest.raises(PlanProblem):
            add_priority(edition, by=None, title="Te diep", parent=parent)
    with pytest.raises(PlanProblem):
        change_priority(priority, by=None, parent=make_priority(edition))


def test_priorities_change_places_among_their_own(edition, priority):
    part = make_priority(edition, parent=priority, number=1)
    second = make_priority(edition, number=2)
    move_priority(second, up=True, by=None)
    numbers = dict(Priority.objects.values_list("pk", "number"))
    assert numbers == {priority.pk: 2, second.pk: 1, part.pk: 1}


def test_a_priority_with_projects_in_its_parts_is_not_deleted(edition, priority):
    make_project(make_priority(edition, parent=priority))
    with pytest.raises(PlanProblem):
        delete_priority(priority, by=None)
