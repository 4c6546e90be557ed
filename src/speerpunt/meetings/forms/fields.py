"""The moment of a meeting: a day with a time to start and one to end."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.members.forms.fields import DayField

from ..queries.moments import at

MOMENT = ("day", "starts", "ends")


class HourField(forms.TimeField):
    """A time of day, with the browser's own clock. `16.30` is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class LinkField(forms.URLField):
    """An address on the web, and nothing else: it becomes a link."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class MomentMixin(forms.Form):
    """A form with a day and two times, which become `starts_at` and `ends_at`."""

    day = DayField(label=gettext_lazy("Day"))
    starts = HourField(label=gettext_lazy("From"))
    ends = HourField(label=pgettext_lazy("time", "Until"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        moment = [cleaned.get(name) for name in MOMENT]
        if all(each is not None for each in moment):
            day, starts, ends = moment
            if ends <= starts:  # type: ignore[operator]
                self.add_error("ends", _("The meeting ends before it starts. Change one of the two times."))
            else:
                cleaned["starts_at"] = at(day, starts)  # type: ignore[arg-type]
                cleaned["ends_at"] = at(day, ends)  # type: ignore[arg-type]
        return cleaned


def moment_of(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """How it stands in the form."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return {"day": start.date(), "starts": start.time(), "ends": end.time()}
