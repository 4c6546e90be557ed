"""What a body wants to talk about some day, as CSV or XLSX."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import AgendaItem
from ..queries.agenda import backlog_of


def export_backlog(rows: QuerySet[AgendaItem], kind: str, user: Any) -> bytes:
    """A dossier is named when its reader may see it."""
    headings = (
        _("Since"),
        _("Title"),
        _("Question to the meeting"),
        _("Asked of the body"),
        _("Proposed by"),
        _("Introduced by"),
        _("Dossier"),
        _("Who may see it"),
    )
    lines = backlog_of(rows, user).lines
    return FORMATS[kind](headings, (_row(item, dossier) for item, dossier in lines))


def _row(item: AgendaItem, dossier: Any) -> Row:
    values = (
        timezone.localdate(item.created_at).isoformat(),
        item.title,
        item.question,
        item.get_kind_display(),
        item.asked_by,
        item.introduced_by,
        dossier,
        item.get_access_display(),
    )
    return [cell_text(value) for value in values]
