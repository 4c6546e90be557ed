"""The rung of the ladder, a period, and what is done with an invitation list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.meetings.enums import Form
from speerpunt.meetings.forms.fields import MomentMixin
from speerpunt.meetings.forms.meetings import BodyChoice
from speerpunt.members.forms.fields import DayField, NameField, PlainForm, PlainModelForm

from ..models import InvitationList, Involvement
from ..queries.invitations import people_to_add


class RungForm(PlainModelForm):
    class Meta:
        model = Involvement
        fields = ("rung", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class PeriodForm(PlainForm):
    """Names of the fields stand in the address."""

    van = DayField(label=gettext_lazy("From"))
    tot = DayField(label=pgettext_lazy("day", "Until"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("van") and cleaned.get("tot") and cleaned["tot"] < cleaned["van"]:
            self.add_error("tot", _("The last day comes before the first."))
        return cleaned


class ListNameForm(PlainModelForm):
    class Meta:
        model = InvitationList
        fields = ("name",)


class InviteeForm(PlainForm):
    person = NameField(
        label=gettext_lazy("Put somebody on the list"),
        help_text=gettext_lazy("Type the name, or a part of it."),
    )

    def __init__(self, *args: Any, invitation_list: InvitationList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people_to_add(invitation_list))  # type: ignore[attr-defined]


class ListMeetingForm(MomentMixin, PlainForm):
    body = BodyChoice()
    title = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    form = forms.ChoiceField(label=gettext_lazy("How"), choices=Form.choices)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)

    field_order = ("body", "title", "day", "starts", "ends", "form", "place")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(user)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        names = ("body", "title", "starts_at", "ends_at", "form", "place")
        return {name: self.cleaned_data[name] for name in names}
