"""How often somebody wants to be told."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Frequency
from speerpunt.core.models import Telling

# Nobody is woken up.
HOURS = range(6, 22)

EXPLAINED = [
    (Frequency.AT_ONCE, _("At once: within a quarter of an hour, several changes in one mail")),
    (Frequency.DAILY, _("Every day: one mail, at the hour that you choose")),
    (Frequency.WEEKLY, _("Every week: one mail, on the day that you choose")),
    (Frequency.NEVER, _("Never: you look on Today yourself")),
]


def _weekdays() -> list[tuple[int, str]]:
    return [(number, capfirst(str(name))) for number, name in WEEKDAYS.items()]


class TellingForm(forms.Form):
    frequency = forms.ChoiceField(label=_("I want a mail"), choices=EXPLAINED, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(label=_("On which day, every week"), coerce=int)
    hour = forms.TypedChoiceField(
        label=_("At what time"), coerce=int, choices=[(hour, f"{hour}.00") for hour in HOURS]
    )

    def __init__(self, *args: Any, telling: Telling, **kwargs: Any) -> None:
        chosen = {"frequency": telling.frequency, "weekday": telling.weekday, "hour": telling.hour}
        super().__init__(*args, initial=chosen, **kwargs)
        self.fields["weekday"].choices = _weekdays()  # type: ignore[attr-defined]
