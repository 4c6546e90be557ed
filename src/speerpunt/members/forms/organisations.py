"""Forms around an organisation: its card, memberships, roles, and many at once."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Branch, LocationSource, OrganisationKind, RoleKind, SbiVersion, SizeClass
from ..models import Organisation, Person
from ..queries.organisations import umbrellas
from ..rules import standing
from .fields import DayField, NameField, PeriodMixin, PlainForm, PlainModelForm

ADDRESS = ("street", "house_number", "postcode", "city", "latitude", "longitude")
CONTACT = ("email", "phone", "website")


class CardForm(PlainModelForm):
    """What an organisation keeps up to date of itself."""

    # The point that the address register gave, so that a saved place knows its source.
    found_point = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    class Meta:
        model = Organisation
        fields = ("description", "jobs", *ADDRESS, *CONTACT)
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "latitude": forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            "longitude": forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        }
        help_texts = {
            "postcode": gettext_lazy("Four digits and two letters, as in 2312 AB."),
            "website": gettext_lazy("With https:// in front."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The longest way to write one, before the spaces go.
        self.fields["postcode"].max_length = 8  # type: ignore[attr-defined]
        self.fields["postcode"].validators = []
        self.fields["postcode"].widget.attrs |= {"maxlength": 8, "class": "short"}
        for name in ("house_number", "latitude", "longitude"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean_postcode(self) -> str:
        postcode = "".join(self.cleaned_data["postcode"].split()).upper()
        for validate in Organisation._meta.get_field("postcode").validators:
            if postcode:
                validate(postcode)
        return postcode

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("latitude", _("Give both latitude and longitude, or neither."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the form says, with the source of a place that changed."""
        values = dict(self.cleaned_data)
        found = values.pop("found_point", "")
        if {"latitude", "longitude"} & set(self.changed_data):
            is_found = found == f"{values['latitude']},{values['longitude']}"
            source = LocationSource.REGISTER if is_found else LocationSource.PIN
            values["location_source"] = LocationSource.UNKNOWN if values["latitude"] is None else source
        return values


class OrganisationForm(CardForm):
    """Everything on the card, for the office."""

    class Meta(CardForm.Meta):
        fields = (
            "kind",
            "name",
            "description",
            "kvk_number",
            "branch_number",
            "sbi_code",
            "sbi_version",
            "branch",
            "jobs",
            "size_class",
            *ADDRESS,
            *CONTACT,
        )
        help_texts = {
            **CardForm.Meta.help_texts,
            "kvk_number": gettext_lazy("Eight digits, with the zeros in front."),
            "branch_number": gettext_lazy("Twelve digits. Needed where one enterprise has several branches."),
            "sbi_code": gettext_lazy("Digits only, with the edition beside it."),
            "size_class": gettext_lazy("Left empty, it follows from the jobs."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kvk_number", "branch_number", "sbi_code"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("size_class"):
            cleaned["size_class"] = SizeClass.of_jobs(cleaned.get("jobs"))
        if cleaned.get("branch_number") and not cleaned.get("kvk_number"):
            self.add_error("kvk_number", _("A branch number needs its KVK number."))
        self._check_sbi(cleaned)
        return cleaned

    def _check_sbi(self, cleaned: dict[str, Any]) -> None:
        code, version = cleaned.get("sbi_code"), cleaned.get("sbi_version")
        if code and not version:
            self.add_error("sbi_version", _("Choose the edition from which the code comes."))
        if code and version == SbiVersion.SBI_2025 and len(code) != 5:
            self.add_error(
                "sbi_code", _("A code of SBI 2025 has five digits. Check the code, or the edition.")
            )


def card_form_for(user: Any) -> type[CardForm]:
    """The office fills in everything, others keep their own card up to date."""
    return OrganisationForm if standing(user).is_office else CardForm


class MembershipForm(PeriodMixin, PlainForm):
    umbrella = forms.ModelChoiceField(label=gettext_lazy("Umbrella"), queryset=None)
    start = DayField(
        label=gettext_lazy("Member from"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you do not know."),
    )
    end = DayField(label=gettext_lazy("Last day"), required=False)
    dates_assumed = forms.BooleanField(label=gettext_lazy("These dates are assumed"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["umbrella"].queryset = umbrellas().exclude(pk=organisation.pk)  # type: ignore[attr-defined]


class RoleForm(PeriodMixin, PlainForm):
    """A role of a person, given from the page of the organisation or from that of the person."""

    person = NameField(
        label=gettext_lazy("Person"), help_text=gettext_lazy("Type the name, or a part of it.")
    )
    organisation = NameField(
        label=gettext_lazy("Organisation"), help_text=gettext_lazy("Type the name, or a part of it.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", "—"), *RoleKind.choices])
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(
        self,
        *args: Any,
        organisation: Organisation | None = None,
        person: Person | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = timezone.localdate()
        if organisation is not None:
            del self.fields["organisation"]
        else:
            self._offer_organisations()
        if person is not None:
            del self.fields["person"]
        else:
            self.fields["person"].offer(Person.objects.filter(erased_at__isnull=True))  # type: ignore[attr-defined]

    def _offer_organisations(self) -> None:
        kept = Organisation.objects.filter(trashed_at__isnull=True)
        field = self.fields["organisation"]
        field.offer(kept, kept.exclude(kind=OrganisationKind.ENTERPRISE))  # type: ignore[attr-defined]


class BulkForm(PlainForm):
    """One change for many organisations. Which fields count depends on the change."""

    ACTIONS = (
        ("kind", gettext_lazy("Set the kind")),
        ("branch", gettext_lazy("Set the branch")),
        ("size_class", gettext_lazy("Set the size")),
        ("join", gettext_lazy("Add to an umbrella")),
        ("leave", gettext_lazy("End the membership of an umbrella")),
        ("trash", gettext_lazy("Move to the trash")),
    )
    NEEDS = {
        "kind": ("kind",),
        "branch": ("branch",),
        "size_class": ("size_class",),
        "join": ("umbrella", "day"),
        "leave": ("umbrella", "day"),
        "trash": (),
    }

    actie = forms.ChoiceField(label=gettext_lazy("What should change"), choices=ACTIONS)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganisationKind.choices, required=False)
    branch = forms.ChoiceField(label=gettext_lazy("Branch"), choices=Branch.choices, required=False)
    size_class = forms.ChoiceField(label=gettext_lazy("Size"), choices=SizeClass.choices, required=False)
    umbrella = forms.ModelChoiceField(label=gettext_lazy("Umbrella"), queryset=None, required=False)
    day = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["umbrella"].queryset = umbrellas()  # type: ignore[attr-defined]
        self.fields["actie"].widget = forms.HiddenInput()
        needed = self.NEEDS.get(action, ())
        for name in set(self.fields) - {"actie", *needed}:
            del self.fields[name]
        for name in needed:
            self.fields[name].required = True
        if "day" in needed:
            self.fields["day"].initial = timezone.localdate()
            first = action == "join"
            self.fields["day"].label = gettext_lazy("Member from") if first else gettext_lazy("Last day")
