from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import NameField, PlainForm

from ..queries.people import likely_to_act, people_to_act
from .actions import ComingDayField


class BulkActionForm(PlainForm):
    """One change for many actions. Which field counts depends on the change."""

    ACTIONS = (("due", gettext_lazy("Move to another day")), ("owner", gettext_lazy("Hand over")))

    actie = forms.ChoiceField(choices=ACTIONS, widget=forms.HiddenInput)
    due = ComingDayField(label=gettext_lazy("By when"))
    owner = NameField(label=gettext_lazy("Who"))

    def __init__(self, *args: Any, user: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user)
        self.fields["owner"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]
        for name, _title in self.ACTIONS:
            if name != action:
                del self.fields[name]
