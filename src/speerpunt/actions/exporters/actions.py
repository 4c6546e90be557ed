"""Actions as CSV or XLSX: what comes in again, and beside it what only leaves."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Action
from ..queries.exchange import COLUMNS, exported_values
from ..queries.places import Place


def export_actions(
    actions: QuerySet[Action], kind: str, slug: str, *, place_of: Callable[[Action], Place | None]
) -> bytes:
    """A whole file. `place_of` names what an action hangs on as far as the visitor may see it."""
    headings = (
        *(str(column.title) for column in COLUMNS),
        _("Overdue"),
        _("Hangs on"),
        _("First by when"),
        _("Times moved"),
    )
    return FORMATS[kind](headings, _rows(actions, slug, place_of))


def _rows(actions: QuerySet[Action], slug: str, place_of: Callable[[Action], Place | None]) -> Iterator[Row]:
    for action, values in exported_values(actions, slug):
        place = place_of(action)
        beside = (
            _("yes") if action.is_overdue() else _("no"),
            place.name if place else "",
            action.first_due.isoformat() if action.first_due else "",
            action.times_moved,
        )
        told = [column.cell.text_of(values[column.name]) for column in COLUMNS]
        yield [cell_text(value) for value in (*told, *beside)]
