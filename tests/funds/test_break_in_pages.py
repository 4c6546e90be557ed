"""What somebody may not see or do of money he gets by no page, form, file or panel."""

import pytest
from django_scopes import scope

from speerpunt.core.addresses import address
from speerpunt.funds.models import FundingRequest, Swap
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from tests import factories as make

pytestmark = pytest.mark.django_db

MARK = "gesloten-0815"


@pytest.fixture
def chair(leiden, account):
    """Speaks for De Waard."""
    return _chair_of(leiden, account)


@pytest.fixture
def neighbour(leiden, other):
    """Speaks for Trekvliet."""
    return _chair_of(leiden, other)


def _chair_of(leiden, account):
    user = make.make_visitor(leiden, "public")
    make.make_role(Person.objects.get(user=user), make.make_association(account.area), "chair")
    return user


def post(client, user, page, *args, **fields):
    client.force_login(user)
    return client.post(address(page, *args), fields)


def asked(account, year, **fields):
    usual = {"account": account.pk, "year": year.pk, "title": "Lampen", "amount_eur_cents": "500"}
    return {**usual, **fields}


def test_a_chair_asks_for_his_own_area(client, chair, account, year):
    answer = post(client, chair, "funds:request_add", **asked(account, year, amount_eur_cents="€ 1.234,50"))
    assert answer.status_code == 302
    assert FundingRequest.objects.get().amount_eur_cents == 1_234_50


def test_a_chair_does_not_ask_for_another_area(client, chair, other, year):
    assert post(client, chair, "funds:request_add", **asked(other, year)).status_code == 200
    assert not FundingRequest.objects.exists()


def test_nobody_asks_for_an_account_of_another_collective(client, leiden, chair, account, year):
    elsewhere = make.make_collective("elders")
    with scope(collective=elsewhere):
        theirs, their_year = make.make_drawing_account(elsewhere), make.make_fund_year(elsewhere)
    assert post(client, chair, "funds:request_add", **asked(theirs, year)).status_code == 200
    assert post(client, chair, "funds:request_add", **asked(account, their_year)).status_code == 200
    assert not FundingRequest.objects.exists()


def test_a_draft_is_not_moved_to_another_area(client, chair, account, other, year):
    request = make.make_funding_request(account, year, state="draft")
    post(client, chair, "funds:request_change", request.pk, **asked(other, year))
    request.refresh_from_db()
    assert request.account == account


@pytest.mark.parametrize("amount", ["-5", "0", "0,00", "abc", "1e9", "12.50.00", "99999999999999", "€", "−5"])
def test_silly_amounts_are_refused(client, chair, account, year, amount):
    answer = post(client, chair, "funds:request_add", **asked(account, year, amount_eur_cents=amount))
    assert answer.status_code == 200
    assert not FundingRequest.objects.exists()


def test_who_asks_neither_decides_nor_pays(client, chair, account, year, decision):
    request = make.make_funding_request(account, year)
    for page in (
        "funds:request_decide",
        "funds:request_pay",
        "funds:request_release",
        "funds:request_settle",
    ):
        assert post(client, chair, page, request.pk, outcome="granted").status_code == 403


def test_the_board_grants_by_a_decision_only(client, leiden, account, year, decision):
    board = make.make_visitor(leiden, "board")
    request = make.make_funding_request(account, year)
    granted = {"outcome": "granted", "amount": "500"}
    assert post(client, board, "funds:request_decide", request.pk, **granted).status_code == 200
    answer = post(client, board, "funds:request_decide", request.pk, **granted, decision=decision.pk)
    request.refresh_from_db()
    assert (answer.status_code, request.state) == (302, "approved")


def test_a_decision_that_one_does_not_see_cannot_be_named(client, leiden, account, year):
    board = make.make_visitor(leiden, "board")
    closed = make.make_meeting_decision(leiden, access="closed", text=MARK)
    request = make.make_funding_request(account, year)
    fields = {"outcome": "granted", "amount": "500", "decision": closed.pk}
    answer = post(client, board, "funds:request_decide", request.pk, **fields)
    assert answer.status_code == 200
    assert MARK not in answer.content.decode()


