"""Requests with what their reader may know of project, decision and money."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from speerpunt.meetings.models import Decision
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..models import FundingRequest, LedgerEntry
from .balances import Balance, balance_of, of_requests


@dataclass(frozen=True)
class RequestLine:
    request: FundingRequest
    balance: Balance
    # Only when the reader may see them.
    project: Project | None
    decision: Decision | None


@dataclass(frozen=True)
class RequestPage:
    line: RequestLine
    payments: list[LedgerEntry]
    # What the account has in the year, for who reads its statement.
    account_balance: Balance
    history: list[SignedLine]


def request_lines(requests: Iterable[FundingRequest], user: Any) -> list[RequestLine]:
    """In three questions, however many there are."""
    rows = list(requests)
    balances = of_requests(rows)
    asked_projects = {row.project_id for row in rows if row.project_id}
    asked_decisions = {row.decision_id for row in rows if row.decision_id}
    projects = {each.pk: each for each in projects_visible_to(user).filter(pk__in=asked_projects)}
    decided = decisions_visible_to(user).filter(pk__in=asked_decisions).select_related("body")
    decisions = {each.pk: each for each in decided}
    return [
        RequestLine(
            row,
            balances.get(row.pk, Balance()),
            projects.get(row.project_id or 0),
            decisions.get(row.decision_id or 0),
        )
        for row in rows
    ]


def request_page(request: FundingRequest, user: Any) -> RequestPage:
    return RequestPage(
        line=request_lines([request], user)[0],
        payments=list(request.entries.select_related("year", "corrects").order_by("day", "pk")),
        account_balance=balance_of(request.account, request.year),
        history=signed_history_of(request, reader=user),
    )
