"""Whatever is done in whatever order: the books agree with a simple model, and no sum ever falls below zero."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speerpunt.funds.models import FundingRequest, FundYear, LedgerEntry
from speerpunt.funds.queries import Balance, balances_of, of_request, total_of
from speerpunt.funds.services import (
    FundsProblem,
    approve_request,
    ask,
    close_year,
    consent_to_swap,
    correct_entry,
    let_fall_free,
    open_year,
    pay,
    propose_swap,
    set_yield,
    settle_request,
    write_request,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

ACCOUNTS, FIRST_YEAR, LAST_YEAR = 3, 2021, 2025
accounts = st.integers(0, ACCOUNTS - 1)
numbers = st.integers(0, 5)
cents = st.integers(1, 1_000)
DEEDS = st.one_of(
    st.tuples(st.just("yield"), accounts, cents),
    st.tuples(st.just("grant"), accounts, cents),
    st.tuples(st.just("grant"), accounts, cents),
    st.tuples(st.just("pay"), numbers, cents),
    st.tuples(st.just("free"), numbers, cents),
    st.tuples(st.just("correct"), accounts, st.integers(-600, 300).filter(bool)),
    st.tuples(st.just("refund"), numbers, st.integers(-300, 300).filter(bool)),
    st.tuples(st.just("swap"), accounts, accounts, cents),
    st.tuples(st.just("settle"), numbers),
    st.tuples(st.just("close")),
)


@dataclass
class Asked:
    account: int
    left: int
    paid: int = 0
    is_closed: bool = False
    # What stands of its first payment.
    first: int = 0
    has_first: bool = False


@dataclass
class Model:
    """What a treasurer keeps on the back of an envelope."""

    free: list[int] = field(default_factory=lambda: [0] * ACCOUNTS)
    yielded: list[int] = field(default_factory=lambda: [0] * ACCOUNTS)
    asked: list[Asked] = field(default_factory=list)
    came_in: int = 0

    def may(self, deed):
        return getattr(self, f"may_{deed[0]}")(*deed[1:])

    def do(self, deed):
        getattr(self, f"do_{deed[0]}")(*deed[1:])

    def may_yield(self, account, amount):
        return self.free[account] + amount - self.yielded[account] >= 0

    def do_yield(self, account, amount):
        self._add(account, amount - self.yielded[account])

    def may_correct(self, account, amount):
        had = self.yielded[account]
        return had > 0 and had + amount >= 0 and self.free[account] + amount >= 0

    def do_correct(self, account, amount):
        self._add(account, amount)

    def may_grant(self, account, amount):
        return self.free[account] >= amount

    def do_grant(self, account, amount):
        self.free[account] -= amount
        self.asked.append(Asked(account, amount))

    def may_pay(self, number, amount):
        return (
            number < len(self.asked)
            and not self.asked[number].is_closed
            and self.asked[number].left >= amount
        )

    def do_pay(self, number, amount):
        asked = self.asked[number]
        asked.left, asked.paid = asked.left - amount, asked.paid + amount
        if not asked.has_first:
            asked.first, asked.has_first = amount, True

    may_free = may_pay

    def do_free(self, number, amount):
        self._release(self.asked[number], amount)

    def may_refund(self, number, amount):
        """Of the first payment, as far as that was not taken back."""
        if number >= len(self.asked) or not self.asked[number].has_first:
            return False
        is_there = self.asked[number].first + amount >= 0
        return is_there and (amount < 0 or self.may_pay(number, amount))

    def do_refund(self, number, amount):
        asked = self.asked[number]
        asked.left, asked.paid, asked.first = asked.left - amount, asked.paid + amount, asked.first + amount
        if asked.is_closed:
            self._release(asked, asked.left)

    def may_settle(self, number):
        return number < len(self.asked) and not self.asked[number].is_closed and self.asked[number].paid == 0

    def do_settle(self, number):
        self._release(self.asked[number], self.asked[number].left)
        self.asked[number].is_closed = True

    def may_swap(self, giver, taker, amount):
        return giver != taker and self.free[giver] >= amount

    def do_swap(self, giver, taker, amount):
        self.free[giver] -= amount
        self.free[taker] += amount

    def may_close(self):
        return True

    def do_close(self):
        self.yielded = [0] * ACCOUNTS

    def _add(self, account: int, amount: int) -> None:
        self.free[account] += amount
        self.yielded[account] += amount
        self.came_in += amount

    def _release(self, asked: Asked, amount: int) -> None:
        asked.left -= amount
        self.free[asked.account] += amount


class Books:
    """The same deeds by the services."""

    def __init__(self, collective, decision):
        self.collective, self.decision = collective, decision
        self.accounts = [make.make_drawing_account(collective) for _each in range(ACCOUNTS)]
        self.voices = [make.make_visitor(collective, "umbrella_board") for _each in range(2)]
        self.year = open_year(collective, FIRST_YEAR, by=None)
        self.requests: list[int] = []

    def do(self, deed):
        getattr(self, f"_{deed[0]}")(*deed[1:])

    def _request(self, number):
        if number >= len(self.requests):
            raise FundsProblem("none")
        return FundingRequest.objects.select_related("year", "account").get(pk=self.requests[number])

    def _yield(self, account, amount):
        set_yield(self.year, self.accounts[account], amount, by=None)

    def _grant(self, account, amount):
        asked = write_request(
            self.collective,
            by=None,
            account=self.accounts[account],
            year=self.year,
            title="Aanvraag",
            amount_eur_cents=amount,
        )
        ask(asked, by=None)
        approve_request(asked, cents=amount, decision=self.decision, by=None)
        self.requests.append(asked.pk)

    def _pay(self, number, amount):
        pay(self._request(number), amount, text="", by=None)

    def _free(self, number, amount):
        let_fall_free(self._request(number), amount, reason="over", by=None)

    def _settle(self, number):
        settle_request(self._request(number), by=None)

    def _correct(self, account, amount):
        self._put_right({"account": self.accounts[account], "kind": "yield", "year": self.year}, amount)

    def _refund(self, number, amount):
        self._put_right({"request": self._request(number), "kind": "spending"}, amount)

    def _put_right(self, which, amount):
        entry = LedgerEntry.objects.filter(corrects__isnull=True, **which).order_by("pk").first()
        if entry is None:
            raise FundsProblem("none")
        correct_entry(entry, amount, reason="fout", by=None)

    def _swap(self, giver, taker, amount):
        accounts = self.accounts[giver], self.accounts[taker]
        swap = propose_swap(
            self.year, giver=accounts[0], taker=accounts[1], cents=amount, reason="ruil", by=None
        )
        for account, voice in zip(accounts, self.voices, strict=True):
            consent_to_swap(swap, account, by=voice)

    def _close(self):
        self.year = close_year(self.year, by=None)


def tried(books, deed):
    """Whether it went; what does not go leaves everything as it was."""
    try:
        with transaction.atomic():
            books.do(deed)
    except FundsProblem:
        return False
    return True


def check(books, model):
    there = balances_of(books.year)
    balances = [there.get(account.pk, Balance()) for account in books.accounts]
    assert [balance.free for balance in balances] == model.free
    for number, pk in enumerate(books.requests):
        balance = of_request(FundingRequest(pk=pk))
        assert (balance.committed, balance.spent) == (model.asked[number].left, model.asked[number].paid)
    everything = [each for year in FundYear.objects.all() for each in balances_of(year).values()]
    assert all(min(each.free, each.committed, each.available) >= 0 for each in everything)
    total = total_of(everything)
    # Over all accounts and years: what came in is what was paid and what is left; swaps and closing make nothing.
    assert total.yielded == model.came_in == total.spent + total_of(balances).left
    assert total.swapped == 0
    assert total.saved == total.carried


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEEDS, min_size=5, max_size=25))
def test_the_books_agree_with_the_envelope(leiden, decision, deeds):
    """Each list of deeds is undone before the next begins."""
    with transaction.atomic():
        books, model = Books(leiden, decision), Model()
        for deed in deeds:
            if deed[0] == "close" and books.year.year >= LAST_YEAR:
                continue
            may = model.may(deed)
            assert tried(books, deed) == may, deed
            if may:
                model.do(deed)
            check(books, model)
        transaction.set_rollback(True)
