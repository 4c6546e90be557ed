"""What somebody asks of the public page."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from speerpunt.members.forms.fields import PlainForm
from speerpunt.places.models import Area

from ..enums import Mode

POSTCODE = re.compile(r"^[1-9]\d{3}([A-Z]{2})?$", re.ASCII)
VEHICLES = [(mode.value, mode.label) for mode in Mode if mode not in {Mode.BOAT, Mode.EMERGENCY}]


class AskForm(PlainForm):
    postcode = forms.CharField(label=_("Your postcode"), max_length=10, required=False)
    gebied = forms.ChoiceField(label=_("Area"), required=False)
    vanaf = forms.ChoiceField(label=_("You come from"), required=False)
    voertuig = forms.ChoiceField(
        label=_("You go by"), required=False, choices=[("", _("anything")), *VEHICLES]
    )

    def __init__(self, *args: Any, areas: list[Area], origins: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            is_text = isinstance(field.widget, forms.TextInput)
            field.widget.attrs["class"] = "utrecht-textbox" if is_text else "utrecht-select"
        self.fields["gebied"].choices = [
            ("", _("the whole city")),
            *((area.slug, area.name) for area in areas),
        ]  # type: ignore[attr-defined]

        if origins:
            self.fields["vanaf"].choices = [("", _("anywhere")), *origins]  # type: ignore[attr-defined]
        else:
            del self.fields["vanaf"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("vanaf") and not cleaned.get("gebied") and "gebied" not in self.errors:
            self.add_error("gebied", _("Choose the area that you go to, besides where you come from."))
        return cleaned

    def clean_postcode(self) -> str:
        postcode = "".join(self.cleaned_data["postcode"].split()).upper()
        if postcode and not POSTCODE.match(postcode):
            raise forms.ValidationError(_("Write a postcode as 2312 or 2312 AB."))
        return postcode
