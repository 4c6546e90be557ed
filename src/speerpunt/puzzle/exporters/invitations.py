"""Who stands on an invitation list, as CSV or XLSX."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import Invitee


def export_invitees(invitees: Iterable[Invitee], kind: str) -> bytes:
    headings = (_("Name"), _("On behalf of"), _("Why"), _("Area"), _("Email"), _("Phone"))
    return FORMATS[kind](headings, (_row(each) for each in invitees))


def _row(invitee: Invitee) -> Row:
    person, organisation = invitee.person, invitee.organisation
    reachable = person or organisation
    values = (
        str(person) if person else "",
        str(organisation) if organisation else "",
        str(invitee.get_reason_display()),
        str(invitee.area) if invitee.area else "",
        reachable.email if reachable else "",
        reachable.phone if reachable else "",
    )
    return [cell_text(value) for value in values]
