"""Columns to sort papers by: name in the address -> title and field."""

from django.utils.translation import gettext_lazy as _

DOCUMENT_COLUMNS = {
    "naam": (_("Name"), "name"),
    "soort": (_("Kind"), "current__stored__kind"),
    "grootte": (_("File size"), "current__stored__size"),
    "gewijzigd": (_("Changed"), "changed_at"),
}
RECENT_COLUMNS = DOCUMENT_COLUMNS
