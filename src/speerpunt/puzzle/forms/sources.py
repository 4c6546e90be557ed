"""Sources of works, and files of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from speerpunt.members.forms.fields import PlainForm

from ..enums import SourceKind

MOST_MEGABYTES = 25
READABLE = [SourceKind.MELVIN, SourceKind.DATEX]


class SourceForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in READABLE])


class WorksFileForm(PlainForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("At most %(most)d MB. Nothing comes in before you have looked at it.")
        % {"most": MOST_MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".json,.geojson,.xml"}),
        max_length=800,
        allow_empty_file=True,
    )
