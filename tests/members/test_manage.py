"""The page on which the office manages the collective."""

import pytest
from django_scopes import scope

from speerpunt.core.enums import Verb
from speerpunt.core.services import record, record_many
from tests.factories import make_membership, make_organisation

pytestmark = pytest.mark.django_db

MANAGE = "/leiden/beheer/"


def recent(office):
    return [change for change, _who in office.get(MANAGE).context["recent"]]


def test_a_change_is_named_and_leads_to_what_changed(office, leiden):
    baker = make_organisation(leiden, name="Bakker")
    with scope(collective=leiden):
        record(baker, Verb.CHANGED, by=None)
    change = recent(office)[0]
    assert (change.name, change.url, change.count) == ("Bakker", f"/leiden/organisaties/{baker.pk}/", 1)


def test_what_was_done_to_many_at_once_is_one_line(office, leiden):
    rows = [make_organisation(leiden) for _ in range(30)]
    with scope(collective=leiden):
        record_many(((row, []) for row in rows), Verb.IMPORTED, by=None)
        record(rows[0], Verb.CHANGED, by=None)
    assert [(change.count, change.is_more) for change in recent(office)] == [(1, False), (30, False)]


def test_a_row_without_a_page_shows_no_number(office, leiden):
    membership = make_membership(make_organisation(leiden), make_organisation(leiden, kind="umbrella"))
    with scope(collective=leiden):
        record(membership, Verb.CREATED, by=None)
    assert (recent(office)[0].name, recent(office)[0].url) == ("", "")


def test_a_long_past_is_not_read_whole(office, leiden, monkeypatch):
    monkeypatch.setattr("speerpunt.core.queries.history.LOOKED_BACK", 5)
    rows = [make_organisation(leiden) for _ in range(9)]
    with scope(collective=leiden):
        record_many(((row, []) for row in rows), Verb.IMPORTED, by=None)
    assert [(change.count, change.is_more) for change in recent(office)] == [(5, True)]
