"""Proposing a swap."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainForm

from ..models import DrawingAccount, FundYear
from ..queries import accounts_asked_for
from ..queries.years import open_years
from .fields import AmountField


class SwapForm(PlainForm):
    year = forms.ModelChoiceField(label=gettext_lazy("Year"), queryset=None)
    giver = forms.ModelChoiceField(label=gettext_lazy("Gives"), queryset=None)
    taker = forms.ModelChoiceField(label=gettext_lazy("Receives"), queryset=None)
    amount = AmountField(label=gettext_lazy("Amount"))
    reason = forms.CharField(
        label=gettext_lazy("Why, and what was agreed"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example that the amount comes back next year."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        active = DrawingAccount.objects.filter(is_active=True).order_by("name")
        self.own = set(accounts_asked_for(user).values_list("pk", flat=True))
        years = [year.pk for year in open_years()]
        fields["year"].queryset = FundYear.objects.filter(pk__in=years)
        self.initial["year"] = years[0] if years else None
        fields["giver"].queryset = fields["taker"].queryset = active

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        giver, taker = cleaned.get("giver"), cleaned.get("taker")
        if giver and taker and giver == taker:
            self.add_error("taker", _("A swap is between two. Choose another one."))
        elif giver and taker and not {giver.pk, taker.pk} & self.own:
            self.add_error("giver", _("You speak for neither of the two."))
        return cleaned
