"""Every page as every kind of visitor is shown it, in one walk, which each of these tests judges."""

from dataclasses import dataclass
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client, override_settings

from speerpunt.members.enums import StandingKind

from .all_rows import every_row
from .reachable import CONTACT, add_ways_to_reach, tells_a_way
from .short_refusals import URLS as SHORT_REFUSALS
from .table import ROWS, VISITORS
from .test_access import REFUSED, clients, own_path, text_of
from .turns import in_turn
from .world import CANARY, World, build_world

pytestmark = pytest.mark.django_db

# Stands in the texts of our own rows, not in the name of the collective.
OWN = "eigen-1147"
OUTSIDE = ("anonymous", "public", "partner")
FINDING = (f"/leiden/organisaties/?zoek={CONTACT}", f"/leiden/projecten/?zoek={CONTACT}")


class Answer(NamedTuple):
    status: int
    shows_own: bool
    shows_theirs: bool
    tells_a_way: bool


Answers = dict[tuple[str, str], Answer]


@dataclass
class Walk:
    """What each visitor is shown at each address, and who is told how to reach anybody once the project is public."""

    answers: Answers
    changed: set[str]
    told_outside: set[tuple[str, str]]


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker) -> Walk:
    """With another collective beside ours: one walk for several tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = _walked()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def answers(walk: Walk) -> Answers:
    return walk.answers


def _walked() -> Walk:
    world = build_world("leiden", OWN)
    world.collective.name = "Collectief Leiden"
    world.collective.save()
    add_ways_to_reach(world)
    build_world("elders", CANARY)
    visitors = clients(world)
    for client in visitors.values():
        client.get("/leiden/")
    before = every_row()
    found = {
        (name, visitor): _answer(client, own_path(name, row, world))
        for place, (name, row) in enumerate(ROWS.items())
        for visitor, client in in_turn(list(visitors.items()), place)
    }
    after = every_row()
    changed = {label for label, rows in after.items() if rows != before[label]}
    with override_settings(ROOT_URLCONF=SHORT_REFUSALS):
        return Walk(found, changed, _told_outside(world, visitors))


def _answer(client: Client, path: str) -> Answer:
    answer = client.get(path)
    text = text_of(answer)
    return Answer(answer.status_code, OWN in text, CANARY in text, tells_a_way(text))


def _told_outside(world: World, visitors: dict[str, Client]) -> set[tuple[str, str]]:
    """Once the project is public; and who finds anybody by a way to reach him."""
    project = world.objects["project"]
    project.visibility = "public"
    project.save()
    own = [own_path(name, row, world) for name, row in ROWS.items()]
    asked = [
        *((visitor, path) for visitor in visitors for path in FINDING),
        *((visitor, path) for place, path in enumerate(own) for visitor in in_turn(OUTSIDE, place)),
    ]
    return {each for each in asked if tells_a_way(text_of(visitors[each[0]].get(each[1])))}


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


def test_ways_to_reach_people_show_to_boards_and_to_nobody_else(walk):
    told = {visitor for (_name, visitor), answer in walk.answers.items() if answer.tells_a_way}
    boards = {StandingKind.OFFICE, StandingKind.BOARD, StandingKind.UMBRELLA_BOARD}
    assert {StandingKind.OFFICE, StandingKind.BOARD} <= told <= boards
    assert {each for each in walk.told_outside if each[0] not in boards} == set()


def test_nobody_writes_by_looking(walk):
    """A mail scanner, a prefetching browser or a crawler with anybody's session changes no row."""
    assert walk.changed == set()
