"""The year plan as CSV or XLSX."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..queries.year import BodyYear


def export_year(rows: Iterable[BodyYear], kind: str) -> bytes:
    headings = (
        _("Body"),
        _("Planned in person"),
        _("Held in person"),
        _("Coming in person"),
        _("Planned online"),
        _("Held online"),
        _("Coming online"),
        _("Without a day"),
    )
    return FORMATS[kind](headings, (_row(row) for row in rows))


def _row(row: BodyYear) -> Row:
    values = (
        row.body.name,
        *(row.plan.in_person, row.in_person.held, row.in_person.coming),
        *(row.plan.online, row.online.held, row.online.coming),
        row.missing,
    )
    return [cell_text(value) for value in values]
