"""A list counts by what actions hang on; that must come to the same as counting what somebody sees."""

from itertools import cycle, product

import pytest

from speerpunt.actions.enums import ActionState
from speerpunt.actions.queries import actions_visible_to
from speerpunt.actions.queries.sight import Sight
from speerpunt.actions.queries.waiting import counted
from tests.factories import make_action, make_action_request, make_organisation, make_person, make_project

pytestmark = pytest.mark.django_db

KINDS = ("office", "board", "umbrella_board", "park_manager", "member", "partner", "public")
DAYS, STATES = (-3, 0, 4), ("open", "done")


def tallied(account):
    """By state in the address: how many, and how many of them overdue."""
    open_only = Sight(account, is_open_only=True, is_tallied=True)
    everything = Sight(account, is_tallied=True)
    return {
        "open": open_only.counted([ActionState.OPEN]),
        "done": everything.counted([ActionState.DONE]),
        "all": everything.counted(ActionState.values),
        "none": everything.counted(()),
    }


def seen(account):
    rows = actions_visible_to(account)
    return {
        "open": counted(rows.filter(state="open")),
        "done": counted(rows.filter(state="done")),
        "all": counted(rows),
        "none": (0, 0),
    }


@pytest.fixture
def targets(leiden, inside, priority, project):
    return [priority, project, make_project(priority, visibility="closed"), make_organisation(leiden), None]


def make_some(leiden, target, in_days, state, **fields):
    for visibility in ("members", "board", "closed", *(("",) if target else ())):
        make_action(leiden, target, in_days=in_days, state=state, visibility=visibility, **fields)


@pytest.mark.parametrize("kind", KINDS)
def test_anybody_counts_what_he_sees(leiden, targets, somebody, kind):
    account = somebody(kind)
    for target, in_days, state in product(targets, DAYS, STATES):
        make_some(leiden, target, in_days, state)
    assert tallied(account) == seen(account)


@pytest.mark.parametrize("kind", KINDS)
def test_what_concerns_somebody_counts_once(leiden, targets, somebody, person_of, kind):
    account = somebody(kind)
    person, other = person_of(account) or make_person(leiden), make_person(leiden)
    reasons = cycle(({"owner": person}, {"made_by": person}, {"owner": person, "made_by": person}, {}))
    for target, in_days, state in product(targets, DAYS, STATES):
        make_some(leiden, target, in_days, state, **next(reasons))
        if state == "open":
            action = make_action(leiden, target, in_days=in_days, visibility="closed", owner=other)
            make_action_request(action, to=person)
    assert tallied(account) == seen(account)


def test_without_a_single_action_there_is_nothing_to_count(inside, somebody):
    assert tallied(somebody("board")) == dict.fromkeys(("open", "done", "all", "none"), (0, 0))


def test_a_filter_and_a_state_count_what_they_show(leiden, project, somebody, signed_in):
    for title, in_days, state in (("Bel", -3, "open"), ("Schrijf", 3, "open"), ("Vraag", -3, "done")):
        make_action(leiden, project, title=title, in_days=in_days, state=state)
    client = signed_in(somebody("board"))

    def shown(query):
        page = client.get(f"/leiden/acties/?{query}").context
        return page["listing"].page.paginator.count, page["overdue"], len(page["lines"])

    assert {
        query: shown(query) for query in ("", "zoek=bel", "stand=klaar", "stand=alles", "stand=raar")
    } == {
        "": (2, 1, 2),
        "zoek=bel": (1, 1, 1),
        "stand=klaar": (1, 0, 1),
        "stand=alles": (3, 1, 3),
        "stand=raar": (0, 0, 0),
    }
