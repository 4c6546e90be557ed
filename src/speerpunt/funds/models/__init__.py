from .grants import Grant, GrantDuty, GrantInstalment
from .ledger import DrawingAccount, FundYear, LedgerEntry
from .requests import FundingRequest, Swap

__all__ = [
    "DrawingAccount",
    "FundYear",
    "FundingRequest",
    "Grant",
    "GrantDuty",
    "GrantInstalment",
    "LedgerEntry",
    "Swap",
]
