"""Forms around bodies and the seats in them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ..enums import OrganisationKind, SeatKind
from ..models import Body, Organisation, Person
from .fields import DayField, EndForm, NameField, PeriodMixin, PlainForm, PlainModelForm


def offer_organisations(field: Any) -> None:
    kept = Organisation.objects.filter(trashed_at__isnull=True)
    field.offer(kept, kept.exclude(kind=OrganisationKind.ENTERPRISE))


class BodyForm(PlainModelForm):
    organisation = NameField(
        label=gettext_lazy("Belongs to"),
        required=False,
        help_text=gettext_lazy("The organisation whose body it is. Type the name, or a part of it."),
    )

    class Meta:
        model = Body
        fields = (
            "kind",
            "name",
            "organisation",
            "level",
            "purpose",
            "planned_in_person",
            "planned_online",
            "quorum",
        )
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"quorum": gettext_lazy("Nothing: more than half of the seats that decide.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self.fields["organisation"])
        if self.instance.pk:
            self.initial["organisation"] = self.instance.organisation


class SeatForm(PeriodMixin, PlainForm):
    kind = forms.ChoiceField(label=gettext_lazy("Seat"), choices=SeatKind.choices, initial=SeatKind.MEMBER)
    person = NameField(
        label=gettext_lazy("Person"),
        required=False,
        help_text=gettext_lazy("Leave it empty while the seat is vacant."),
    )
    on_behalf_of = NameField(
        label=gettext_lazy("On behalf of"),
        required=False,
        help_text=gettext_lazy("The organisation that speaks here. Type the name, or a part of it."),
    )
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = timezone.localdate()
        self.fields["person"].offer(Person.objects.filter(erased_at__isnull=True))  # type: ignore[attr-defined]
        offer_organisations(self.fields["on_behalf_of"])


class SeatEndForm(EndForm):
    leave_vacant = forms.BooleanField(
        label=gettext_lazy("Show the seat as vacant from the day after"), required=False, initial=True
    )
