"""A statement as a designed PDF on A4."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.models import Collective
from speerpunt.core.templatetags.moments import full_day
from speerpunt.meetings.exporters.typesetting import typeset

from ..queries.statement import Statement
from ..templatetags.funds import amount
from . import typst


def statement_as_pdf(statement: Statement, collective: Collective) -> bytes:
    return typeset("statement", _words(statement, collective), templates=typst.FOLDER)


def _words(statement: Statement, collective: Collective) -> dict[str, Any]:
    balance = statement.balance
    return {
        "title": _("Statement %(year)s") % {"year": statement.year},
        "account": statement.account.name,
        "collective": collective.name,
        "made": _("Made on %(day)s. Amounts in euros.") % {"day": full_day(timezone.localdate())},
        "page_words": [_("page"), _("of")],
        "sums": [
            [_("Yield"), amount(balance.yielded)],
            [_("Saved from before"), amount(balance.saved)],
            [_("Swapped"), amount(balance.swapped)],
            [_("Granted"), amount(balance.granted)],
            [_("Paid"), amount(balance.spent)],
            [_("Left to grant"), amount(balance.free)],
        ],
        "headings": [_("Day"), _("Description"), _("Room added or taken"), _("Paid"), _("Left to grant")],
        "rows": [
            {
                "day": full_day(line.entry.day),
                "kind": str(line.entry.get_kind_display()),
                "text": line.entry.text,
                "effect": amount(line.effect) if line.effect else "",
                "paid": amount(line.entry.amount_eur_cents) if line.is_payment else "",
                "left": amount(line.left),
            }
            for line in statement.lines
        ],
        "nothing": _("Nothing was booked in this year."),
    }
