"""What the office writes down of years and accounts."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.enums import OrganisationKind
from speerpunt.members.forms.fields import PlainForm, PlainModelForm
from speerpunt.members.models import Organisation
from speerpunt.places.models import Area

from ..models import DrawingAccount, FundYear
from ..queries.balances import balances_of
from ..queries.years import is_first
from .fields import AmountField

VOICES = (OrganisationKind.UMBRELLA, OrganisationKind.ASSOCIATION, OrganisationKind.COLLECTIVE)


class YearForm(PlainForm):
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2199)],
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class AccountForm(PlainModelForm):
    area = forms.ModelChoiceField(
        label=gettext_lazy("Of the area"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No area: it is a sector"),
        help_text=gettext_lazy("Its associations speak for it."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who speaks for the sector"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody: it is an area"),
        help_text=gettext_lazy("Only for a sector, such as sport."),
    )

    class Meta:
        model = DrawingAccount
        fields = ("name", "area", "organisation", "is_active")
        labels = {"is_active": gettext_lazy("Takes part in years to come")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.kept().order_by("name")  # type: ignore[attr-defined]
        voices = Organisation.objects.filter(trashed_at__isnull=True, kind__in=VOICES)
        self.fields["organisation"].queryset = voices.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("area")) == bool(cleaned.get("organisation")):
            self.add_error("organisation", _("Choose an area, or who speaks for a sector; not both."))
        return cleaned


class SetupForm(PlainForm):
    """The yield of each account, and in the first year what was saved before."""

    def __init__(self, *args: Any, year: FundYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.with_savings = year, is_first(year)
        self.accounts = list(DrawingAccount.objects.filter(is_active=True).order_by("name"))
        balances = balances_of(year)
        for account in self.accounts:
            there = balances.get(account.pk)
            self._add("yield", account, _("Yield"), there.yielded if there else None)
            # What was saved before is booked once, and stands.
            if self.with_savings and not (there and there.saved):
                self._add("saved", account, _("Saved from before"), None)

    def _add(self, word: str, account: DrawingAccount, label: str, cents: int | None) -> None:
        self.fields[f"{word}_{account.pk}"] = AmountField(
            label=f"{label}: {account}", required=False, with_zero=True
        )
        self.initial[f"{word}_{account.pk}"] = cents or None

    def rows(self) -> list[tuple[Any, ...]]:
        """The fields of each account."""
        names = [(f"yield_{each.pk}", f"saved_{each.pk}") for each in self.accounts]
        return [tuple(self[name] for name in pair if name in self.fields) for pair in names]

    def amounts(self, word: str) -> list[tuple[DrawingAccount, int]]:
        """What was typed; an empty field changes nothing."""
        found = [(each, self.cleaned_data.get(f"{word}_{each.pk}")) for each in self.accounts]
        return [(account, cents) for account, cents in found if cents is not None]


class CorrectionForm(PlainForm):
    direction = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=(("more", gettext_lazy("it should be more")), ("less", gettext_lazy("it should be less"))),
        widget=forms.RadioSelect,
    )
    amount = AmountField(label=gettext_lazy("By how much"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=160)

    def cents(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["direction"] == "more" else -amount
