"""The ledger of one account in a year, with what was left after each entry."""

from dataclasses import dataclass
from typing import Any

from ..enums import CORRECTED, ROOM, EntryKind
from ..models import DrawingAccount, FundingRequest, FundYear, LedgerEntry, Swap
from .balances import Balance, balance_of
from .visible import requests_visible_to, swaps_visible_to
from .years import year_at_hand, years


@dataclass(frozen=True)
class StatementLine:
    entry: LedgerEntry
    # What can still be granted after it, in cents.
    left: int
    # What it adds to that or takes from it; a payment does neither.
    effect: int
    # The page of the request or swap, when the visitor may see it.
    url: str

    @property
    def is_payment(self) -> bool:
        return self.entry.kind == EntryKind.SPENDING

    @property
    def can_be_corrected(self) -> bool:
        return self.entry.kind in CORRECTED and not self.entry.is_correction


@dataclass(frozen=True)
class Statement:
    account: DrawingAccount
    year: FundYear
    years: list[FundYear]
    lines: list[StatementLine]
    balance: Balance


def statement_of(account: DrawingAccount, year: FundYear, user: Any) -> Statement:
    entries = LedgerEntry.objects.filter(account=account, year=year).select_related("corrects__year")
    # As they were booked: in any other order an entry with an earlier day could seem to go below zero.
    ordered = list(entries.order_by("pk"))
    urls = _urls(ordered, user)
    lines, left = [], 0
    for entry in ordered:
        effect = ROOM.get(entry.kind, 0) * entry.amount_eur_cents
        left += effect
        lines.append(StatementLine(entry, left, effect, urls.get(entry.pk, "")))
    return Statement(account, year, years(), lines, balance_of(account, year))


def _urls(entries: list[LedgerEntry], user: Any) -> dict[int, str]:
    asked = {entry.request_id for entry in entries if entry.request_id}
    swapped = {entry.swap_id for entry in entries if entry.swap_id}
    seen = (
        set(requests_visible_to(user).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    )
    swaps = (
        set(swaps_visible_to(user).filter(pk__in=swapped).values_list("pk", flat=True)) if swapped else set()
    )
    found = {}
    for entry in entries:
        if entry.request_id in seen:
            found[entry.pk] = FundingRequest(pk=entry.request_id).get_absolute_url()
        elif entry.swap_id in swaps:
            found[entry.pk] = Swap(pk=entry.swap_id).get_absolute_url()
    return found


def year_asked(number: str) -> FundYear | None:
    """As the address says; else the one at hand."""
    wanted = FundYear.objects.filter(year=int(number)).first() if _is_year(number) else None
    return wanted or year_at_hand()


def _is_year(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) == 4
