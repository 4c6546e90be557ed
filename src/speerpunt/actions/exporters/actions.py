"""Actions as CSV or XLSX."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Action
from ..queries.places import Place, places_of


def export_actions(actions: QuerySet[Action], kind: str, *, user: Any) -> bytes:
    """A whole file. What an action hangs on is named as far as the visitor may see it."""
    headings = (
        _("What"),
        _("Explanation"),
        _("Who"),
        _("By when"),
        _("State"),
        _("Overdue"),
        _("Hangs on"),
        _("Comes from"),
        _("First by when"),
        _("Times moved"),
        _("Closed on"),
        _("Why not"),
    )
    rows = list(actions.select_related("owner").order_by("due", "pk"))
    places = places_of(user, rows)
    return FORMATS[kind](headings, (_row(action, places.get(action.pk)) for action in rows))


def _row(action: Action, place: Place | None) -> Row:
    values = (
        action.title,
        action.explanation,
        action.owner,
        action.due.isoformat(),
        action.get_state_display(),
        _("yes") if action.is_overdue() else _("no"),
        place.name if place else "",
        action.origin,
        action.first_due.isoformat() if action.first_due else "",
        action.times_moved,
        action.closed_on.isoformat() if action.closed_on else "",
        action.drop_reason,
    )
    return [cell_text(value) for value in values]
