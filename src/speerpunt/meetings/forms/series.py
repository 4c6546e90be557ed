"""The forms of a series: by which pattern, until when, and what changes from a day on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.members.forms.fields import DayField, PlainForm, PlainModelForm

from ..models import MeetingSeries
from ..queries.rhythms import ALL_MONTHS, PLACES, Rhythm
from .fields import HourField, LinkField
from .meetings import BodyChoice

WEEK, MONTH = "week", "maand"
RHYTHMS = (
    (WEEK, gettext_lazy("every so many weeks")),
    (MONTH, gettext_lazy("on a weekday of the month")),
)
LONGEST = timedelta(days=3 * 366)
MOST_WEEKS, MOST_MINUTES = 26, 12 * 60
HOW = ("title", "start_time", "duration_minutes", "form", "place", "link", "access")


class HowForm(PlainModelForm):
    """What each meeting of a series takes from it."""

    start_time = HourField(label=gettext_lazy("Starts at"))
    duration_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=MOST_MINUTES, initial=120
    )

    class Meta:
        model = MeetingSeries
        fields = HOW
        field_classes = {"link": LinkField}

    @property
    def how(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in HOW}


class SeriesForm(HowForm):
    body = BodyChoice()
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=RHYTHMS, initial=MONTH, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On which day"), coerce=int, choices=list(WEEKDAYS.items())
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("By the week: every how many weeks"),
        initial=1,
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)],
    )
    place_in_month = forms.TypedChoiceField(
        label=gettext_lazy("By the month: which one"), coerce=int, choices=list(PLACES.items())
    )
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("By the month: in these months"),
        coerce=int,
        choices=list(MONTHS.items()),
        initial=list(ALL_MONTHS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_day = DayField(label=gettext_lazy("From"))
    last_day = DayField(label=pgettext_lazy("of a series", "Until and including"))
    skips_holidays = forms.BooleanField(
        label=gettext_lazy("Not on public holidays and in our own holidays"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(user)  # type: ignore[attr-defined]
        next_year = timezone.localdate().year + 1
        self.fields["first_day"].initial = f"{next_year}-01-01"
        self.fields["last_day"].initial = f"{next_year}-12-31"
        # A list at module level would keep the language of whoever came first.
        self.fields["weekday"].choices = [(day, capfirst(str(name))) for day, name in WEEKDAYS.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first. Change one of the two."))
        elif first and last and last - first > LONGEST:
            self.add_error("last_day", _("A series lasts three years at most. It can be extended later."))
        if cleaned.get("rhythm") == MONTH and not cleaned.get("months"):
            self.add_error("months", _("Choose at least one month."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        names = ("first_day", "last_day", "skips_holidays")
        chosen = {name: self.cleaned_data[name] for name in names}
        return {**self.how, **chosen, "pattern": self._rhythm().pattern}

    def _rhythm(self) -> Rhythm:
        chosen = self.cleaned_data
        if chosen["rhythm"] == WEEK:
            return Rhythm(chosen["weekday"], weeks=chosen["weeks"] or 1)
        return Rhythm(chosen["weekday"], place=chosen["place_in_month"], months=tuple(chosen["months"]))


class SeriesChangeForm(HowForm):
    from_day = DayField(label=gettext_lazy("From this day on"))
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = timezone.localdate()


class ExtendForm(PlainForm):
    last_day = DayField(label=pgettext_lazy("of a series", "Until and including"))


class EndSeriesForm(PlainForm):
    last_day = DayField(label=gettext_lazy("Last day of the series"))
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=200,
        help_text=gettext_lazy("One line. Everybody who sees the meetings reads it."),
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()
