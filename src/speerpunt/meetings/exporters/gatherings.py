"""Who comes to a gathering, as CSV or XLSX."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.spreadsheets import FORMATS, Row, cell_text

from ..models import SignUp


def export_sign_ups(sign_ups: Iterable[SignUp], kind: str) -> bytes:
    headings = (_("Name"), _("Email"), _("State"), _("Signed up at"), _("Note"))
    return FORMATS[kind](headings, (_row(each) for each in sign_ups))


def _row(signed: SignUp) -> Row:
    values = (
        str(signed.person),
        signed.person.email,
        signed.get_state_display(),
        f"{timezone.localtime(signed.signed_up_at):%Y-%m-%d %H:%M}",
        signed.note,
    )
    return [cell_text(value) for value in values]
