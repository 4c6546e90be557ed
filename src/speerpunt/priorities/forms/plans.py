"""Forms around plan editions and priorities."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, PeriodMixin, PlainForm, PlainModelForm

from ..models import PlanEdition, Priority
from .fields import ReasonMixin


class EditionForm(PeriodMixin, PlainModelForm):
    start = DayField(label=gettext_lazy("From"))
    end = DayField(label=gettext_lazy("Until"))

    class Meta:
        model = PlanEdition
        fields = ("title", "start", "end", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if PlanEdition.objects.filter(title=title).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a plan with this title already."))
        return title


class MakeCurrentForm(PlainForm):
    bring_projects = forms.BooleanField(
        label=gettext_lazy("Let projects that are not done run on in this plan"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Each moves to the priority of the same name. Others stay where they are."),
    )


class PriorityForm(ReasonMixin, PlainModelForm):
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nothing: it is a main priority"),
    )

    class Meta:
        model = Priority
        fields = ("title", "parent", "summary", "health", "health_reason", "is_assumed", "visibility")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "health_reason": gettext_lazy("One line that tells an outsider why."),
            "is_assumed": gettext_lazy("Tick this when nobody has agreed yet on how it stands."),
        }

    def __init__(self, *args: Any, edition: PlanEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        main = Priority.objects.filter(edition=edition, parent__isnull=True).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = main  # type: ignore[attr-defined]
