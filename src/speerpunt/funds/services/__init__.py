from ..problems import FundsProblem
from .accounts import add_account, change_account
from .grants import add_grant, add_part, change_grant, change_part, remove_part
from .requests import (
    approve_request,
    ask,
    change_request,
    give_account,
    let_fall_free,
    pay,
    refuse_request,
    settle_request,
    withdraw_request,
    write_request,
)
from .swaps import consent_to_swap, propose_swap, refuse_swap, withdraw_swap
from .years import close_year, correct_entry, open_year, set_savings, set_yield

__all__ = [
    "FundsProblem",
    "add_account",
    "add_grant",
    "add_part",
    "approve_request",
    "ask",
    "change_account",
    "change_grant",
    "change_part",
    "change_request",
    "close_year",
    "consent_to_swap",
    "correct_entry",
    "give_account",
    "let_fall_free",
    "open_year",
    "pay",
    "propose_swap",
    "refuse_request",
    "refuse_swap",
    "remove_part",
    "set_savings",
    "set_yield",
    "settle_request",
    "withdraw_request",
    "withdraw_swap",
    "write_request",
]
