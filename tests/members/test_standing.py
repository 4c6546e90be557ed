"""What somebody is follows from dated roles and seats, and from nothing else."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.enums import Visibility
from speerpunt.members.enums import BodyKind, OrganisationKind, RoleKind, SeatKind, StandingKind
from speerpunt.members.queries import account_rows, attach_standing, standing_of
from speerpunt.members.rules import NOBODY, is_office, standing
from tests.factories import (
    make_body,
    make_collective,
    make_membership,
    make_organisation,
    make_person,
    make_role,
    make_seat,
    make_user,
    make_visitor,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.mark.parametrize("kind", list(StandingKind))
def test_a_visitor_of_each_kind_is_that_kind(leiden, kind):
    assert kind in standing_of(make_visitor(leiden, kind), leiden).kinds


def test_a_stranger_is_public(leiden):
    assert standing_of(AnonymousUser(), leiden).kinds == {StandingKind.PUBLIC}


def test_an_account_of_one_collective_is_public_in_another(leiden):
    office = make_visitor(leiden, StandingKind.OFFICE)
    assert standing_of(office, make_collective("delft")).kinds == {StandingKind.PUBLIC}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, YESTERDAY, False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_a_role_counts_from_its_first_day_up_to_its_last(leiden, start, end, expected):
    person = make_person(leiden, user=make_user())
    own = make_organisation(leiden, kind=OrganisationKind.COLLECTIVE)
    make_role(person, own, RoleKind.OFFICE, start=start, end=end)
    assert standing_of(person.user, leiden, on=TODAY).is_office is expected


def test_a_role_in_an_enterprise_counts_only_while_it_is_a_member(leiden):
    person = make_person(leiden, user=make_user())
    enterprise = make_organisation(leiden)
    make_role(person, enterprise)
    assert standing_of(person.user, leiden, on=TODAY).is_inside is False
    umbrella = make_organisation(leiden, kind=OrganisationKind.UMBRELLA)
    make_membership(enterprise, umbrella, end=YESTERDAY)
    assert standing_of(person.user, leiden, on=TODAY).is_inside is False
    make_membership(enterprise, umbrella, start=TODAY)
    assert standing_of(person.user, leiden, on=TODAY).is_inside is True


def test_an_observer_of_the_board_is_not_on_the_board(leiden):
    person = make_person(leiden, user=make_user())
    make_seat(make_body(leiden, kind=BodyKind.BOARD), person, kind=SeatKind.OBSERVER)
    assert standing_of(person.user, leiden).is_on_a_board is False


def test_a_role_in_a_trashed_organisation_gives_nothing(leiden):
    person = make_person(leiden, user=make_user())
    make_role(person, make_organisation(leiden, kind=OrganisationKind.PARTNER, trashed_at=timezone.now()))
    assert standing_of(person.user, leiden).is_partner is False


@pytest.mark.parametrize(
    ("kind", "circles"),
    [
        (StandingKind.PUBLIC, {Visibility.PUBLIC}),
        (StandingKind.PARTNER, {Visibility.PUBLIC}),
        (StandingKind.MEMBER, {Visibility.PUBLIC, Visibility.MEMBERS}),
        (StandingKind.BOARD, {Visibility.PUBLIC, Visibility.MEMBERS, Visibility.BOARD}),
        (StandingKind.OFFICE, set(Visibility)),
    ],
)
def test_each_kind_reads_its_own_circles(leiden, kind, circles):
    assert set(standing_of(make_visitor(leiden, kind), leiden).visibilities()) == circles


def test_a_predicate_fails_closed_outside_the_scope_of_the_standing(leiden):
    office, delft = make_visitor(leiden, StandingKind.OFFICE), make_collective("delft")
    attach_standing(office, leiden)
    with scope(collective=leiden):
        assert is_office(office) is True
    with scope(collective=delft):
        assert (is_office(office), standing(office)) == (False, NOBODY)


def test_an_account_without_a_role_may_nothing_and_a_closed_one_neither(leiden):
    stranger, office = make_user(), make_visitor(leiden, StandingKind.OFFICE)
    office.is_active = False
    for account in (stranger, office):
        attach_standing(account, leiden)
        with scope(collective=leiden):
            assert not account.has_perm("members.list_organisations")


def test_the_list_of_accounts_agrees_with_each_standing_and_costs_three_queries(
    leiden, django_assert_num_queries
):
    for kind in StandingKind:
        make_visitor(leiden, kind)
    with scope(collective=leiden):
        with django_assert_num_queries(3):
            rows = account_rows()
        for row in rows:
            kinds = standing_of(row.person.user, leiden).kinds - {StandingKind.PUBLIC}
            assert set(row.kinds) == {str(StandingKind(kind).label) for kind in kinds}
