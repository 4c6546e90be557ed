"""The forms of the council: a file with agendas, and what we do with an item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.actions.queries.people import likely_to_act, own_person, people_to_act
from speerpunt.core.forms.fields import PlainForm
from speerpunt.members.forms.fields import NameField

from ..enums import CouncilState
from ..models import CouncilItem


class AgendasForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("JSON of Notubiz or of Open Raadsinformatie. At most 4 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )


class ChoiceForm(PlainForm):
    state = forms.ChoiceField(
        label=gettext_lazy("What we do"), choices=CouncilState.choices, widget=forms.RadioSelect
    )
    owner = NameField(
        label=gettext_lazy("Who prepares it"),
        required=False,
        help_text=gettext_lazy("When we speak, he gets an action with a day before the meeting."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, user: Any, item: CouncilItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user)
        self.fields["owner"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]
        self.initial |= {"state": item.state, "note": item.note, "owner": own_person(user)}