def test_a_closed_decision_and_project_are_named_nowhere(client, leiden, chair, account, year):
    closed = make.make_meeting_decision(leiden, access="closed", text=MARK)
    priority = make.make_priority(make.make_edition(leiden, status="current"))
    project = make.make_project(priority, title=f"Plan {MARK}", visibility="closed")
    request = make.make_granted_request(account, year, decision=closed, project=project)
    client.force_login(chair)
    pages = (
        request.get_absolute_url(),
        address("funds:requests"),
        address("funds:request_export", "csv"),
        account.get_absolute_url(),
        address("funds:statement_export", account.pk, "csv"),
    )
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        text = answer.content.decode("utf-8-sig")
        assert MARK not in text
        assert str(closed) not in text


def test_another_area_is_read_by_no_page_and_no_file(client, chair, other, year):
    request = make.make_granted_request(other, year, title=MARK)
    client.force_login(chair)
    for page in (
        request.get_absolute_url(),
        other.get_absolute_url(),
        address("funds:statement_export", other.pk, "csv"),
        address("funds:statement_export", other.pk, "pdf"),
    ):
        assert client.get(page).status_code == 404
    for page in (address("funds:requests"), address("funds:request_export", "csv")):
        assert MARK not in client.get(page).content.decode("utf-8-sig")


def test_a_member_sees_his_own_area_and_no_other(client, leiden, account, other, year):
    user = make.make_visitor(leiden, "public")
    association = make.make_association(account.area)
    make.make_role(Person.objects.get(user=user), make.make_member(leiden, association))
    client.force_login(user)
    for page in (address("funds:money"), address("funds:year_export", year.year, "csv")):
        text = client.get(page).content.decode("utf-8-sig")
        assert account.name in text
        assert other.name not in text


def test_nobody_consents_for_the_other_area(client, chair, neighbour, account, other, year):
    swap = make.make_swap(year, account, other)
    assert post(client, chair, "funds:swap_consent", swap.pk, voor="ontvangt").status_code == 403
    assert post(client, chair, "funds:swap_consent", swap.pk, voor="geeft").status_code == 302
    assert Swap.objects.get().state == "proposed"
    assert post(client, neighbour, "funds:swap_consent", swap.pk, voor="ontvangt").status_code == 302
    assert Swap.objects.get().state == "booked"


def test_the_office_consents_for_nobody(client, leiden, account, other, year):
    office = make.make_visitor(leiden, "office")
    swap = make.make_swap(year, account, other)
    for side in ("geeft", "ontvangt"):
        assert post(client, office, "funds:swap_consent", swap.pk, voor=side).status_code == 403


def test_who_speaks_for_both_consents_for_one(client, leiden, chair, account, other, year):
    make.make_role(Person.objects.get(user=chair), make.make_association(other.area), "chair")
    swap = make.make_swap(year, account, other)
    for side in ("geeft", "ontvangt"):
        post(client, chair, "funds:swap_consent", swap.pk, voor=side)
    assert Swap.objects.get().state == "proposed"


def test_a_swap_names_one_that_one_speaks_for(client, chair, leiden, other, year):
    third = make.make_drawing_account(leiden)
    fields = {"year": year.pk, "giver": other.pk, "taker": third.pk, "amount": "10", "reason": "x"}
    assert post(client, chair, "funds:swap_add", **fields).status_code == 200
    assert not Swap.objects.exists()


def test_papers_are_read_by_who_sees_the_request_within_their_circle(leiden, account, other, year):
    from speerpunt.documents.queries import documents_visible_to

    request = make.make_granted_request(account, year)
    folder = make.make_folder(leiden, on=request)
    make.make_document(folder, "factuur.txt", b"x")
    make.make_document(folder, "rekeningnummer.txt", b"y", visibility="board")
    manager = make.make_visitor(leiden, "public")
    make.make_role(Person.objects.get(user=manager), make.make_association(account.area), "park_manager")
    readers = {"chair": _chair_of(leiden, account), "manager": manager, "neighbour": _chair_of(leiden, other)}
    counts = {}
    for name, user in readers.items():
        attach_standing(user, leiden)
        counts[name] = documents_visible_to(user).count()
    assert counts == {"chair": 2, "manager": 1, "neighbour": 0}


def test_who_sees_the_statement_of_an_area_without_speaking_for_it_is_not_offered_to_ask(
    client, leiden, chair, account
):
    for user, may in ((make.make_visitor(leiden, "board"), False), (chair, True)):
        client.force_login(user)
        assert client.get(account.get_absolute_url()).context["may_ask"] is may
