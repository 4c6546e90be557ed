"""The forms of outside grants, their instalments and duties."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, NameField, PeriodMixin, PlainModelForm
from speerpunt.members.queries.people import people_visible_to
from speerpunt.priorities.queries import projects_visible_to

from ..models import Grant, GrantDuty, GrantInstalment
from .fields import AmountField


class GrantForm(PeriodMixin, PlainModelForm):
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No project"),
    )
    amount_eur_cents = AmountField(label=gettext_lazy("Amount"), required=False)
    own_share_eur_cents = AmountField(label=gettext_lazy("Own share"), required=False, with_zero=True)
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Until"), required=False)
    lead = NameField(
        label=gettext_lazy("Who keeps an eye on it"),
        required=False,
        help_text=gettext_lazy("The deadlines come on the Today page and in the calendar of this person."),
    )

    class Meta:
        model = Grant
        fields = (
            "kind",
            "title",
            "fund",
            "provider",
            "reference",
            "state",
            "amount_eur_cents",
            "own_share_eur_cents",
            "own_share_from",
            "conditions",
            "start",
            "end",
            "project",
            "lead",
            "visibility",
        )
        widgets = {"conditions": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["project"].queryset = projects_visible_to(user).order_by("title")
        people = people_visible_to(user).filter(erased_at__isnull=True)
        fields["lead"].offer(people, people.filter(user__isnull=False))
        if self.instance.lead_id:
            self.initial["lead"] = self.instance.lead


class InstalmentForm(PlainModelForm):
    expected_on = DayField(label=gettext_lazy("Expected on"))
    amount_eur_cents = AmountField(label=gettext_lazy("Amount expected"))
    received_on = DayField(label=gettext_lazy("Received on"), required=False)
    received_eur_cents = AmountField(label=gettext_lazy("Amount received"), required=False)

    class Meta:
        model = GrantInstalment
        fields = ("expected_on", "amount_eur_cents", "received_on", "received_eur_cents", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("received_on")) != bool(cleaned.get("received_eur_cents")):
            self.add_error("received_on", _("Give both the day and the amount that came in, or neither."))
        return cleaned


class DutyForm(PlainModelForm):
    due = DayField(label=gettext_lazy("By when"))
    done_on = DayField(label=gettext_lazy("Done on"), required=False)

    class Meta:
        model = GrantDuty
        fields = ("kind", "what", "due", "done_on")
