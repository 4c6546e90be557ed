from .balances import Balance, balance_of, balances_of, of_request, of_requests, total_of
from .visible import (
    accounts_asked_for,
    accounts_spoken_for,
    accounts_visible_to,
    grants_visible_to,
    requests_visible_to,
    swaps_visible_to,
)

__all__ = [
    "Balance",
    "accounts_asked_for",
    "accounts_spoken_for",
    "accounts_visible_to",
    "balance_of",
    "balances_of",
    "grants_visible_to",
    "of_request",
    "of_requests",
    "requests_visible_to",
    "swaps_visible_to",
    "total_of",
]
