"""The database refuses what the services refuse, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from speerpunt.funds.models import FundYear, LedgerEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


def insert(account, year, kind, cents, **fields):
    """Past every service."""
    with transaction.atomic():
        return LedgerEntry.objects.create(
            collective_id=account.collective_id,
            account=account,
            year=year,
            kind=kind,
            amount_eur_cents=cents,
            text="x",
            **fields,
        )


def is_refused(write):
    try:
        with transaction.atomic():
            write()
    except DatabaseError:
        return True
    return False


def test_no_more_is_granted_than_the_yield(account, year):
    request = make.make_funding_request(account, year)
    insert(account, year, "grant", 1_000_00, request=request)
    assert is_refused(lambda: insert(account, year, "grant", 1, request=request))


def test_what_another_account_has_does_not_count(account, other, year):
    request = make.make_funding_request(account, year)
    assert is_refused(lambda: insert(account, year, "grant", 1_000_01, request=request))


def test_many_at_once_do_not_slip_through(account, year):
    request = make.make_funding_request(account, year)
    entries = [
        LedgerEntry(
            collective_id=account.collective_id,
            account=account,
            year=year,
            kind="grant",
            amount_eur_cents=600_00,
            text="x",
            request=request,
        )
        for _each in range(2)
    ]
    assert is_refused(lambda: LedgerEntry.objects.bulk_create(entries))


@pytest.mark.parametrize("kind", ["swap_out", "carry"])
def test_nothing_else_takes_more_than_there_is(account, other, year, kind):
    swap = make.make_swap(year, account, other) if kind == "swap_out" else None
    assert is_refused(lambda: insert(account, year, kind, 1_000_01, swap=swap))


def test_no_more_is_paid_than_was_granted(account, year):
    request = make.make_granted_request(account, year, cents=300_00)
    other_request = make.make_granted_request(account, year, cents=300_00)
    insert(account, year, "spending", 200_00, request=request)
    assert is_refused(lambda: insert(account, year, "spending", 100_01, request=request))
    assert is_refused(lambda: insert(account, year, "release", 300_01, request=other_request))


def test_a_request_is_paid_from_its_own_account(account, other, year):
    request = make.make_granted_request(account, year)
    assert is_refused(lambda: insert(other, year, "grant", 1, request=request))


@pytest.mark.parametrize("cents", [0, -1])
def test_an_amount_is_more_than_zero(account, year, cents):
    assert is_refused(lambda: insert(account, year, "yield", cents))


def test_a_correction_takes_no_more_than_there_was(account, year):
    first = LedgerEntry.objects.get(account=account)
    insert(account, year, "yield", -400_00, corrects=first)
    assert is_refused(lambda: insert(account, year, "yield", -600_01, corrects=first))


@pytest.mark.parametrize("change", [{"amount_eur_cents": 5}, {"text": "anders"}, {"kind": "saving"}])
def test_what_stands_in_the_ledger_stays(account, change):
    entry = LedgerEntry.objects.get(account=account)
    assert is_refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(**change))
    assert is_refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).delete())


def test_who_booked_it_can_be_forgotten(leiden, account):
    entry = LedgerEntry.objects.get(account=account)
    LedgerEntry.objects.filter(pk=entry.pk).update(booked_by=make.make_person(leiden))
    LedgerEntry.objects.filter(pk=entry.pk).update(booked_by=None)


def test_a_closed_year_takes_nothing_and_never_opens(leiden, account, year):
    make.make_entry_of(account, year, 1)
    closed = make.make_fund_year(leiden, 2020, closed_at=timezone.now())
    assert is_refused(lambda: insert(account, closed, "yield", 1))
    assert is_refused(lambda: FundYear.objects.filter(pk=closed.pk).update(closed_at=None))
    assert is_refused(lambda: FundYear.objects.filter(pk=closed.pk).update(year=2031))


def test_a_year_does_not_close_while_anything_is_left(account, year):
    assert is_refused(lambda: FundYear.objects.filter(pk=year.pk).update(closed_at=timezone.now()))


def test_nothing_refers_to_another_collective(account, year):
    elsewhere = make.make_collective("elders")
    theirs = make.make_drawing_account(elsewhere)
    assert is_refused(lambda: insert(account, make.make_fund_year(elsewhere), "yield", 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            collective_id=account.collective_id,
            account=theirs,
            year=year,
            kind="yield",
            amount_eur_cents=1,
            text="x",
        )


def test_a_swap_is_never_booked_without_both(account, other, year):
    swap = make.make_swap(year, account, other)
    assert is_refused(lambda: type(swap).objects.filter(pk=swap.pk).update(state="booked"))


def test_nobody_consents_for_both(leiden, account, other, year):
    person = make.make_person(leiden)
    swap = make.make_swap(year, account, other, giver_consent_by=person, giver_consent_at=timezone.now())
    assert is_refused(lambda: type(swap).objects.filter(pk=swap.pk).update(taker_consent_by=person))


def test_nothing_is_granted_without_a_meeting(account, year):
    request = make.make_funding_request(account, year)
    assert is_refused(lambda: type(request).objects.filter(pk=request.pk).update(state="approved"))
