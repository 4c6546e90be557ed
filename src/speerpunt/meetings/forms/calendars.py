"""A calendar that is brought in: which file, for which body, and who may see its meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainForm

from ..enums import Access
from .meetings import BodyChoice


class CalendarForm(PlainForm):
    body = BodyChoice()
    access = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Access.choices, initial=Access.ALL
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("iCalendar (.ics), at most 3 MB."),
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,text/calendar"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(user)  # type: ignore[attr-defined]
