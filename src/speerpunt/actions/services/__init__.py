from ..problems import ActionProblem
from .actions import add_action, change_action, drop_action, finish_action, reopen_action, usual_circle
from .requests import (
    agree_to_request,
    ask_another_day,
    ask_to_take_over,
    refuse_request,
    withdraw_request,
)

__all__ = [
    "ActionProblem",
    "add_action",
    "agree_to_request",
    "ask_another_day",
    "ask_to_take_over",
    "change_action",
    "drop_action",
    "finish_action",
    "refuse_request",
    "reopen_action",
    "usual_circle",
    "withdraw_request",
]
