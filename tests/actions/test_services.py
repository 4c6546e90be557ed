"""An action from its birth to its end: each step stands in its history, and nothing is done by halves."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from speerpunt.actions.models import Action, ActionRequest
from speerpunt.actions.services import (
    ActionProblem,
    add_action,
    agree_to_request,
    ask_another_day,
    ask_to_take_over,
    change_action,
    drop_action,
    finish_action,
    refuse_request,
    reopen_action,
    withdraw_request,
)
from speerpunt.actions.services.bulk import hand_over_all, move_all
from speerpunt.core.models import HistoryEvent
from speerpunt.core.queries import history_of
from speerpunt.members.services.erasure import erase_person
from speerpunt.priorities.services import delete_project
from tests.factories import make_action, make_action_request, make_area, make_person, make_project

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def owner(inside, somebody, person_of):
    return person_of(somebody("member"))


def now(action):
    return Action.objects.get(pk=action.pk)


@pytest.mark.parametrize(("hangs_on", "circle"), [("priority", "members"), ("project", ""), (None, "board")])
def test_a_new_action_starts_in_the_circle_that_fits(request, leiden, office, owner, hangs_on, circle):
    target = request.getfixturevalue(hangs_on) if hangs_on else None
    added = add_action(leiden, target=target, by=office, title="Bel", owner=owner, due=in_days(5))
    assert (added.visibility, added.made_by.user) == (circle, office)
    assert [line.verb for line in history_of(added, reader=AnonymousUser())] == ["aangemaakt"]


def test_an_action_by_itself_has_a_circle(leiden, inside):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_action(leiden, visibility="")


def test_an_agreed_day_moves_the_action_and_keeps_the_first_day(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner, in_days=3)
    for days in (8, 12):
        asked = ask_another_day(action, in_days(days), reason="Nog geen antwoord", by=owner.user)
        agree_to_request(asked, words="Goed", by=office)
    moved = now(action)
    assert (moved.due, moved.first_due, moved.times_moved) == (in_days(12), in_days(3), 2)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by.user) == ("agreed", "Goed", office)


def test_a_refused_day_leaves_everything_as_it_was(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner)
    asked = ask_another_day(action, in_days(50), reason="Druk", by=owner.user)
    refuse_request(asked, words="Dit kan niet wachten", by=office)
    assert (now(action).due, now(action).times_moved) == (action.due, 0)


def test_whom_is_asked_takes_it_over(leiden, project, owner, somebody, person_of):
    other = somebody("member")
    action = make_action(leiden, project, owner=owner)
    asked = ask_to_take_over(action, person_of(other), reason="Ziek", by=owner.user)
    assert now(action).owner == owner
    agree_to_request(asked, words="", by=other)
    assert now(action).owner == person_of(other)


def test_asking_and_answering_stand_in_the_history(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner)
    asked = ask_another_day(action, in_days(50), reason="Druk", by=owner.user)
    agree_to_request(asked, words="Akkoord hoor", by=office)
    told = [
        (line.kind, {field.new for field in line.fields})
        for line in history_of(action, asked, reader=AnonymousUser())
    ]
    assert len(told) == 3
    assert any("Akkoord hoor" in fields for _kind, fields in told)
    assert any("Druk" in fields for _kind, fields in told)


def test_at_most_one_thing_is_asked_at_a_time(leiden, project, owner):
    action = make_action(leiden, project, owner=owner)
    ask_another_day(action, in_days(50), reason="Druk", by=owner.user)
    with pytest.raises(ActionProblem):
        ask_to_take_over(action, make_person(leiden), reason="Ziek", by=owner.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_action_request(action)


def test_a_day_that_passed_or_stands_already_is_not_asked(leiden, project, owner):
    action = make_action(leiden, project, owner=owner)
    for day in (in_days(-1), action.due):
        with pytest.raises(ActionProblem):
            ask_another_day(action, day, reason="Druk", by=owner.user)


def test_a_question_is_answered_once(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner)
    asked = ask_another_day(action, in_days(50), reason="Druk", by=owner.user)
    withdraw_request(asked, by=owner.user)
    with pytest.raises(ActionProblem):
        agree_to_request(asked, words="", by=office)
    assert now(action).due == action.due


@pytest.mark.parametrize("ends", ["done", "dropped", "another day", "another owner"])
def test_what_was_asked_ends_with_what_it_was_about(leiden, project, office, owner, ends):
    action = make_action(leiden, project, owner=owner)
    asked = ask_another_day(action, in_days(50), reason="Druk", by=owner.user)
    if ends == "done":
        finish_action(action, by=owner.user)
    elif ends == "dropped":
        drop_action(action, reason="Niet meer nodig", by=office)
    elif ends == "another day":
        change_action(action, by=office, due=in_days(60))
    else:
        change_action(action, by=office, owner=make_person(leiden))
    asked.refresh_from_db()
    assert asked.state == "overtaken"


def test_done_is_undone_within_one_history(leiden, project, owner):
    action = make_action(leiden, project, owner=owner)
    finish_action(action, by=owner.user)
    assert now(action).closed_on == timezone.localdate()
    reopen_action(action, by=owner.user)
    finish_action(action, by=owner.user)
    assert now(action).state == "done"
    assert HistoryEvent.objects.filter(target_model="actions.action").count() == 3


def test_what_is_closed_is_not_changed_or_closed_again(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner, state="done")
    for change in (
        lambda: finish_action(action, by=office),
        lambda: change_action(action, by=office, title="Anders"),
        lambda: ask_another_day(action, in_days(9), reason="Druk", by=owner.user),
    ):
        with pytest.raises(ActionProblem):
            change()
    with pytest.raises(ActionProblem):
        reopen_action(make_action(leiden, project), by=office)


def test_the_areas_that_an_action_names_stand_in_its_history(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner)
    change_action(action, by=office, areas=[make_area(leiden, name="De Waard")])
    assert history_of(action, reader=AnonymousUser())[0].fields[0].new == "De Waard"


def test_a_deleted_project_leaves_its_actions_with_its_name(leiden, project, office, owner):
    action = make_action(leiden, project, owner=owner)
    delete_project(project, by=office)
    left = now(action)
    assert (left.object_id, left.former_subject, left.visibility) == (None, "Spanjaardsbrug", "members")


def test_actions_of_something_else_stay_when_a_project_goes(leiden, priority, project, office):
    other = make_action(leiden, make_project(priority))
    delete_project(project, by=office)
    assert now(other).object_id == other.object_id


def test_an_erased_person_leaves_no_trace_and_his_actions_wait_for_another(
    leiden, project, office, owner, somebody, person_of
):
    action = make_action(leiden, project, owner=owner, made_by=owner)
    offered = make_action_request(make_action(leiden, project, owner=make_person(leiden)), to=owner)
    done = make_action(leiden, project, owner=owner, state="done")
    asked = make_action_request(action)
    erase_person(owner, by=office)
    assert (now(action).owner, now(action).made_by, now(done).owner) == (None, None, None)
    states = set(ActionRequest.objects.values_list("state", "new_owner", "asked_by"))
    assert states == {("overtaken", None, None), ("overtaken", None, offered.asked_by_id)}
    assert asked.pk != offered.pk


def test_many_move_at_once_with_their_histories(leiden, project, office, owner):
    actions = [make_action(leiden, project, owner=owner) for _number in range(3)]
    closed = make_action(leiden, project, owner=owner, state="done")
    asked = make_action_request(actions[0])
    assert move_all([*actions, closed], in_days(40), by=office) == 3
    assert {
        (each.due, each.times_moved, each.first_due) for each in Action.objects.exclude(pk=closed.pk)
    } == {(in_days(40), 1, in_days(10))}
    assert now(closed).due == closed.due
    asked.refresh_from_db()
    assert asked.state == "overtaken"
    assert HistoryEvent.objects.filter(target_model="actions.action").count() == 3


def test_many_are_handed_over_at_once(leiden, project, office, owner):
    other = make_person(leiden)
    actions = [make_action(leiden, project, owner=owner), make_action(leiden, project, owner=other)]
    assert hand_over_all(actions, other, by=office) == 1
    assert set(Action.objects.values_list("owner", flat=True)) == {other.pk}
