"""What a file of yields would do. Nothing here writes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from speerpunt.core.models import Collective
from speerpunt.core.queries.imports import Named, Present, RowRefused, plan_rows
from speerpunt.core.sheets import Change, ImportPlan, PlannedRow, SheetRow

from ..enums import MOST_CENTS
from ..models import DrawingAccount, FundYear
from .balances import Balance, balances_of
from .years import is_first
from .yield_exchange import COLUMNS


def plan_yields(collective: Collective, rows: Sequence[SheetRow]) -> ImportPlan:
    return plan_rows(_Yields(collective.slug), COLUMNS, rows)


class _Yields(Present):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        accounts = DrawingAccount.objects.select_related("area").defer("area__geometry")
        self.accounts = Named("account", accounts, lambda row: [row.area.slug] if row.area else [])
        self.years = {year.year: year for year in FundYear.objects.all()}
        self.balances = {year.pk: balances_of(year) for year in self.years.values() if not year.is_closed}

    def planned(self, row: SheetRow) -> PlannedRow:
        if "account" not in row.values:
            raise RowRefused("account", _("Say of which area or sector this is."))
        account = self.accounts.find(row.values["account"])
        year = self._year(row)
        self.check_once(row, [(account.pk, year.pk)], "account")
        there = self.balances.get(year.pk, {}).get(account.pk, Balance())
        changes = [
            (name, now, row.values[name])
            for name, now in (("yield", there.yielded), ("saved", there.saved))
            if name in row.values and row.values[name] != now
        ]
        self._check(year, changes)
        named = SheetRow(row.line, {**row.values, "account": account, "year": year})
        name = f"{account} · {year}"
        is_new = not there.yielded and not there.saved
        if is_new and changes:
            told = tuple((each, None, value) for each, _old, value in changes)
            return PlannedRow(named, None, told, name)
        return PlannedRow(named, account, tuple(changes), name)

    def _year(self, row: SheetRow) -> FundYear:
        year = self.years.get(row.values.get("year", 0))
        if year is None:
            raise RowRefused("year", _("This year is not open here. Open it first, or check the number."))
        return year

    def _check(self, year: FundYear, changes: Sequence[Change]) -> None:
        if changes and year.is_closed:
            raise RowRefused("year", _("This year is closed. Its yield stands."))
        for name, now, value in changes:
            if value > MOST_CENTS:
                raise RowRefused(name, _("This is more than ten thousand million euros. Check the amount."))
            if name == "saved" and (now or not is_first(year)):
                raise RowRefused("saved", _("Savings follow from the year before, and are typed in once."))
