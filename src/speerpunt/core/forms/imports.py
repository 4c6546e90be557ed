"""The steps of an import: a file, and which of its columns is which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..sheets import Sheet
from .fields import PlainForm


class UploadForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, with one line of headings. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class MatchingForm(PlainForm):
    """One select for each column of ours, with the columns of the file to choose from."""

    def __init__(self, *args: Any, sheet: Sheet, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        places = [
            (str(place), heading or _("column %(number)d") % {"number": place + 1})
            for place, heading in enumerate(headings)
        ]
        for column in sheet.columns:
            self.fields[f"column_{column.name}"] = forms.ChoiceField(
                label=capfirst(column.title), choices=[("", _("not in the file")), *places], required=False
            )
        self.option_fields = sheet.options()
        self.fields.update(self.option_fields)

    @property
    def matching(self) -> dict[str, int]:
        return {
            column.name: int(self.cleaned_data[f"column_{column.name}"])
            for column in self.sheet.columns
            if self.cleaned_data.get(f"column_{column.name}")
        }

    @property
    def options(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name) or "") for name in self.option_fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen: dict[str, str] = {}
        for column in self.sheet.columns:
            place = cleaned.get(f"column_{column.name}", "")
            if place and place in chosen:
                message = _("This column is chosen for “%(other)s” as well. Choose another one.")
                self.add_error(f"column_{column.name}", message % {"other": chosen[place]})
            elif place:
                chosen[place] = str(column.title)
        if not chosen and not self.errors:
            self.add_error(None, _("No column is chosen yet. Choose at least one."))
        return cleaned
