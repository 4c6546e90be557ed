"""Sources of works, and files of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from speerpunt.members.forms.fields import PlainForm

from ..enums import SourceKind

MOST_MEGABYTES = 25
READABLE = [SourceKind.MELVIN, SourceKind.DATEX]


class SourceForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in READABLE])
    url = forms.URLField(
        label=_("Address"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=_("Leave it empty to upload a file each time. It must be on the open internet."),
    )
    every_hours = forms.IntegerField(
        label=_("Read every so many hours"), required=False, min_value=1, max_value=24 * 31
    )
    is_taken_over = forms.BooleanField(label=_("Take it over at once, without looking first"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("every_hours") and not said.get("url") and "url" not in self.errors:
            self.add_error("url", _("Say at which address it is read."))
        return said


class WorksFileForm(PlainForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("At most %(most)d MB. Nothing comes in before you have looked at it.")
        % {"most": MOST_MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".json,.geojson,.xml"}),
        max_length=800,
        allow_empty_file=True,
    )
