"""Who wants to be told of works by mail, and of which."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.places.models import Area

from ..enums import TellFrequency
from .public import AskForm


class FollowForm(AskForm):
    email = forms.EmailField(label=gettext_lazy("Your mail address"), max_length=254)
    hoe_vaak = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=TellFrequency.choices,
        initial=TellFrequency.WEEKLY,
        widget=forms.RadioSelect,
    )
    field_order = ("email", "gebied", "postcode", "vanaf", "voertuig", "hoe_vaak")

    def __init__(self, *args: Any, areas: list[Area], origins: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, areas=areas, origins=origins, **kwargs)
        self.areas = {area.slug: area for area in areas}
        # A form on a page of its own: each field looks as such fields do.
        for field in self.fields.values():
            field.widget.attrs.pop("class", None)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["postcode"].widget.attrs["autocomplete"] = "postal-code"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_known = not self.errors.keys() & {"gebied", "postcode"}
        if is_known and not cleaned.get("gebied") and not cleaned.get("postcode"):
            self.add_error("postcode", _("Choose an area, or write your postcode."))
        return cleaned

    @property
    def asked(self) -> dict[str, Any]:
        """As the service takes it."""
        given = self.cleaned_data
        return {
            "email": given["email"],
            "area": self.areas.get(given["gebied"]),
            "postcode": given["postcode"],
            "mode": given["voertuig"],
            "origin": given.get("vanaf", ""),
            "frequency": given["hoe_vaak"],
        }
