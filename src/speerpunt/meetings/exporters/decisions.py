"""The register of decisions as CSV or XLSX."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Decision
from ..queries.agenda import dossiers_in_sight


def export_decisions(rows: QuerySet[Decision], kind: str, user: Any) -> bytes:
    """A whole file; a dossier is named when its reader may see it."""
    headings = (
        pgettext("decision", "Number"),
        _("Body"),
        _("Decided on"),
        _("Decision"),
        pgettext("votes", "for"),
        pgettext("votes", "against"),
        pgettext("votes", "abstained"),
        _("Who it binds"),
        _("Dossier"),
        _("State"),
    )
    decisions = list(rows.select_related("body").order_by("-decided_on", "body__name", "-number"))
    dossiers = dossiers_in_sight(decisions, user)
    return FORMATS[kind](headings, (_row(each, dossiers) for each in decisions))


def _row(decision: Decision, dossiers: dict[int, Any]) -> Row:
    values = (
        decision,
        decision.body,
        decision.decided_on.isoformat(),
        decision.text,
        decision.votes_for,
        decision.votes_against,
        decision.votes_abstained,
        decision.binds,
        dossiers.get(decision.dossier_id or 0),
        decision.get_state_display(),
    )
    return [cell_text(value) for value in values]
