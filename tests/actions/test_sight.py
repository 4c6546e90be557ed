"""What a list of actions sees is written once, and asked each time: it follows every change at once."""

import pytest

from speerpunt.actions.queries.sight import Sight
from tests.factories import make_action, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(inside, somebody):
    return somebody("board")


def told(account):
    """Names of targets, owners and actions."""
    sight = Sight(account, is_open_only=True)
    return (
        sorted(named.name for named in sight.targets.values()),
        sorted(sight.owners.values()),
        sorted(action.title for action in sight.actions),
    )


def test_a_new_action_and_its_owner_stand_there_at_once(leiden, project, board):
    assert told(board) == ([], [], [])
    make_action(leiden, project, title="Bel", owner=make_person(leiden, given_name="Ada", family_name="Kern"))
    assert told(board) == (["Spanjaardsbrug"], ["Ada Kern"], ["Bel"])


def test_what_is_closed_takes_its_actions_along(leiden, project, board):
    make_action(leiden, project, title="Bel", owner=make_person(leiden, given_name="Ada", family_name="Kern"))
    assert told(board)[2] == ["Bel"]
    project.visibility = "closed"
    project.save()
    assert told(board) == ([], [], [])
    project.visibility = "members"
    project.save()
    assert told(board)[2] == ["Bel"]


def test_a_name_is_the_one_of_now(leiden, project, board):
    make_action(leiden, project)
    assert told(board)[0] == ["Spanjaardsbrug"]
    project.title = "Zijlbrug"
    project.save()
    assert told(board)[0] == ["Zijlbrug"]


def test_the_same_is_seen_when_it_is_too_much_to_keep(leiden, priority, board, monkeypatch):
    for number in range(3):
        make_action(leiden, make_project(priority, title=f"Werk {number}"), title=f"Bel {number}")
    kept = told(board)
    monkeypatch.setattr("speerpunt.actions.queries.sight.MOST_TO_KEEP_BY", 2)
    assert told(board) == kept
    assert len(kept[0]) == 3
