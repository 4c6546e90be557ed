"""Money as CSV or XLSX: the overview, a statement, yields, requests and outside grants."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from speerpunt.core.cells import euros_text
from speerpunt.core.exporters.sheets import export_rows
from speerpunt.core.spreadsheets import FORMATS, Row

from ..models import FundingRequest, FundYear, Grant
from ..queries.grants import grant_lines
from ..queries.overview import Overview
from ..queries.request_page import request_lines
from ..queries.statement import Statement
from ..queries.yield_exchange import COLUMNS, exported_yields


def in_euros(cents: int | None) -> str:
    """As a spreadsheet in this country reads it."""
    if cents is None:
        return ""
    return f"-{euros_text(-cents)}" if cents < 0 else euros_text(cents)


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def export_overview(overview: Overview, kind: str) -> bytes:
    headings = (
        _("Area or sector"),
        _("Yield"),
        pgettext("money", "Saved"),
        _("Swapped"),
        _("Granted"),
        _("Paid"),
        _("Free"),
        _("To the next year"),
    )
    return FORMATS[kind](headings, _overview_rows(overview))


def _overview_rows(overview: Overview) -> Iterator[Row]:
    lines = [(line.account.name, line.balance) for line in overview.lines]
    for name, balance in [*lines, (_("Together"), overview.total)]:
        sums = (
            balance.yielded,
            balance.saved,
            balance.swapped,
            balance.granted,
            balance.spent,
            balance.free,
            balance.carried,
        )
        yield [name, *(in_euros(each) for each in sums)]


def export_yields(year: FundYear, kind: str) -> bytes:
    return export_rows(COLUMNS, exported_yields(year), kind)


def export_statement(statement: Statement, kind: str) -> bytes:
    headings = (
        _("Day"),
        pgettext("entry", "Kind"),
        _("Description"),
        pgettext("of an entry", "Amount"),
        _("Room added or taken"),
        _("Left to grant"),
        _("Corrects an entry of"),
    )
    return FORMATS[kind](headings, _statement_rows(statement))


def _statement_rows(statement: Statement) -> Iterator[Row]:
    for line in statement.lines:
        entry = line.entry
        yield [
            _day(entry.day),
            str(entry.get_kind_display()),
            entry.text,
            in_euros(entry.amount_eur_cents),
            in_euros(line.effect),
            in_euros(line.left),
            _day(entry.corrects.day) if entry.corrects else "",
        ]


def export_requests(rows: QuerySet[FundingRequest], kind: str, user: Any) -> bytes:
    """Projects and decisions are named as far as the visitor sees them."""
    headings = (
        _("What for"),
        _("Area or sector"),
        _("Year"),
        _("State"),
        _("Asked on"),
        _("Asked by"),
        _("Asked"),
        _("Granted"),
        _("Paid"),
        _("Project"),
        _("Decision"),
        _("Account for by"),
    )
    return FORMATS[kind](headings, _request_rows(rows, user))


def _request_rows(rows: Iterable[FundingRequest], user: Any) -> Iterator[Row]:
    for line in request_lines(rows, user):
        asked = line.request
        yield [
            asked.title,
            asked.account.name,
            str(asked.year),
            str(asked.get_state_display()),
            _day(asked.asked_on),
            str(asked.asked_by or ""),
            in_euros(asked.amount_eur_cents),
            in_euros(line.balance.granted),
            in_euros(line.balance.spent),
            str(line.project or ""),
            str(line.decision or ""),
            _day(asked.account_due),
        ]


def export_grants(rows: QuerySet[Grant], kind: str, user: Any) -> bytes:
    headings = (
        _("What for"),
        _("Kind"),
        _("Fund or scheme"),
        _("Given by"),
        _("State"),
        pgettext("of a grant", "Amount"),
        _("Received"),
        _("Own share"),
        _("Next deadline"),
        _("Project"),
    )
    return FORMATS[kind](headings, _grant_rows(rows, user))


def _grant_rows(rows: Iterable[Grant], user: Any) -> Iterator[Row]:
    for line in grant_lines(rows, user):
        grant = line.grant
        yield [
            grant.title,
            str(grant.get_kind_display()),
            grant.fund,
            grant.provider,
            str(grant.get_state_display()),
            in_euros(grant.amount_eur_cents),
            in_euros(line.received),
            in_euros(grant.own_share_eur_cents),
            _day(line.next_due),
            str(line.project or ""),
        ]
