"""Each right of each `rules.py` is given to everybody in turn: at some address somebody must get in who was refused before.

Not among the tests of every day, for it walks twice; `python -m tests.guards` runs it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import rules
from django.db import transaction
from django.test import Client
from rules.permissions import permissions

from tests.access.short_refusals import URLS as SHORT_REFUSALS
from tests.access.test_access import REFUSED, attempts, own_path
from tests.access.world import build_world

from .guards import SHOWING

pytestmark = [pytest.mark.django_db, pytest.mark.urls(SHORT_REFUSALS)]


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """A stranger who is let in everywhere trips over not being somebody, which is no matter here."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


Attempt = tuple[Client, str, str]


def test_every_right_is_missed_when_everybody_has_it():
    refused_for = attempts_that_were_refused()
    guarding = {name for name, held in permissions.items() if held is not rules.always_allow}
    missed = {name for name in guarding if any(gets_in(name, attempt) for attempt in refused_for[name])}
    assert guarding - missed - {*SHOWING} == set()


def attempts_that_were_refused() -> dict[str, list[Attempt]]:
    """By the right that was asked for and not there."""
    world = build_world("leiden")
    found: dict[str, list[Attempt]] = defaultdict(list)
    for name, row, _visitor, client in attempts(world):
        path = own_path(name, row, world)
        for method in ("get", "post"):
            with lacking() as lacked:
                status = tried(client, method, path)
            if status in REFUSED:
                for right in lacked:
                    found[right].append((client, method, path))
    return found


def gets_in(right: str, attempt: Attempt) -> bool:
    held = permissions[right]
    permissions.set_rule(right, rules.always_allow)
    try:
        return tried(*attempt) not in REFUSED
    finally:
        permissions.set_rule(right, held)


def tried(client: Client, method: str, path: str) -> int:
    """Whatever it changed is gone afterwards."""
    with transaction.atomic():
        send: Callable[[str], Any] = getattr(client, method)
        status: int = send(path).status_code
        transaction.set_rollback(True)
    return status


@contextmanager
def lacking() -> Iterator[set[str]]:
    """The rights that somebody was asked for meanwhile and did not have."""
    found: set[str] = set()
    test = permissions.test_rule

    def noted(name: str, *args: Any) -> bool:
        has = bool(test(name, *args))
        if not has:
            found.add(name)
        return has

    permissions.test_rule = noted
    try:
        yield found
    finally:
        del permissions.test_rule
