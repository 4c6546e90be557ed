"""Every address again: a form of another site, a look that would write, nonsense in a field, script in a name."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from speerpunt.funds.models import LedgerEntry

from .addresses import path_of
from .all_rows import every_row
from .short_refusals import URLS as SHORT_REFUSALS
from .table import ROWS
from .test_access import text_of
from .turns import in_turn
from .world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden() -> World:
    return build_world("leiden")


def paths(world: World) -> Iterator[str]:
    for name, row in ROWS.items():
        yield path_of(name, world.collective.slug, row.arguments(world))


def client_of(world: World, visitor: str, **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    account = world.visitors[visitor]
    if account is not None:
        client.force_login(account)
    return client


def test_a_form_of_another_site_changes_nothing(leiden):
    client = client_of(leiden, "office", enforce_csrf_checks=True)
    answers = {path: client.post(path, {}).status_code for path in paths(leiden)}
    assert {path: status for path, status in answers.items() if status != 403} == {}


@pytest.mark.urls(SHORT_REFUSALS)
def test_nobody_writes_by_asking_for_the_head_of_a_page(leiden):
    """A mail scanner or a crawler with the session of the office; whole pages: test_every_page.py."""
    client = client_of(leiden, "office")
    client.get("/leiden/")
    before = every_row()
    for path in paths(leiden):
        client.head(path)
    assert every_row() == before


@pytest.mark.urls(SHORT_REFUSALS)
def test_nobody_writes_while_looking_as_another(leiden):
    client = client_of(leiden, "office")
    client.post("/leiden/beheer/kijk-als/", {"kind": "board"})
    before = every_row()
    statuses = {path: client.post(path, {}).status_code for path in paths(leiden)}
    assert {path: status for path, status in statuses.items() if status not in (403, 404)} == {}
    assert every_row() == before


NUMBERS = [2**63, "\x00", "9" * 5000]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_field_that_names_a_row_takes_no_nonsense(leiden, number):
    """Ids in bodies of forms, single and many at once."""
    client = client_of(leiden, "office")
    names = (  # noqa: SIM905 - a list of words reads better as words
        "rij areas priority parent organisation umbrella lead core_team next_step_by challenge indicator area edition"
        " person on_behalf_of namen-TOTAL_FORMS namen-INITIAL_FORMS verenigingen-TOTAL_FORMS"
        " verenigingen-0-organisation aantal latitude longitude jobs value budget_eur_cents works team planned week"
    ).split()
    fields = dict.fromkeys(names, number) | {
        f"soort-{number}": "priority",
        "verhef": f"{number}-priority",
        "eronder": number,
        "actie": "trash",
    }
    wrong = {}
    for place, path in enumerate(paths(leiden)):
        if number not in in_turn(NUMBERS, place):
            continue
        status = client.post(path, fields).status_code
        if status >= 500:
            wrong[path] = status
    assert wrong == {}


SCRIPT = "</script><script>kanarie()</script><img src=x onerror=kanarie()>'\"&"
NAMED = {"name", "title", "text", "summary", "note", "source", "health_reason", "family_name", "file_name"}


def fill_with_script(row: Any) -> None:
    if isinstance(row, LedgerEntry):  # stays as it is; its text comes from requests and swaps
        return
    for field in row._meta.concrete_fields:
        if field.name in NAMED and not field.is_relation:
            setattr(row, field.name, f"{row.pk}{SCRIPT}"[: field.max_length or 4000])
        elif field.name in {"latitude", "longitude"}:
            setattr(row, field.name, 52.16 if field.name == "latitude" else 4.49)
    row.save()


def test_a_name_full_of_script_is_only_a_name(leiden):
    """In pages, in attributes, and in the JSON that a page carries for its map."""
    meeting = leiden.objects["meeting"]
    with scope(collective=leiden.collective):
        # What approved minutes say cannot change: they are approved once it stands there.
        type(meeting).objects.filter(pk=meeting.pk).update(approved_at=None)
        for row in leiden.objects.values():
            if row != meeting:
                fill_with_script(row)
        fill_with_script(meeting)
    found = set()
    for visitor in ("office", "anonymous"):
        client = client_of(leiden, visitor)
        for path in paths(leiden):
            answer = client.get(path)
            is_page = "html" in answer.headers.get("Content-Type", "")
            page = text_of(answer) if is_page else ""
            if "<script>kanarie" in page or "<img src=x" in page:
                found.add((visitor, path))
    assert found == set()
