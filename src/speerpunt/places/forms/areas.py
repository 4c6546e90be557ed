"""Forms around an area: what it is, its shape, other names and associations."""

import json
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Certainty
from speerpunt.core.geometry import Geometry
from speerpunt.core.models import Collective
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.forms.fields import DayField, PeriodMixin, PlainForm
from speerpunt.members.models import Organisation

from ..enums import AreaKind
from ..models import Area
from ..queries.exchange import LinkedPeriod, NamedPeriod
from ..services import ShapeProblem, read_json, sound_shape

SPEAKERS = (OrganisationKind.ASSOCIATION, OrganisationKind.UMBRELLA)


class AreaForm(PeriodMixin, PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AreaKind.choices)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No other area"),
    )
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("What is it, and what makes it special? At most 160 signs."),
    )
    geometry = forms.CharField(
        label=gettext_lazy("Shape as GeoJSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("A point, polygon or multipolygon in WGS84: longitude first, then latitude."),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("How certain is the shape?"), choices=Certainty.choices, initial=Certainty.MEDIUM
    )
    source = forms.CharField(
        label=gettext_lazy("Source of the shape"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who drew it, after what?"),
    )
    start = DayField(label=gettext_lazy("In this form since"), required=False)
    end = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Only for an area that is gone. It stays to be found."),
    )

    def __init__(self, *args: Any, collective: Collective, area: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collective = collective
        others = Area.objects.filter(trashed_at__isnull=True).order_by("name").defer("geometry")
        parents = others.exclude(pk=area.pk) if area is not None else others
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]

    def clean_geometry(self) -> Geometry | None:
        text = self.cleaned_data["geometry"]
        if not text.strip():
            return None
        try:
            return sound_shape(read_json(text), self.collective)
        except ShapeProblem as problem:
            raise forms.ValidationError(str(problem)) from problem


def area_values(area: Area) -> dict[str, Any]:
    """What the form begins with."""
    fields = ("name", "kind", "parent", "summary", "certainty", "source", "start", "end")
    values = {name: getattr(area, name) for name in fields}
    return values | {"geometry": geometry_as_text(area.geometry)}


def geometry_as_text(geometry: Geometry | None) -> str:
    """For a text field: short, and as it was drawn."""
    return "" if geometry is None else json.dumps(geometry, separators=(",", ":"))


class AliasForm(PeriodMixin, PlainForm):
    name = forms.CharField(label=gettext_lazy("Other name"), max_length=120)
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)


class AssociationForm(PeriodMixin, PlainForm):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Association"), queryset=None, empty_label=gettext_lazy("Choose an association")
    )
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speakers = Organisation.objects.filter(kind__in=SPEAKERS, trashed_at__isnull=True).order_by("name")
        self.fields["organisation"].queryset = speakers  # type: ignore[attr-defined]


class OnceFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows of which each stands for something else."""

    once = "name"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            value = form.cleaned_data.get(self.once) if hasattr(form, "cleaned_data") else None
            if value is None or form.cleaned_data.get("DELETE"):
                continue
            if value in seen:
                form.add_error(self.once, _("This is here twice. Remove one of them."))
            seen.add(value)

    def kept(self) -> list[dict[str, Any]]:
        """What is filled in and not removed."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get(self.once)]
        return [row for row in filled if not row.get("DELETE")]


class AliasRows(OnceFormSet):
    def periods(self) -> list[NamedPeriod]:
        return [NamedPeriod(row["name"], row["start"], row["end"]) for row in self.kept()]


class AssociationRows(OnceFormSet):
    once = "organisation"

    def periods(self) -> list[LinkedPeriod]:
        return [LinkedPeriod(row["organisation"], row["start"], row["end"]) for row in self.kept()]


# A sender who says that more rows follow gets no more than these drawn.
MOST_ROWS: dict[str, Any] = {"max_num": 60, "absolute_max": 60, "validate_max": True}
AliasFormSet = formset_factory(AliasForm, formset=AliasRows, extra=1, can_delete=True, **MOST_ROWS)
AssociationFormSet = formset_factory(
    AssociationForm, formset=AssociationRows, extra=1, can_delete=True, **MOST_ROWS
)
