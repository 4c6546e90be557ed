"""Forms around what an area wants, and what is measured."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, PlainForm, PlainModelForm

from ..models import Ambition, Area, Indicator

# A figure of a city is never larger; a drawing could not hold it.
LARGEST = 1e12


class SentenceForm(PlainForm):
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("What is it, and what makes it special? At most 160 signs."),
    )


class AmbitionForm(PlainModelForm):
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Measured by"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Not measured"),
    )

    class Meta:
        model = Ambition
        fields = ("theme", "kind", "text", "indicator", "source", "is_assumed")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"is_assumed": gettext_lazy("This is a proposal of ours")}
        help_texts = {"text": gettext_lazy("One short sentence: how it should be, as if it is so already.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.all()  # type: ignore[attr-defined]


class IndicatorForm(PlainModelForm):
    class Meta:
        model = Indicator
        fields = (
            "name",
            "unit",
            "decimals",
            "theme",
            "direction",
            "scale_low",
            "scale_high",
            "definition",
            "source",
        )
        widgets = {"definition": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "unit": gettext_lazy("As in %, kW or minutes. Leave it empty for a mark."),
            "definition": gettext_lazy("What is counted, where and how often?"),
            "scale_low": gettext_lazy("Only for a scale with fixed ends, such as marks from 0 to 10."),
        }

    def clean_decimals(self) -> int:
        decimals: int = self.cleaned_data["decimals"]
        if decimals > 4:
            raise forms.ValidationError(_("At most four decimals. Nobody can use more."))
        return decimals

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        low, high = cleaned.get("scale_low"), cleaned.get("scale_high")
        for name, end in (("scale_low", low), ("scale_high", high)):
            if end is not None and abs(end) > LARGEST:
                self.add_error(name, _("This number is too large for a scale. Choose a larger unit."))
        if (low is None) != (high is None):
            self.add_error("scale_high", _("Give both ends of the scale, or neither."))
        if low is not None and high is not None and high <= low:
            self.add_error("scale_high", _("The scale ends below its beginning. Change one of the two."))
        return cleaned


class NumberForm(PlainForm):
    """A number on a day, of one area or of the whole city."""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Area"), queryset=None, required=False, empty_label=gettext_lazy("The whole city")
    )
    value = forms.FloatField(
        label=gettext_lazy("Value"),
        localize=True,
        widget=forms.TextInput,
        min_value=-LARGEST,
        max_value=LARGEST,
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)
    is_assumed = forms.BooleanField(label=gettext_lazy("This number is assumed"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].widget.attrs |= {"inputmode": "decimal", "class": "short"}
        if "area" in self.fields:
            kept = Area.objects.filter(trashed_at__isnull=True).order_by("name").defer("geometry")
            self.fields["area"].queryset = kept  # type: ignore[attr-defined]


class MeasurementForm(NumberForm):
    measured_on = DayField(label=gettext_lazy("Measured on"))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("What lies behind the number? Stands below it on the page of the area."),
    )
    field_order = ("indicator", "area", "measured_on", "value", "note", "source", "is_assumed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measured_on"].initial = timezone.localdate()

    def clean_measured_on(self) -> Any:
        day = self.cleaned_data["measured_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. What should be then is a target."))
        return day


class AreaMeasurementForm(MeasurementForm):
    """From the page of an area: which indicator, instead of which area."""

    area = None  # type: ignore[assignment]
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Indicator"), queryset=None, empty_label=gettext_lazy("Choose an indicator")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.all()  # type: ignore[attr-defined]


class TargetForm(NumberForm):
    due = DayField(label=gettext_lazy("By"))
    field_order = ("area", "due", "value", "source", "is_assumed")
