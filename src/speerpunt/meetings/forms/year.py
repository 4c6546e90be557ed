"""The plan of a body for a year, and the days on which nobody meets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, PeriodMixin, PlainForm, PlainModelForm

from ..models import Holiday

MOST = 366


class YearPlanForm(PlainForm):
    in_person = forms.IntegerField(label=gettext_lazy("Meetings in person"), min_value=0, max_value=MOST)
    online = forms.IntegerField(label=gettext_lazy("Meetings online"), min_value=0, max_value=MOST)


class HolidayForm(PeriodMixin, PlainModelForm):
    start = DayField(label=gettext_lazy("From"))
    end = DayField(label=gettext_lazy("Last day"))

    class Meta:
        model = Holiday
        fields = ("name", "start", "end")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "start", "end")}
