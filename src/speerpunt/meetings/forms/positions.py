"""The forms of a position: what we want, and how it was agreed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, PlainForm, PlainModelForm
from speerpunt.priorities.queries import projects_visible_to

from ..models import Decision, Position
from ..queries.sessions import decisions_for, replaceable_by

SHOWN_OF_TEXT = 70


class PositionForm(PlainModelForm):
    dossier = forms.ModelChoiceField(label=gettext_lazy("Dossier"), queryset=None)

    class Meta:
        model = Position
        fields = ("dossier", "title", "text", "mandate", "access")
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "mandate": forms.Textarea(attrs={"rows": 3})}
        labels = {"text": gettext_lazy("What we want"), "title": gettext_lazy("In one sentence")}
        help_texts = {
            "mandate": gettext_lazy(
                "How far may who speaks for us go? Only the body reads this; it is never shared."
            ),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = projects_visible_to(user).order_by("title")  # type: ignore[attr-defined]


class DecisionChoices(forms.ModelChoiceField):
    def label_from_instance(self, decision: Decision) -> str:
        shown = decision.text[:SHOWN_OF_TEXT]
        return f"{decision} · {shown}{'…' if len(decision.text) > SHOWN_OF_TEXT else ''}"


class AgreeForm(PlainForm):
    decision = DecisionChoices(
        label=gettext_lazy("By which decision"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No decision: the chair says so"),
    )
    on = DayField(label=gettext_lazy("Agreed on"), required=False)
    replaces = forms.ModelChoiceField(
        label=gettext_lazy("Replaces"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No other position"),
        help_text=gettext_lazy("The older one stays to be read."),
    )

    def __init__(self, *args: Any, user: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        older = replaceable_by(position, user)
        self.fields["decision"].queryset = decisions_for(position, user)  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = older  # type: ignore[attr-defined]
        self.initial |= {"on": timezone.localdate(), "replaces": older.first()}

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has still to come. Choose today or earlier."))
        return day
