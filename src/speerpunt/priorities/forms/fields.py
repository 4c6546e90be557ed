"""Fields of this app."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Health

EUROS = re.compile(
    r"^(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(?P<cents>\d{1,2})|\.(?P<point_cents>\d{2}))?$"
)


NEEDS_REASON = (Health.ATTENTION, Health.STUCK)


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
        if not isinstance(value, int):
            return value
        whole, cents = divmod(value, 100)
        euros = f"{whole:,}".replace(",", ".")
        return f"{euros},{cents:02}" if cents else euros

    def clean(self, value: Any) -> Any:
        text = re.sub(r"[€\s\u00a0]", "", super().clean(value)).removesuffix(",-")
        if not text:
            return None
        amount = EUROS.match(text)
        if amount is None:
            raise ValidationError(_("Write an amount in euros, such as 12.500 or 12.500,50."))
        cents = (amount["cents"] or amount["point_cents"] or "0").ljust(2, "0")
        return int(amount["whole"].replace(".", "")) * 100 + int(cents)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data
