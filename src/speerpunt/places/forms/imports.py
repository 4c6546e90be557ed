"""The file of areas that comes in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.geometry import Crs

from ..services.shapes import MOST_BYTES

READ_AS = (
    ("", gettext_lazy("As the file says, else WGS84")),
    (Crs.WGS84.value, gettext_lazy("Degrees: WGS84 (EPSG:4326)")),
    (Crs.RD_NEW.value, gettext_lazy("Metres: RD New (EPSG:28992)")),
)


class CrsMixin(forms.Form):
    crs = forms.ChoiceField(
        label=gettext_lazy("Coordinates"),
        choices=READ_AS,
        required=False,
        help_text=gettext_lazy("Choose RD New when the coordinates are metres and the file does not say so."),
    )

    def clean_crs(self) -> Crs | None:
        chosen = self.cleaned_data["crs"]
        return Crs(chosen) if chosen else None


class AreaUploadForm(CrsMixin):
    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )

    field_order = ("file", "crs")

    def clean_file(self) -> forms.FileField:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Split it and bring the parts in one by one.")
                % {"most": MOST_BYTES // (1024 * 1024)}
            )
        return file  # type: ignore[no-any-return]


class AreaConfirmForm(CrsMixin):
    """The preview sends back what was uploaded; it is read and checked again from the start."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)
    file_name = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
