"""Fields of this app."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from speerpunt.core.cells import CellProblem, cents_of, grouped_euros

from ..enums import NEEDS_REASON


class ReasonMixin:
    """Who says that something needs attention or is stuck, says why in one line."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        if cleaned.get("health") in NEEDS_REASON and not cleaned.get("health_reason", "").strip():
            message = _("Say in one line why. Everybody who sees the health reads it.")
            self.add_error("health_reason", message)  # type: ignore[attr-defined]
        return cleaned


class EuroField(forms.CharField):
    """An amount as people write it (`12.500`, `€ 12500,50`), kept in cents."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        super().__init__(widget=widget, max_length=24, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return grouped_euros(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return cents_of(text) if text else None
        except CellProblem as problem:
            raise ValidationError(str(problem)) from problem

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data
