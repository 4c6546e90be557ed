"""Who comes, and who is invited besides."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.actions.queries.people import likely_to_act, people_to_act
from speerpunt.members.forms.fields import NameField, PlainForm
from speerpunt.members.models import Person

from ..enums import Answer

GIVEN = (Answer.COMES, Answer.ONLINE, Answer.AWAY)
PROXY = "vervangen"


class AnswerForm(PlainForm):
    """One of the buttons, and for who lets somebody else speak, whom."""

    answer = forms.ChoiceField(choices=[*((each.value, each.label) for each in GIVEN), (PROXY, "")])
    proxy = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, proxies: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.pk: each for each in proxies}
        self.fields["proxy"].choices = [("", ""), *self.people.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == PROXY and not cleaned.get("proxy"):
            raise ValidationError(_("Choose who speaks and votes in your place."))
        return cleaned

    @property
    def chosen_answer(self) -> str:
        chosen = str(self.cleaned_data["answer"])
        return Answer.AWAY if chosen == PROXY else chosen

    @property
    def chosen_proxy(self) -> Person | None:
        if self.cleaned_data["answer"] != PROXY:
            return None
        return self.people[self.cleaned_data["proxy"]]


class GuestForm(PlainForm):
    person = NameField(label=gettext_lazy("Invite somebody besides"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user)
        self.fields["person"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]
