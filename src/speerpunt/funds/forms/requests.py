"""The forms by which a request for money goes its way."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.cells import grouped_euros
from speerpunt.members.forms.fields import DayField, PlainForm, PlainModelForm
from speerpunt.priorities.queries import projects_visible_to

from ..models import FundingRequest, FundYear
from ..queries import accounts_asked_for
from ..queries.years import open_years
from .fields import AmountField, DecisionField


class RequestForm(PlainModelForm):
    account = forms.ModelChoiceField(label=gettext_lazy("For"), queryset=None)
    year = forms.ModelChoiceField(label=gettext_lazy("Year"), queryset=None)
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No project"),
    )
    amount_eur_cents = AmountField(label=gettext_lazy("Amount"))

    class Meta:
        model = FundingRequest
        fields = ("account", "year", "title", "amount_eur_cents", "purpose", "project")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["account"].queryset = accounts_asked_for(user).filter(is_active=True).order_by("name")
        years = open_years()
        fields["year"].queryset = FundYear.objects.filter(pk__in=[year.pk for year in years])
        if not self.instance.pk and years:
            this_year = timezone.localdate().year
            self.initial["year"] = min(years, key=lambda each: abs(each.year - this_year)).pk
        fields["project"].queryset = projects_visible_to(user).order_by("title")

    def clean_project(self) -> Any:
        """One that the visitor may not see stays as it is."""
        chosen = self.cleaned_data["project"]
        hidden = self.instance.project_id
        if chosen is None and hidden and not self.fields["project"].queryset.filter(pk=hidden).exists():  # type: ignore[attr-defined]
            return self.instance.project
        return chosen


class DecisionForm(PlainForm):
    """Granted or refused, as a meeting decided."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was decided"),
        choices=(("granted", gettext_lazy("It is granted")), ("refused", gettext_lazy("It is refused"))),
        widget=forms.RadioSelect,
    )
    amount = AmountField(label=gettext_lazy("Amount granted"), required=False)
    decision = DecisionField(
        label=gettext_lazy("By which decision of a meeting"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Choose the decision"),
    )
    account_due = DayField(label=gettext_lazy("To be accounted for by"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who asked reads this. With a refusal it says why."),
    )

    def __init__(self, *args: Any, user: Any, request: FundingRequest, free: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["decision"].offer(user)
        fields["amount"].help_text = _("Asked: € %(asked)s. Left to grant: € %(free)s.") % {
            "asked": grouped_euros(request.amount_eur_cents),
            "free": grouped_euros(free),
        }
        self.initial["amount"] = request.amount_eur_cents

    @property
    def is_granted(self) -> bool:
        return self.cleaned_data.get("outcome") == "granted"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_granted and "decision" in cleaned and not cleaned["decision"]:
            self.add_error("decision", _("Money is granted by a meeting. Choose its decision."))
        if self.is_granted and "amount" in cleaned and not cleaned["amount"]:
            self.add_error("amount", _("Say how much is granted."))
        if cleaned.get("outcome") == "refused" and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Say why. Who asked reads it."))
        return cleaned


class PaymentForm(PlainForm):
    amount = AmountField(label=gettext_lazy("Amount paid"))
    day = DayField(label=gettext_lazy("On"))
    text = forms.CharField(
        label=gettext_lazy("What for, such as the number of a bill"), max_length=100, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", timezone.localdate())

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class ReleaseForm(PlainForm):
    amount = AmountField(label=gettext_lazy("Amount that is not needed"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=160)


class AccountForm(PlainForm):
    account_given = forms.CharField(
        label=gettext_lazy("What was done with the money"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReasonForm(PlainForm):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=400)
