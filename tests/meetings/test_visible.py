"""Who sees what of meetings, written out by hand. The queryset, the predicate and the table say the same.

Each visitor is one letter:
o office · b board (another body) · u board of an umbrella · k park manager · m member · p partner, on the list of
guests but not invited yet · s signed in, without a role · a not signed in · D decides in the body · W observes in it ·
G guest from a partner, invited · E a partner whose seat in the body ended yesterday
"""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from speerpunt.meetings.queries import (
    bundles_visible_to,
    decisions_visible_to,
    entries_visible_to,
    items_visible_to,
    meetings_visible_to,
    positions_visible_to,
)
from speerpunt.meetings.queries.guests import ANYWHERE
from speerpunt.meetings.rules import (
    is_bundle_in_sight,
    is_decision_in_sight,
    is_entry_in_sight,
    is_item_in_sight,
    is_meeting_in_sight,
    is_position_in_sight,
)
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from speerpunt.members.rules import standing
from tests import factories as make

pytestmark = pytest.mark.django_db

ACCESSES = ("all", "body", "closed")
STATES = ("planned", "called", "approved")
KINDS = {
    "o": "office",
    "b": "board",
    "u": "umbrella_board",
    "k": "park_manager",
    "m": "member",
    "p": "partner",
    "s": "public",
}

# Access of the meeting -> who knows of it before and after the agenda is sent.
MEETINGS = {"all": ("obukmDW", "obukmDWG"), "body": ("oDW", "oDWG"), "closed": ("oD", "oDG")}
# Access of the meeting, of the item -> who reads the item before and after the agenda is sent.
ITEMS = {
    ("all", "all"): ("oDW", "obukmDWG"),
    ("all", "body"): ("oDW", "oDW"),
    ("all", "closed"): ("oD", "oD"),
    ("body", "all"): ("oDW", "oDWG"),
    ("body", "body"): ("oDW", "oDW"),
    ("body", "closed"): ("oD", "oD"),
    ("closed", "all"): ("oD", "oDG"),
    ("closed", "body"): ("oD", "oD"),
    ("closed", "closed"): ("oD", "oD"),
}
# The same for its minutes: before the agenda is sent, while they are written, when they are approved.
MINUTES = {
    ("all", "all"): ("oDW", "oDWG", "obukmDWG"),
    ("all", "body"): ("oDW", "oDW", "oDW"),
    ("all", "closed"): ("oD", "oD", "oD"),
    ("body", "all"): ("oDW", "oDWG", "oDWG"),
    ("body", "body"): ("oDW", "oDW", "oDW"),
    ("body", "closed"): ("oD", "oD", "oD"),
    ("closed", "all"): ("oD", "oDG", "oDG"),
    ("closed", "body"): ("oD", "oD", "oD"),
    ("closed", "closed"): ("oD", "oD", "oD"),
}
# Access of a bundle -> who, of those that read its item, reads its papers.
BUNDLES = {"all": "obukmpsaDWGE", "body": "oDW", "closed": "oD"}
# Without a meeting: what stands in the backlog.
BACKLOG = {"all": "oDW", "body": "oDW", "closed": "oD"}
# Access of a position -> who reads its draft, and who reads it from when it is agreed, replaced too.
POSITIONS = {"all": ("oDW", "obukmDW"), "body": ("oDW", "oDW"), "closed": ("oD", "oD")}


@pytest.fixture
def visitors(leiden, body):
    found = {letter: make.make_visitor(leiden, kind) for letter, kind in KINDS.items()}
    found |= {letter: make.make_visitor(leiden, "public") for letter in "DW"}
    found |= {letter: make.make_visitor(leiden, "partner") for letter in "GE"}
    make.make_seat(body, person(found["D"]))
    make.make_seat(body, person(found["W"]), kind="observer")
    make.make_seat(body, person(found["E"]), kind="chair", end=timezone.localdate() - timedelta(days=1))
    for user in found.values():
        attach_standing(user, leiden)
    return {**found, "a": AnonymousUser()}


def person(user):
    return Person.objects.get(user=user)


def meeting_that_is(state, body, visitors, **fields):
    makers = {
        "planned": make.make_meeting,
        "called": make.make_called_meeting,
        "approved": make.make_held_meeting,
    }
    meeting = makers[state](body, **fields)
    make.make_attendance(meeting, person(visitors["G"]))
    make.make_attendance(meeting, person(visitors["p"]), is_invited=False)
    return meeting


