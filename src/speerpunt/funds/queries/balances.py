"""Sums of the ledger. They are worked out each time, in one question, and kept nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Q, QuerySet, Sum

from ..enums import EntryKind
from ..models import DrawingAccount, FundingRequest, FundYear, LedgerEntry


@dataclass(frozen=True)
class Balance:
    """Of one account in one year, or of several together; all in cents."""

    yielded: int = 0
    saved: int = 0
    # Received less given.
    swapped: int = 0
    # Less what fell free.
    granted: int = 0
    spent: int = 0
    # To the next year, when this one closed.
    carried: int = 0

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.yielded + other.yielded,
            self.saved + other.saved,
            self.swapped + other.swapped,
            self.granted + other.granted,
            self.spent + other.spent,
            self.carried + other.carried,
        )

    @property
    def available(self) -> int:
        """What there is to grant in the year."""
        return self.yielded + self.saved + self.swapped

    @property
    def committed(self) -> int:
        """Granted and not yet paid."""
        return self.granted - self.spent

    @property
    def free(self) -> int:
        """What can still be granted."""
        return self.available - self.granted - self.carried

    @property
    def left(self) -> int:
        """What would go to the next year."""
        return self.free + self.committed

    @classmethod
    def of(cls, sums: dict[str, int]) -> "Balance":
        found: dict[str, int] = defaultdict(int, sums)
        return cls(
            yielded=found[EntryKind.YIELD],
            saved=found[EntryKind.SAVING],
            swapped=found[EntryKind.SWAP_IN] - found[EntryKind.SWAP_OUT],
            granted=found[EntryKind.GRANT] - found[EntryKind.RELEASE],
            spent=found[EntryKind.SPENDING],
            carried=found[EntryKind.CARRY],
        )


def total_of(balances: Iterable[Balance]) -> Balance:
    return reduce(add, balances, Balance())


def balances_of(year: FundYear, accounts: QuerySet[DrawingAccount] | None = None) -> dict[int, Balance]:
    """By account; one without entries is left out."""
    rows = LedgerEntry.objects.filter(year=year)
    if accounts is not None:
        rows = rows.filter(account__in=accounts.order_by().values("pk"))
    return _by(rows, "account_id")


def balance_of(account: DrawingAccount, year: FundYear) -> Balance:
    return _by(LedgerEntry.objects.filter(year=year, account=account), "account_id").get(
        account.pk, Balance()
    )


def of_requests(requests: Iterable[FundingRequest]) -> dict[int, Balance]:
    """What was granted and paid of each, over all years; one without entries is left out."""
    keys = [request.pk for request in requests]
    return _by(LedgerEntry.objects.filter(request__in=keys), "request_id") if keys else {}


def of_request(request: FundingRequest) -> Balance:
    return of_requests([request]).get(request.pk, Balance())


def committed_in(year: FundYear) -> dict[int, int]:
    """By request: what was granted and is not paid, in a year."""
    rows = _by(LedgerEntry.objects.filter(year=year, request__isnull=False), "request_id")
    return {pk: balance.committed for pk, balance in rows.items() if balance.committed}


def _by(rows: QuerySet[LedgerEntry], key: str) -> dict[int, Balance]:
    summed = rows.order_by().values(key, "kind").annotate(sum=Sum("amount_eur_cents"))
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    for row in summed:
        sums[row[key]][row["kind"]] = int(row["sum"])
    return {pk: Balance.of(found) for pk, found in sums.items()}


def corrected_amount(entry: LedgerEntry) -> int:
    """What stands of an entry after its corrections."""
    rows = LedgerEntry.objects.filter(Q(pk=entry.pk) | Q(corrects=entry.pk))
    found: dict[str, Any] = rows.aggregate(sum=Sum("amount_eur_cents"))
    return int(found["sum"])
