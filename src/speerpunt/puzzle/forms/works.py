"""Forms of a work: what it is, when, and what it does to a stretch of road."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes.forms import SafeModelChoiceField

from speerpunt.core.enums import Certainty, Visibility
from speerpunt.members.forms.fields import DayField, NameField, PeriodMixin, PlainForm
from speerpunt.places.models import Area
from speerpunt.priorities.forms.projects import AreaChoices
from speerpunt.priorities.queries import projects_visible_to

from ..enums import Direction, Hindrance, MeasureKind, Mode, WorkKind, WorkStatus
from ..models import Work, WorkLine, WorkPhase
from ..queries.shapes import MOST_SIGNS, UnreadableShape, shape_as_json, shape_from_text
from ..services.works import Period

MOST_PHASES: dict[str, Any] = {"max_num": 60, "absolute_max": 60, "validate_max": True}
HINDRANCES = [
    ("", gettext_lazy("not known")),
    *((each, Hindrance(each).label) for each in Hindrance.values if each),
]
SHOWN = (
    "name",
    "kind",
    "status",
    "hindrance",
    "road",
    "authority",
    "contact_role",
    "project",
    "visibility",
    "outside_id",
    "description",
)
VEHICLES = [(mode.value, mode.label) for mode in Mode]


class ShapeField(forms.CharField):
    """A place on the map, drawn or written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
        super().__init__(required=False, max_length=MOST_SIGNS, widget=widget, **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        try:
            return shape_from_text(super().clean(value))
        except UnreadableShape as problem:
            raise forms.ValidationError(
                _("This cannot be drawn. Give a point, line or polygon in the Netherlands.")
            ) from problem


class SeenField(forms.CharField):
    """When the thing was changed last, as the page that asks knew it."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput())

    def clean(self, value: Any) -> datetime | None:
        try:
            return datetime.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            raise forms.ValidationError(_("Open the page again.")) from None


class WorkForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=WorkKind.choices)
    status = forms.ChoiceField(
        label=gettext_lazy("State"), choices=WorkStatus.choices, initial=WorkStatus.PLANNED
    )
    hindrance = forms.ChoiceField(label=gettext_lazy("Hindrance"), choices=HINDRANCES, required=False)
    road = forms.CharField(label=gettext_lazy("Street or water"), max_length=160, required=False)
    authority = forms.CharField(
        label=gettext_lazy("Authority"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Who decides on it: the municipality, the province, the water board."),
    )
    contact_role = forms.CharField(
        label=gettext_lazy("Whom to talk to"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("A role, such as area manager. Names of people stand with the people."),
    )
    project = NameField(
        label=gettext_lazy("Project it belongs to"),
        required=False,
        help_text=gettext_lazy("Type the name, or a part of it."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Visibility.choices, initial=Visibility.MEMBERS
    )
    outside_id = forms.CharField(
        label=gettext_lazy("Number of the work"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Of the permit or the contractor. A table that comes in finds the work by it."
        ),
    )
    description = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    geometry = ShapeField(
        label=gettext_lazy("Place as text"),
        help_text=gettext_lazy("GeoJSON, WKT, or two coordinates: longitude and latitude, or RD."),
    )
    areas = AreaChoices(
        label=gettext_lazy("Areas"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is drawn finds its areas by itself; tick them where nothing is drawn."),
    )
    seen = SeenField()

    def __init__(self, *args: Any, user: Any, work: Work | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        self.fields["project"].offer(projects_visible_to(user))  # type: ignore[attr-defined]
        self.fields["areas"].queryset = Area.objects.kept().defer("geometry").order_by("name")  # type: ignore[attr-defined]
        if work is not None and work.source_id:
            del self.fields["outside_id"]

    def clean_outside_id(self) -> str:
        number: str = self.cleaned_data["outside_id"]
        others = Work.objects.filter(source=None, outside_id=number)
        if number and others.exclude(pk=self.work.pk if self.work else None).exists():
            raise forms.ValidationError(_("Another work has this number."))
        return number


def work_values(work: Work) -> dict[str, Any]:
    """What the form begins with."""
    return {
        **{name: getattr(work, name) for name in SHOWN},
        "areas": [area.pk for area in work.areas.all()],
        "geometry": shape_as_json(work.geometry),
        "seen": work.updated_at.isoformat(),
    }


class PhaseForm(PeriodMixin, PlainForm):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Phase"), max_length=120, required=False)
    start = DayField(label=gettext_lazy("From"), required=False)
    start_certainty = forms.ChoiceField(
        label=gettext_lazy("How sure"), choices=Certainty.choices, initial=Certainty.MEDIUM
    )
    end = DayField(label=gettext_lazy("Until"), required=False)
    end_certainty = forms.ChoiceField(
        label=gettext_lazy("How sure"), choices=Certainty.choices, initial=Certainty.MEDIUM
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("name") and not (said.get("start") or said.get("end")) and not self.errors:
            self.add_error("start", _("Say when this phase is, or leave its name out."))
        return said


class PhaseRows(BaseFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def periods(self) -> list[Period]:
        """What is filled in and not removed, the first one first."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        kept = [row for row in rows if not row.pop("DELETE", False) and (row["start"] or row["end"])]
        return [Period(**row) for row in kept]


PhaseFormSet = formset_factory(PhaseForm, formset=PhaseRows, extra=1, can_delete=True, **MOST_PHASES)


class StretchForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Which stretch"), max_length=200, required=False)
    is_detour = forms.TypedChoiceField(
        label=gettext_lazy("What is drawn"),
        coerce=lambda said: said == "detour",
        choices=(("measure", gettext_lazy("a stretch with a measure")), ("detour", gettext_lazy("a detour"))),
        widget=forms.RadioSelect,
        initial="measure",
    )
    kind = forms.ChoiceField(label=gettext_lazy("Measure"), choices=MeasureKind.choices)
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        choices=Direction.choices,
        help_text=gettext_lazy("Of a road that becomes one way: the direction that stays open."),
    )
    phase = SafeModelChoiceField(
        label=gettext_lazy("During"),
        queryset=WorkPhase.objects.none(),
        required=False,
        empty_label=gettext_lazy("all phases"),
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("For"),
        choices=VEHICLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: for everybody on the road."),
    )
    lets_emergency_pass = forms.NullBooleanField(label=gettext_lazy("Do emergency vehicles pass?"))
    lets_bus_pass = forms.NullBooleanField(label=gettext_lazy("Do buses pass?"))
    speed_kmh = forms.IntegerField(
        label=gettext_lazy("Speed in km/h"), required=False, min_value=5, max_value=130
    )
    percent_left = forms.IntegerField(
        label=gettext_lazy("Share of the road that is left, in %"), required=False, min_value=5, max_value=100
    )
    geometry = ShapeField(
        label=gettext_lazy("Stretch as text"), help_text=gettext_lazy("GeoJSON or WKT, in WGS84 or RD.")
    )
    seen = SeenField()

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = work.phases.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("kind") == MeasureKind.ONE_WAY and said.get("direction") == Direction.BOTH:
            self.add_error("direction", _("Say which way stays open."))
        if said.get("kind") == MeasureKind.SPEED and not said.get("speed_kmh"):
            self.add_error("speed_kmh", _("Say how fast one may go."))
        return said

    def asked(self) -> dict[str, Any]:
        """For the services."""
        values = dict(self.cleaned_data)
        percent = values.pop("percent_left")
        return {**values, "share_left": percent / 100 if percent else None}


def stretch_values(line: WorkLine) -> dict[str, Any]:
    """What the form begins with."""
    names = (
        "name",
        "kind",
        "direction",
        "phase",
        "modes",
        "lets_emergency_pass",
        "lets_bus_pass",
        "speed_kmh",
    )
    return {
        **{name: getattr(line, name) for name in names},
        "is_detour": "detour" if line.is_detour else "measure",
        "percent_left": round(line.share_left * 100) if line.share_left else None,
    }