def at_least(state, seen):
    """The column of a table: how far the meeting is."""
    return seen[min(STATES.index(state), len(seen) - 1)]


def differences(rows, visitors, queryset, predicate):
    """Where the queryset, what is kept of it for a day, the predicate and the table do not agree."""
    wrong = {}
    for letter, user in visitors.items():
        listed = set(queryset(user).values_list("pk", flat=True))
        kept = set(queryset(user, ANYWHERE).values_list("pk", flat=True))
        for name, (row, expected) in rows.items():
            found = (row.pk in listed, row.pk in kept, predicate(standing(user), row), letter in expected)
            if len(set(found)) > 1:
                wrong[letter, name] = found
    return wrong


def test_meetings(body, visitors):
    rows = {
        (access, state): (
            meeting_that_is(state, body, visitors, access=access),
            at_least(state, MEETINGS[access]),
        )
        for access, state in product(ACCESSES, STATES)
    }
    assert differences(rows, visitors, meetings_visible_to, is_meeting_in_sight) == {}


@pytest.fixture
def items(body, visitors):
    """One for each access of the meeting and of the item, and each state."""
    return {
        (wide, access, state): make.make_item(
            meeting_that_is(state, body, visitors, access=wide), access=access
        )
        for wide, access, state in product(ACCESSES, ACCESSES, STATES)
    }


def test_items(items, visitors):
    rows = {name: (item, at_least(name[2], ITEMS[name[:2]])) for name, item in items.items()}
    assert differences(rows, visitors, items_visible_to, is_item_in_sight) == {}


def test_bundles(items, visitors):
    rows = {
        (*name, access): (
            make.make_bundle(item, access),
            set(at_least(name[2], ITEMS[name[:2]])) & set(BUNDLES[access]),
        )
        for name, item in items.items()
        for access in ACCESSES
    }
    assert differences(rows, visitors, bundles_visible_to, is_bundle_in_sight) == {}


def test_entries(items, visitors):
    rows = {
        name: (make.make_entry(item), at_least(name[2], MINUTES[name[:2]])) for name, item in items.items()
    }
    assert differences(rows, visitors, entries_visible_to, is_entry_in_sight) == {}


def test_decisions(items, visitors):
    rows = {
        name: (make.make_decision(item), at_least(name[2], MINUTES[name[:2]])) for name, item in items.items()
    }
    assert differences(rows, visitors, decisions_visible_to, is_decision_in_sight) == {}


def test_a_line_that_was_taken_away_is_read_by_nobody(items, visitors):
    item = items["all", "all", "approved"]
    entry = make.make_entry(item, kind="decision", removed_at=timezone.now())
    decision = make.make_decision(item, entry=entry)
    rows = {"taken away": (decision, "")}
    assert differences(rows, visitors, decisions_visible_to, is_decision_in_sight) == {}
    assert differences({"line": (decision.entry, "")}, visitors, entries_visible_to, is_entry_in_sight) == {}


def test_the_backlog(body, visitors):
    rows = {access: (make.make_item(None, body=body, access=access), BACKLOG[access]) for access in ACCESSES}
    assert differences(rows, visitors, items_visible_to, is_item_in_sight) == {}
    lines = {access: (make.make_entry(item), "o") for access, (item, _seen) in rows.items()}
    assert differences(lines, visitors, entries_visible_to, is_entry_in_sight) == {}


def test_positions(leiden, body, visitors):
    session = meeting_that_is("approved", body, visitors, kind="internal")
    dossier = make.make_project(make.make_priority(make.make_edition(leiden)))
    rows = {
        (access, state): (
            make.make_position(session, dossier, access=access, state=state),
            POSITIONS[access][state != "draft"],
        )
        for access, state in product(ACCESSES, ("draft", "agreed", "replaced"))
    }
    assert differences(rows, visitors, positions_visible_to, is_position_in_sight) == {}


# --- Shared with a session with partners ---

# When, and whether the session was called -> who reads a closed thing that is shared with it, besides the body itself.
EMBARGOES = {
    ("at once", "called"): "oDG",
    ("yesterday", "called"): "oDG",
    ("today", "called"): "oDG",
    ("tomorrow", "called"): "oD",
    ("at once", "planned"): "oD",
    ("yesterday", "planned"): "oD",
}
DAYS = {"at once": None, "yesterday": -1, "today": 0, "tomorrow": 1}


