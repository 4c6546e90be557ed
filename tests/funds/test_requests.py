"""A request from its draft to its end, a swap, and years that close."""

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent
from speerpunt.funds.models import FundYear, LedgerEntry
from speerpunt.funds.queries import balance_of, of_request
from speerpunt.funds.services import (
    FundsProblem,
    approve_request,
    ask,
    close_year,
    correct_entry,
    give_account,
    let_fall_free,
    open_year,
    pay,
    settle_request,
    withdraw_request,
    write_request,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(account, year):
    """Six hundred euros."""
    return make.make_granted_request(account, year, cents=600_00)


def now(row):
    row.refresh_from_db()
    return row


def hand_in(leiden, request):
    make.make_document(make.make_folder(leiden, on=request), "factuur.txt", b"600 euro")


def test_a_request_goes_all_the_way(leiden, account, year, decision):
    request = write_request(
        leiden, by=None, account=account, year=year, title="Lampen", amount_eur_cents=700_00
    )
    ask(request, by=None)
    approve_request(request, cents=600_00, decision=decision, by=None)
    pay(now(request), 250_00, text="bestelling", by=None)
    pay(request, 300_00, text="rest", by=None)
    hand_in(leiden, request)
    give_account(request, account_given="De lampen hangen.", by=None)
    settle_request(now(request), by=None)
    balance, whole = of_request(request), balance_of(account, year)
    assert (now(request).state, balance.granted, balance.spent) == ("closed", 550_00, 550_00)
    assert (whole.free, whole.committed) == (450_00, 0)
    told = HistoryEvent.objects.filter(target_id=request.pk, target_model="funds.fundingrequest")
    # Written, asked, granted, paid twice, accounted for, closed.
    assert told.count() == 7


def test_no_more_is_granted_than_was_asked(account, year, decision):
    request = make.make_funding_request(account, year, amount_eur_cents=100_00)
    with pytest.raises(FundsProblem):
        approve_request(request, cents=100_01, decision=decision, by=None)
    assert now(request).state == "asked"


def test_no_more_is_granted_than_there_is(account, year, decision):
    request = make.make_funding_request(account, year, amount_eur_cents=2_000_00)
    with pytest.raises(FundsProblem, match=r"1\.000"):
        approve_request(request, cents=1_000_01, decision=decision, by=None)
    assert now(request).state == "asked"


def test_nothing_is_decided_twice(granted, decision):
    with pytest.raises(FundsProblem):
        approve_request(granted, cents=1, decision=decision, by=None)
    with pytest.raises(FundsProblem):
        withdraw_request(granted, by=None)


def test_money_is_accounted_for_with_evidence(leiden, granted):
    pay(granted, 100_00, text="", by=None)
    with pytest.raises(FundsProblem):
        settle_request(granted, by=None)
    with pytest.raises(FundsProblem):
        give_account(granted, account_given="Klaar.", by=None)
    hand_in(leiden, granted)
    give_account(granted, account_given="Klaar.", by=None)
    assert now(granted).accounted_on == timezone.localdate()


def test_what_is_not_needed_can_be_granted_again(account, year, granted):
    let_fall_free(granted, 200_00, reason="goedkoper", by=None)
    assert balance_of(account, year).free == 600_00
    with pytest.raises(FundsProblem):
        let_fall_free(granted, 400_01, reason="te veel", by=None)


def test_a_payment_is_put_right_by_another_entry(account, year, granted):
    pay(granted, 500_00, text="factuur 12", by=None)
    entry = LedgerEntry.objects.get(kind="spending")
    correct_entry(entry, -50_00, reason="factuur was 450", by=None)
    assert (of_request(granted).spent, of_request(granted).committed) == (450_00, 150_00)
    with pytest.raises(FundsProblem):
        correct_entry(entry, -450_01, reason="nog meer", by=None)
    with pytest.raises(FundsProblem):
        correct_entry(entry, 150_01, reason="te veel", by=None)


def test_what_is_left_goes_to_the_next_year(leiden, account):
    past = FundYear.objects.get()
    pay(make.make_granted_request(account, past, cents=600_00), 100_00, text="", by=None)
    waiting = make.make_funding_request(account, past)
    after = close_year(past, by=None)
    before, later = balance_of(account, past), balance_of(account, after)
    assert (before.free, before.committed, before.carried) == (0, 0, 900_00)
    assert (later.saved, later.granted, later.free) == (900_00, 500_00, 400_00)
    assert now(waiting).year == after
    assert now(past).is_closed


def test_a_closed_year_is_put_right_in_the_open_one(leiden, account):
    past = FundYear.objects.get()
    entry = LedgerEntry.objects.get(account=account)
    after = close_year(past, by=None)
    correction = correct_entry(entry, -100_00, reason="te veel geteld", by=None)
    assert (correction.year, correction.corrects) == (after, entry)
    assert balance_of(account, after).free == 900_00


def test_years_follow_each_other_and_close_in_order(leiden, year):
    with pytest.raises(FundsProblem):
        open_year(leiden, year.year + 2, by=None)
    following = open_year(leiden, year.year + 1, by=None)
    with pytest.raises(FundsProblem):
        close_year(following, by=None)
    close_year(year, by=None)
    with pytest.raises(FundsProblem):
        close_year(now(year), by=None)


def test_a_year_with_an_open_swap_does_not_close(account, other, year):
    make.make_swap(year, account, other)
    with pytest.raises(FundsProblem):
        close_year(year, by=None)
