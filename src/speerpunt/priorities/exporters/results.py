"""Results as CSV or XLSX."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Result


def export_results(results: Iterable[Result], kind: str) -> bytes:
    """A whole file. Give results as their visitor sees them: without projects that he does not."""
    headings = (
        _("Reached"),
        _("Day assumed"),
        _("Kind"),
        _("Result"),
        _("Explanation"),
        _("Evidence"),
        _("Priority"),
        _("Project"),
    )
    return FORMATS[kind](headings, (_row(result) for result in results))


def _row(result: Result) -> Row:
    main = result.priority.parent or result.priority
    values = (
        result.reached_on.isoformat(),
        _("yes") if result.is_assumed else _("no"),
        result.get_kind_display(),
        result.title,
        result.text,
        result.evidence,
        f"{main.number} {main.title}",
        result.project,
    )
    return [cell_text(value) for value in values]