@pytest.fixture
def closed_session(body, visitors):
    """The internal one, to which no guest was ever invited."""
    return make.make_held_meeting(body, kind="internal", access="closed")


def shared(piece, row, when, state, visitors, body):
    session = meeting_that_is(state, body, visitors, kind="external", access="body")
    days = DAYS[when]
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    make.make_shared_piece(session, **{piece: row}, not_before=day)
    return row


def shared_rows(piece, make_row, visitors, body):
    return {
        name: (shared(piece, make_row(), *name, visitors, body), expected)
        for name, expected in EMBARGOES.items()
    }


def test_a_shared_item_is_read_from_its_day(closed_session, body, visitors):
    rows = shared_rows("item", lambda: make.make_item(closed_session, access="closed"), visitors, body)
    assert differences(rows, visitors, items_visible_to, is_item_in_sight) == {}


def test_a_shared_decision_is_read_from_its_day(closed_session, body, visitors):
    def decided():
        return make.make_decision(make.make_item(closed_session, access="closed"))

    rows = shared_rows("decision", decided, visitors, body)
    assert differences(rows, visitors, decisions_visible_to, is_decision_in_sight) == {}
    items = {name: (decision.item, "oD") for name, (decision, _seen) in rows.items()}
    assert differences(items, visitors, items_visible_to, is_item_in_sight) == {}


def test_a_shared_position_is_read_from_its_day_unless_it_is_a_draft(leiden, closed_session, body, visitors):
    dossier = make.make_project(make.make_priority(make.make_edition(leiden)))

    def wanted(state):
        return make.make_position(closed_session, dossier, access="closed", state=state)

    rows = shared_rows("position", lambda: wanted("agreed"), visitors, body)
    draft = shared("position", wanted("draft"), "at once", "called", visitors, body)
    rows["draft"] = (draft, "oD")
    assert differences(rows, visitors, positions_visible_to, is_position_in_sight) == {}


def test_with_an_item_go_its_open_papers_and_not_what_was_said_or_decided(closed_session, body, visitors):
    item = make.make_item(closed_session, access="closed")
    shared("item", item, "at once", "called", visitors, body)
    papers = {
        "open": (make.make_bundle(item, "all"), "oDG"),
        "of the body": (make.make_bundle(item, "body"), "oD"),
        "closed": (make.make_bundle(item, "closed"), "oD"),
    }
    assert differences(papers, visitors, bundles_visible_to, is_bundle_in_sight) == {}
    assert (
        differences({"line": (make.make_entry(item), "oD")}, visitors, entries_visible_to, is_entry_in_sight)
        == {}
    )
    decisions = {"decision": (make.make_decision(item), "oD")}
    assert differences(decisions, visitors, decisions_visible_to, is_decision_in_sight) == {}
    assert (
        differences({"meeting": (closed_session, "oD")}, visitors, meetings_visible_to, is_meeting_in_sight)
        == {}
    )


def test_the_office_that_looks_as_a_partner_sees_no_more_than_one(leiden, body, visitors):
    """Also where it was invited itself."""
    office = visitors["o"]
    meeting = make.make_called_meeting(body, access="closed")
    make.make_attendance(meeting, person(office))
    attach_standing(office, leiden, as_kind="partner")
    rows = {"meeting": (meeting, "")}
    assert differences(rows, {"o": office}, meetings_visible_to, is_meeting_in_sight) == {}
    item = shared("item", make.make_item(meeting, access="closed"), "at once", "called", visitors, body)
    make.make_attendance(item.shared_as.get().session, person(office))
    rows = {"item": (item, "")}
    assert differences(rows, {"o": office}, items_visible_to, is_item_in_sight) == {}


def test_who_was_invited_in_a_seat_that_ended_is_a_guest_of_that_meeting(body, visitors):
    meeting = make.make_called_meeting(body)
    make.make_attendance(meeting, person(visitors["E"]), seat="chair")
    rows = {
        "open": (make.make_item(meeting), "E"),
        "of the body": (make.make_item(meeting, access="body"), ""),
        "closed": (make.make_item(meeting, access="closed"), ""),
    }
    assert differences(rows, {"E": visitors["E"]}, items_visible_to, is_item_in_sight) == {}
