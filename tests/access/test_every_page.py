"""Every page as every kind of visitor is shown it, in one walk, which each of these tests judges."""

from typing import NamedTuple

import pytest
from django.db import transaction

from .table import ROWS, VISITORS
from .test_access import REFUSED, attempts, own_path, text_of
from .world import CANARY, build_world

pytestmark = pytest.mark.django_db

# Stands in the texts of our own rows, not in the name of the collective.
OWN = "eigen-1147"


class Answer(NamedTuple):
    status: int
    shows_own: bool
    shows_theirs: bool


Answers = dict[tuple[str, str], Answer]


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> Answers:
    """What each visitor is shown at each address, with another collective beside ours: one walk for several tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = _walked()
        transaction.set_rollback(True)
    return found


def _walked() -> Answers:
    world = build_world("leiden", OWN)
    world.collective.name = "Collectief Leiden"
    world.collective.save()
    build_world("elders", CANARY)
    found = {}
    for name, row, visitor, client in attempts(world):
        answer = client.get(own_path(name, row, world))
        text = text_of(answer)
        found[name, visitor] = Answer(answer.status_code, OWN in text, CANARY in text)
    return found


def test_only_who_may_gets_in(answers):
    wrong = {}
    for (name, visitor), answer in answers.items():
        is_in = answer.status not in (*REFUSED, 500)
        if is_in != (visitor in ROWS[name].readers) or answer.status >= 500:
            wrong[name, visitor] = answer.status
    assert wrong == {}


def test_nothing_of_another_collective_shows_on_any_page(answers):
    assert {asked for asked, answer in answers.items() if answer.shows_theirs} == set()


def test_a_refusal_says_nothing_of_what_lies_behind_it(answers):
    assert {
        asked for asked, answer in answers.items() if answer.status in REFUSED and answer.shows_own
    } == set()
    assert {visitor for (_name, visitor), answer in answers.items() if answer.shows_own} == set(VISITORS)
