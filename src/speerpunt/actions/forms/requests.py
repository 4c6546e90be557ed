"""Asking for another day or another person, and answering that."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import NameField, PlainForm

from ..enums import ANSWERS, RequestState
from ..models import Action
from ..queries.people import likely_to_act, people_to_act
from .actions import ComingDayField


class DayRequestForm(PlainForm):
    day = ComingDayField(label=gettext_lazy("Another day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)


class TakeOverRequestForm(PlainForm):
    person = NameField(label=gettext_lazy("Who could take it over"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)

    def __init__(self, *args: Any, user: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user, action).exclude(pk=action.owner_id)
        self.fields["person"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]


class AnswerForm(PlainForm):
    decision = forms.ChoiceField(choices=[(each.value, each.label) for each in ANSWERS])
    words = forms.CharField(label=gettext_lazy("Your answer in words"), max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") == RequestState.REFUSED and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why not. Who asked reads it."))
        return cleaned
