"""Remarks on draft minutes, their answers, approval, and corrections after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.members.forms.fields import PlainForm

from ..enums import DecisionState, RemarkState
from ..models import AgendaItem, Meeting

LONGEST = 4000
ANSWERS = [
    (RemarkState.TAKEN_OVER, gettext_lazy("Take it over")),
    (RemarkState.DECLINED, gettext_lazy("Do not take it over")),
]


class RemarkForm(PlainForm):
    text = forms.CharField(
        label=gettext_lazy("Your remark"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(PlainForm):
    state = forms.ChoiceField(label=gettext_lazy("Answer"), choices=ANSWERS, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Whoever made the remark reads this."),
    )


class CorrectionForm(PlainForm):
    text = forms.CharField(
        label=pgettext_lazy("of minutes", "Correction"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What must be read instead. The minutes themselves stay as they are."),
    )


class ApprovalForm(PlainForm):
    """In which meeting, and with which corrections: one field per item."""

    approved_in = forms.ModelChoiceField(
        label=gettext_lazy("Approved in"), queryset=None, empty_label=gettext_lazy("make a choice")
    )

    def __init__(
        self, *args: Any, meetings: Any, items: list[AgendaItem], usual: Meeting | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_in"].queryset = meetings  # type: ignore[attr-defined]
        self.initial["approved_in"] = usual
        self.items = items
        for item in items:
            self.fields[f"correctie-{item.pk}"] = forms.CharField(
                label=item.title,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def correction_fields(self) -> list[Any]:
        return [self[f"correctie-{item.pk}"] for item in self.items]

    def corrections(self) -> list[tuple[AgendaItem, str]]:
        said = ((item, self.cleaned_data[f"correctie-{item.pk}"]) for item in self.items)
        return [(item, text) for item, text in said if text]


class DecisionStateForm(PlainForm):
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=DecisionState.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("In one line"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as: laid down in the contract of 3 March."),
    )
