"""The forms of a meeting: what it is, another moment, and why not."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, NameField, PlainForm, PlainModelForm
from speerpunt.members.models import Body
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import Form, MeetingKind
from ..models import Meeting
from ..queries.moments import at
from ..queries.people import bodies_led_by
from .fields import LinkField, MomentMixin, moment_of

ABOUT = ("title", "kind", "form", "place", "link", "access", "introduction", "dossier", "places")
LAST_MINUTE = time(23, 59)


class BodyChoice(forms.ModelChoiceField):
    """Only bodies that this visitor leads: what is posted is looked up among them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Body"),
            queryset=Body.objects.none(),
            empty_label=gettext_lazy("make a choice"),
            **kwargs,
        )

    def offer(self, user: Any) -> None:
        self.queryset = bodies_led_by(user)


class AboutForm(PlainModelForm):
    """All of a meeting but its moment and its body."""

    dossier = NameField(
        label=gettext_lazy("Dossier"),
        required=False,
        help_text=gettext_lazy("The project that it is about. Type the name, or a part of it."),
    )
    sign_up_until = DayField(label=gettext_lazy("Sign up until"), required=False)

    class Meta:
        model = Meeting
        fields = ABOUT
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"link": LinkField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = projects_visible_to(user)
        self.fields["dossier"].offer(projects, projects.order_by("title"))  # type: ignore[attr-defined]
        # One that the visitor does not see keeps its place, without its name.
        seen = projects.filter(pk=self.instance.dossier_id).first() if self.instance.dossier_id else None
        self.keeps_dossier = bool(self.instance.dossier_id) and seen is None
        self.initial["dossier"] = seen
        if self.instance.sign_up_until:
            self.initial["sign_up_until"] = self.instance.sign_up_until.date()

    @property
    def about(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in ABOUT}
        if values["dossier"] is None and self.keeps_dossier:
            values.pop("dossier")
        day = self.cleaned_data.get("sign_up_until")
        return {**values, "sign_up_until": at(day, LAST_MINUTE) if day else None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("form") == Form.IN_PERSON and cleaned.get("link"):
            self.add_error("form", _("There is an address online. Choose online, or in person and online."))
        if cleaned.get("kind") != MeetingKind.GATHERING:
            cleaned["places"] = cleaned["sign_up_until"] = None
        return cleaned


class NewMeetingForm(MomentMixin, AboutForm):
    body = BodyChoice()

    field_order = ("body", "title", "kind", "day", "starts", "ends", "form", "place", "link")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["body"].offer(user)  # type: ignore[attr-defined]

    @property
    def about(self) -> dict[str, Any]:
        moment = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}
        return {**super().about, **moment}


class ChangeMeetingForm(AboutForm):
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body when the place changes"),
        required=False,
        initial=True,
    )


class MoveForm(MomentMixin, PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Stands in the mail and in the history."),
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body"), required=False, initial=True
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, initial=moment_of(meeting.starts_at, meeting.ends_at), **kwargs)


class CancelForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=200,
        help_text=gettext_lazy("One line. Everybody who sees the meeting reads it."),
    )
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body"), required=False, initial=True
    )


class RestoreForm(PlainForm):
    tells = forms.BooleanField(
        label=gettext_lazy("Mail who is invited or sits in the body"), required=False, initial=True
    )
