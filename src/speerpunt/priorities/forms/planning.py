"""Forms about time: the dates of a project, what it waits for, and a baseline."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.models import User
from speerpunt.members.forms.fields import DayField, NameField, PeriodMixin, PlainForm

from ..models import PlanEdition, Project
from ..models.planning import LONGEST_LAG_DAYS
from ..queries import baselines_of, projects_visible_to


class SeenDayField(DayField):
    """A day that the page carries along, to tell whether it has changed meanwhile."""

    def __init__(self) -> None:
        super().__init__(required=False)
        self.widget = forms.HiddenInput()


class PlanningForm(PeriodMixin, PlainForm):
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Until"), required=False)
    dates_assumed = forms.BooleanField(
        label=gettext_lazy("dates are assumed"),
        required=False,
        help_text=gettext_lazy("Tick this when nobody has agreed on these dates yet."),
    )
    seen_start, seen_end = SeenDayField(), SeenDayField()

    def __init__(self, data: Any, project: Project) -> None:
        now = {"start": project.start, "end": project.end}
        seen = {"seen_start": project.start, "seen_end": project.end}
        super().__init__(data, initial={**now, **seen, "dates_assumed": project.dates_assumed})

    def asked(self) -> dict[str, Any]:
        """For `move_in_time`. A form that carries no dates along has none to compare."""
        values = dict(self.cleaned_data)
        seen = values.pop("seen_start"), values.pop("seen_end")
        return {**values, "seen": seen if "seen_start" in self.data else None}


class DependencyForm(PlainForm):
    before = NameField(
        label=gettext_lazy("Which project comes first?"),
        help_text=gettext_lazy("Type the name, or a part of it."),
    )
    lag_days = forms.IntegerField(
        label=gettext_lazy("Days in between"),
        min_value=0,
        max_value=LONGEST_LAG_DAYS,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=gettext_lazy("With 0 it can begin the day after the other one is ready."),
    )

    def __init__(self, data: Any, *, project: Project, user: User) -> None:
        super().__init__(data)
        self.fields["before"].offer(  # type: ignore[attr-defined]
            projects_visible_to(user).exclude(pk=project.pk)
        )


class LagForm(PlainForm):
    lag_days = DependencyForm.base_fields["lag_days"]


class BaselineForm(PlainForm):
    title = forms.CharField(
        label=gettext_lazy("Name of the baseline"),
        max_length=80,
        help_text=gettext_lazy("By what you will recognise it: Decided in the council, Start of 2027."),
    )

    def __init__(self, data: Any, *, edition: PlanEdition) -> None:
        super().__init__(data)
        self.edition = edition

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        taken = baselines_of(self.edition).filter(title=title)
        if taken.exists():
            raise forms.ValidationError(_("There is a baseline with this name already. Choose another name."))
        return title
