"""An address at which agendas of the council stand."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainModelForm

from ..models import CouncilSource


class CouncilSourceForm(PlainModelForm):
    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=400,
        assume_scheme="https",
        help_text=gettext_lazy("Of a JSON file of Notubiz or Open Raadsinformatie, on the open internet."),
    )
    every_hours = forms.IntegerField(
        label=gettext_lazy("Read every so many hours"), min_value=1, max_value=24 * 31
    )

    class Meta:
        model = CouncilSource
        fields = ("name", "url", "every_hours")

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if CouncilSource.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a source of that name already."))
        return name

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
