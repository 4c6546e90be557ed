"""A year over all accounts, as far as a visitor may know it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ..models import DrawingAccount, FundYear
from .balances import Balance, balances_of, total_of
from .visible import accounts_visible_to
from .years import years


@dataclass(frozen=True)
class OverviewLine:
    account: DrawingAccount
    balance: Balance
    # The visitor may read its statement.
    is_open: bool


@dataclass(frozen=True)
class Overview:
    year: FundYear
    years: list[FundYear]
    lines: list[OverviewLine]
    total: Balance

    @property
    def before(self) -> FundYear | None:
        return next((each for each in self.years if each.year == self.year.year - 1), None)

    @property
    def after(self) -> FundYear | None:
        return next((each for each in self.years if each.year == self.year.year + 1), None)


def overview_of(year: FundYear, user: Any) -> Overview:
    """Boards know what each has; others see the accounts that are theirs, and no more."""
    seen = set(accounts_visible_to(user).values_list("pk", flat=True))
    shown = DrawingAccount.objects.all()
    if not user.has_perm("funds.view_totals"):
        shown = shown.filter(pk__in=seen)
    balances = balances_of(year)
    accounts = shown.filter(Q(is_active=True) | Q(pk__in=list(balances))).order_by("name")
    lines = [
        OverviewLine(account, balances.get(account.pk, Balance()), account.pk in seen) for account in accounts
    ]
    return Overview(year, years(), lines, total_of(line.balance for line in lines))
