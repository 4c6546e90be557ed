"""Yields as rows of a table: which columns there are, and what stands in them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.sheets import Column

from ..models import DrawingAccount, FundYear
from .balances import Balance, balances_of

NO_YEAR = _("“%(text)s” is not a year, as in 2026.")

COLUMNS = (
    Column(
        "account", _("Area or sector"), cells.text(120), ("gebied", "sector", "terrein", "rekening", "naam")
    ),
    Column("year", _("Year"), cells.whole(2199, NO_YEAR), ("jaar", "boekjaar")),
    Column(
        "yield", _("Yield"), cells.euros(), ("opbrengst", "bedrag", "trekkingsrecht", "opbrengst in euro")
    ),
    Column(
        "saved", _("Saved from before"), cells.euros(), ("gespaard", "spaargeld", "beginstand", "reserve")
    ),
)


def exported_yields(year: FundYear) -> Iterator[dict[str, Any]]:
    balances = balances_of(year)
    taking_part = Q(is_active=True) | Q(pk__in=list(balances))
    for account in DrawingAccount.objects.filter(taking_part).order_by("name"):
        balance = balances.get(account.pk, Balance())
        yield {
            "account": account.name,
            "year": year.year,
            "yield": balance.yielded,
            "saved": balance.saved,
        }
