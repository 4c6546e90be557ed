"""The base that all forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..texts import FORBIDDEN, with_plain_lines


class PlainTextMixin:
    """Refuses signs that nobody can see and that not every database or spreadsheet takes."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc,attr-defined]
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = with_plain_lines(value)
                if FORBIDDEN.search(value):
                    message = _("There is a sign in it that cannot be shown. Type the text again.")
                    self.add_error(name, message)  # type: ignore[attr-defined]
        return cleaned


class PlainForm(PlainTextMixin, forms.Form):
    pass
