"""Actions as CSV or XLSX."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Action
from ..queries.places import Place


def export_actions(
    actions: QuerySet[Action], kind: str, *, place_of: Callable[[Action], Place | None]
) -> bytes:
    """A whole file. `place_of` names what an action hangs on as far as the visitor may see it."""
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
    rows = actions.select_related("owner").order_by("due", "pk")
    return FORMATS[kind](headings, (_row(action, place_of(action)) for action in rows))


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
