"""Every address, as every kind of visitor, on our own rows, on another collective's, and on none at all.

A new address fails `test_every_address_is_in_the_table` until it has a row in `table.py`. Each test walks the
whole table in one world, and reports whatever is wrong at once. What the pages show: test_every_page.py.
"""

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client

from .addresses import addresses, path_of
from .short_refusals import URLS as SHORT_REFUSALS
from .table import BY_KEY, EXEMPT, ROWS, VISITORS, Row
from .turns import in_turn
from .world import CANARY, World, build_world

pytestmark = pytest.mark.django_db

REFUSED = (403, 404)


@pytest.fixture
def leiden() -> World:
    return build_world("leiden")


@pytest.fixture
def elsewhere() -> World:
    return build_world("elders", CANARY)


def clients(world: World) -> dict[str, Client]:
    """A client per kind of visitor, signed in where it has an account."""
    found = {visitor: Client(raise_request_exception=False) for visitor in VISITORS}
    for visitor, client in found.items():
        account = world.visitors[visitor]
        if account is not None:
            client.force_login(account)
    return found


def attempts(world: World) -> Iterator[tuple[str, Row, str, Client]]:
    visitors = list(clients(world).items())
    for place, (name, row) in enumerate(ROWS.items()):
        for visitor, client in in_turn(visitors, place):
            yield name, row, visitor, client


def own_path(name: str, row: Row, world: World) -> str:
    return path_of(name, world.collective.slug, row.arguments(world))


def text_of(response: HttpResponseBase) -> str:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return body.decode(errors="replace")


def test_every_address_is_in_the_table():
    by_key = {name for name in addresses() if name.startswith(BY_KEY)}
    assert set(addresses()) == {*ROWS, *EXEMPT, *by_key}


@pytest.mark.urls(SHORT_REFUSALS)
def test_who_may_not_look_may_not_change_either(leiden):
    wrong = {}
    for name, row, visitor, client in attempts(leiden):
        if visitor not in row.writers:
            status = client.post(own_path(name, row, leiden), {}).status_code
            if status not in (*REFUSED, 405):
                wrong[name, visitor] = status
    assert wrong == {}


@pytest.mark.urls(SHORT_REFUSALS)
def test_a_row_of_another_collective_answers_as_one_that_does_not_exist(leiden, elsewhere):
    wrong = {}
    for name, row, visitor, client in attempts(leiden):
        if not row.takes_object:
            continue
        theirs = path_of(name, "leiden", row.arguments(elsewhere))
        nothing = path_of(name, "leiden", row.arguments_of_nothing(leiden))
        for send in (client.get, client.post):
            answer, expected = send(theirs), send(nothing)
            if answer.status_code != expected.status_code or answer.status_code not in REFUSED:
                wrong[name, visitor] = (answer.status_code, expected.status_code)
    assert wrong == {}


@pytest.mark.urls(SHORT_REFUSALS)
def test_a_visitor_is_nobody_in_another_collective(leiden, elsewhere):
    wrong = {}
    for name, row, visitor, client in attempts(leiden):
        status = client.get(own_path(name, row, elsewhere)).status_code
        if (status not in REFUSED) != ("anonymous" in row.readers):
            wrong[name, visitor] = status
    assert wrong == {}


@pytest.mark.urls(SHORT_REFUSALS)
def test_what_is_closed_shows_to_the_office_only():
    """The same pages, in a collective whose priorities, projects and results are all closed."""
    world = build_world("leiden", CANARY, is_closed=True)
    shown = set()
    for name, row, visitor, client in attempts(world):
        if visitor != "office" and world.closed_mark in text_of(client.get(own_path(name, row, world))):
            shown.add((name, visitor))
    assert shown == set()
