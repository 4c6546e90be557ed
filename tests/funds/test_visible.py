"""Who sees what of money, written out by hand. The queryset, the predicate and the table say the same.

Each visitor is one letter:
o office · b board of the collective · u board of an umbrella elsewhere · k park manager elsewhere · m member elsewhere ·
p partner · s signed in, without a role · a not signed in · C chair of the association of the area · U board of the umbrella
to which that association belongs · K park manager of the area · L employee of an enterprise that lies in the area ·
V employee of a member of its association · S chair of the organisation of the sector · X chair whose term ended yesterday ·
B on the board of the collective's own organisation, to which every umbrella belongs
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from speerpunt.funds.queries import (
    accounts_spoken_for,
    accounts_visible_to,
    grants_visible_to,
    requests_visible_to,
    swaps_visible_to,
)
from speerpunt.funds.rules import (
    is_account_in_sight,
    is_grant_in_sight,
    is_request_in_sight,
    is_swap_in_sight,
    speaks_for,
)
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from speerpunt.members.rules import standing
from speerpunt.places.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db

KINDS = {
    "o": "office",
    "b": "board",
    "u": "umbrella_board",
    "k": "park_manager",
    "m": "member",
    "p": "partner",
    "s": "public",
}

ACCOUNTS = {"area": "obCUKLV", "sector": "obS", "other": "ob"}
VOICES = {"area": "CU", "sector": "S", "other": ""}
# Of the area.
REQUESTS = {
    "draft": "oCU",
    "asked": "obCUK",
    "approved": "obCUK",
    "refused": "obCUK",
    "withdrawn": "obCUK",
    "accounted": "obCUK",
    "closed": "obCUK",
}
SWAPS = {"area and sector": "obCUS", "sector and other": "obS", "other and area": "obCU"}
GRANTS = {"members": "obukmCUKLVSB", "board": "obuCUSB", "closed": "o"}


@pytest.fixture
def area(leiden):
    return make.make_area(leiden)


@pytest.fixture
def association(area):
    return make.make_association(area)


@pytest.fixture
def voice(leiden):
    """Of the sector."""
    return make.make_organisation(leiden, kind="umbrella")


@pytest.fixture
def visitors(leiden, area, association, voice):
    found = {letter: make.make_visitor(leiden, kind) for letter, kind in KINDS.items()}
    umbrella = make.make_organisation(leiden, kind="umbrella")
    collective = make.make_organisation(leiden, kind="collective")
    make.make_membership(association, umbrella)
    for each in (umbrella, voice, association):
        make.make_membership(each, collective)
    enterprise = make.make_member(leiden)
    Placement.objects.create(collective=leiden, area=area, organisation=enterprise)
    roles = {
        "C": (association, "chair"),
        "U": (umbrella, "board_member"),
        "K": (association, "park_manager"),
        "L": (enterprise, "employee"),
        "V": (make.make_member(leiden, association), "employee"),
        "S": (voice, "chair"),
        "B": (collective, "chair"),
    }
    for letter, (organisation, kind) in roles.items():
        found[letter] = make.make_visitor(leiden, "umbrella_board" if letter == "B" else "public")
        make.make_role(person(found[letter]), organisation, kind)
    found["X"] = make.make_visitor(leiden, "public")
    ended = timezone.localdate() - timedelta(days=1)
    make.make_role(person(found["X"]), association, "chair", end=ended)
    for user in found.values():
        attach_standing(user, leiden)
    return {**found, "a": AnonymousUser()}


def person(user):
    return Person.objects.get(user=user)


@pytest.fixture
def accounts(leiden, area, voice):
    return {
        "area": make.make_drawing_account(leiden, area=area),
        "sector": make.make_drawing_account(leiden, organisation=voice),
        "other": make.make_drawing_account(leiden),
    }


def differences(rows, table, visitors, queryset, predicate):
    wrong = {}
    for letter, user in visitors.items():
        listed = set(queryset(user).values_list("pk", flat=True))
        for name, row in rows.items():
            found = (row.pk in listed, predicate(standing(user), row), letter in table[name])
            if len(set(found)) > 1:
                wrong[letter, name] = found
    return wrong


def test_accounts(accounts, visitors):
    assert differences(accounts, ACCOUNTS, visitors, accounts_visible_to, is_account_in_sight) == {}


def test_who_speaks_for_an_account(accounts, visitors):
    assert differences(accounts, VOICES, visitors, accounts_spoken_for, speaks_for) == {}


def test_requests(leiden, year, accounts, visitors, decision):
    rows = {
        state: make.make_funding_request(accounts["area"], year, state=state, decision=decision)
        for state in REQUESTS
    }
    assert differences(rows, REQUESTS, visitors, requests_visible_to, is_request_in_sight) == {}


def test_swaps(year, accounts, visitors):
    rows = {name: make.make_swap(year, *(accounts[each] for each in name.split(" and "))) for name in SWAPS}
    assert differences(rows, SWAPS, visitors, swaps_visible_to, is_swap_in_sight) == {}


def test_outside_grants(leiden, visitors):
    rows = {circle: make.make_grant(leiden, visibility=circle) for circle in GRANTS}
    assert differences(rows, GRANTS, visitors, grants_visible_to, is_grant_in_sight) == {}


@pytest.mark.parametrize(
    ("permission", "table"),
    [
        ("funds.view_totals", "obuCUSB"),
        ("funds.view_money", "obukmCUKLVSB"),
        ("funds.manage_money", "o"),
        ("funds.manage_grants", "o"),
        ("funds.list_swaps", "obuCUSB"),
    ],
)
def test_rights_without_an_object(visitors, permission, table):
    assert {letter for letter, user in visitors.items() if user.has_perm(permission)} == set(table)


def test_rights_on_a_request(year, accounts, visitors):
    request = make.make_funding_request(accounts["area"], year)
    may = {
        permission: {letter for letter, user in visitors.items() if user.has_perm(permission, request)}
        for permission in ("funds.work_on_request", "funds.decide_request", "funds.pay_request")
    }
    assert may == {
        "funds.work_on_request": set("oCU"),
        "funds.decide_request": set("ob"),
        "funds.pay_request": set("o"),
    }


def test_nobody_decides_on_what_he_asked_himself(year, accounts, visitors):
    request = make.make_funding_request(accounts["area"], year, asked_by=person(visitors["b"]))
    assert not visitors["b"].has_perm("funds.decide_request", request)
