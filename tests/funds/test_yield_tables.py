"""Yields leave as a table and come in again; a file shows first what it would do."""

import pytest

from speerpunt.funds.exporters.tables import export_yields
from speerpunt.funds.models import FundYear, LedgerEntry
from speerpunt.funds.queries import balance_of
from speerpunt.funds.services import close_year
from speerpunt.funds.services.yield_imports import YIELDS
from tests import factories as make
from tests.sheets import bring_in, plan_of, problems_of, said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_and_changes_nothing(leiden, account, other, year, kind):
    make.make_drawing_account(leiden, name="=1+1; 'aan' de \"Zijl\"")
    entries = LedgerEntry.objects.count()
    plan = plan_of(YIELDS, leiden, export_yields(year, kind))
    assert (problems_of(plan), plan.new, plan.changed, len(plan.unchanged)) == ([], [], [], 3)
    bring_in(YIELDS, leiden, export_yields(year, kind))
    assert LedgerEntry.objects.count() == entries


def test_new_yields_and_savings_come_in(leiden, year):
    account = make.make_drawing_account(leiden, name="Roomburg")
    file = f"Gebied;Jaar;Opbrengst;Gespaard\nroomburg;{year};€ 12.500,50;800\n"
    assert len(plan_of(YIELDS, leiden, file).new) == 1
    bring_in(YIELDS, leiden, file)
    balance = balance_of(account, year)
    assert (balance.yielded, balance.saved) == (12_500_50, 800_00)
    assert plan_of(YIELDS, leiden, file).unchanged != []


def test_another_amount_is_a_correction(leiden, account, year):
    file = f"gebied;jaar;opbrengst\nDe Waard;{year};900\n"
    plan = plan_of(YIELDS, leiden, file)
    assert said(plan, YIELDS) == [("yield", "€ 1.000", "€ 900")]
    bring_in(YIELDS, leiden, file)
    correction = LedgerEntry.objects.get(corrects__isnull=False)
    assert (correction.amount_eur_cents, balance_of(account, year).free) == (-100_00, 900_00)


@pytest.mark.parametrize(
    "row",
    [
        "Nergens;{year};10",
        "De Waard;1999;10",
        "De Waard;{year};-10",
        "De Waard;{year};tien",
        ";{year};10",
        "De Waard;{year};99999999999",
    ],
)
def test_what_cannot_be_is_refused_with_its_line(leiden, account, year, row):
    plan = plan_of(YIELDS, leiden, f"gebied;jaar;opbrengst\n{row.format(year=year)}\n")
    assert [line for line, _column in problems_of(plan)] == [2]


def test_a_closed_year_and_second_savings_are_refused(leiden, account):
    year = FundYear.objects.get()
    close_year(year, by=None)
    file = f"gebied;jaar;opbrengst;gespaard\nDe Waard;{year};5;\nDe Waard;{year.year + 1};;7\n"
    assert [line for line, _column in problems_of(plan_of(YIELDS, leiden, file))] == [2, 3]
