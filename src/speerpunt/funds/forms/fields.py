"""Fields of this app."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from speerpunt.meetings.models import Decision
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.priorities.forms.fields import EuroField

from ..enums import MOST_CENTS

SHOWN_OF_TEXT = 70
MOST_OFFERED = 200


class AmountField(EuroField):
    """More than nothing, and less than a slip of the finger would make of it; in cents."""

    def __init__(self, *, with_zero: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = 0 if with_zero else 1

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip().lstrip("€ ").startswith(("-", "−")):
            raise ValidationError(_("An amount is not below zero."))
        cents = super().clean(value)
        if cents is not None and cents < self.least:
            raise ValidationError(_("An amount is more than zero."))
        if cents is not None and cents > MOST_CENTS:
            raise ValidationError(_("This is more than ten thousand million euros. Check the amount."))
        return cents


class DecisionField(forms.ModelChoiceField):
    """One of the decisions that the visitor sees, the newest first."""

    def offer(self, user: Any) -> None:
        newest = decisions_visible_to(user).order_by("-decided_on", "-pk").values("pk")[:MOST_OFFERED]
        rows = Decision.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
        self.queryset = rows.select_related("body").order_by("-decided_on", "-pk")

    def label_from_instance(self, decision: Decision) -> str:
        shown = decision.text[:SHOWN_OF_TEXT]
        return f"{decision} · {decision.body}: {shown}{'…' if len(decision.text) > SHOWN_OF_TEXT else ''}"
