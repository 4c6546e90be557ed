"""What must be handed in shows on Today, in the calendar and in the mail of who hands it in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.core.addresses import address
from speerpunt.funds.queries.your_turn import waiting_for
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from speerpunt.portal.queries.agenda import agenda_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(leiden, account):
    user = make.make_visitor(leiden, "public")
    make.make_role(Person.objects.get(user=user), make.make_association(account.area), "chair")
    attach_standing(user, leiden)
    return user


def titles(user):
    return [entry.title for entry in agenda_of(user, timezone.localdate())]


def test_who_keeps_an_eye_on_a_grant_is_told_of_its_deadlines(leiden):
    user = make.make_visitor(leiden, "board")
    attach_standing(user, leiden)
    grant = make.make_grant(leiden, lead=Person.objects.get(user=user))
    soon = timezone.localdate() + timedelta(days=10)
    make.make_duty(grant, what="Tussenverslag", due=soon)
    make.make_duty(grant, what="Al gedaan", due=soon, done_on=timezone.localdate())
    make.make_duty(make.make_grant(leiden), what="Van een ander", due=soon)
    assert titles(user) == ["Tussenverslag"]


def test_who_was_granted_money_is_told_when_to_account_for_it(account, year, chair):
    request = make.make_granted_request(account, year, title="Lampen")
    request.account_due = timezone.localdate() + timedelta(days=10)
    request.save()
    assert len(titles(chair)) == 1
    assert "Lampen" in titles(chair)[0]


def test_the_board_finds_on_today_what_waits_for_a_meeting(client, leiden, account, year):
    make.make_funding_request(account, year, title="Lampen langs de kade")
    for kind, is_told in (("board", True), ("member", False), ("partner", False)):
        client.force_login(make.make_visitor(leiden, kind))
        assert ("Lampen langs de kade" in client.get(address("portal:today")).content.decode()) == is_told


def test_nothing_waits_for_who_asked_it_himself(leiden, account, year):
    board = make.make_visitor(leiden, "board")
    attach_standing(board, leiden)
    make.make_funding_request(account, year, asked_by=Person.objects.get(user=board))
    theirs = make.make_funding_request(account, year)
    assert waiting_for(board).to_decide == [theirs]


def test_a_late_instalment_stands_on_the_today_page_of_the_office(client, leiden):
    grant = make.make_grant(leiden, title="Energiehub")
    make.make_instalment(grant, expected_on=timezone.localdate() - timedelta(days=3))
    client.force_login(make.make_visitor(leiden, "office"))
    assert "Energiehub" in client.get(address("portal:today")).content.decode()
