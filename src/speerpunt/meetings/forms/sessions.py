"""The forms of a session with partners: when, who comes, and what is shared from which day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.core.templatetags.moments import short_day
from speerpunt.members.forms.fields import DayField, PlainForm

from ..enums import Form
from ..models import AgendaItem, Decision, Meeting, Position
from ..queries.sessions import partners_on
from ..services.sessions import Piece, field_of

CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SessionForm(PlainForm):
    title = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    day = DayField(label=gettext_lazy("Day"))
    starts = forms.TimeField(label=gettext_lazy("From"), widget=CLOCK, initial="14:00")
    ends = forms.TimeField(label=pgettext_lazy("time", "Until"), widget=CLOCK, initial="16:00")
    form = forms.ChoiceField(label=gettext_lazy("How"), choices=Form.choices)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)
    guests = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Partners"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They are invited when you send the agenda. You can add others later."),
    )

    def __init__(self, *args: Any, prepared_in: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guests"].queryset = partners_on(prepared_in)  # type: ignore[attr-defined]
        about = prepared_in.dossier.title if prepared_in.dossier else prepared_in.title
        self.initial["title"] = _("Session with partners: %(about)s") % {"about": about}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it starts. Change one of the two."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        given = self.cleaned_data

        def moment(clock: Any) -> datetime:
            return timezone.make_aware(datetime.combine(given["day"], clock))

        return {
            "title": given["title"],
            "starts_at": moment(given["starts"]),
            "ends_at": moment(given["ends"]),
            "form": given["form"],
            "place": given["place"],
            "guests": given["guests"],
        }


class EmbargoForm(PlainForm):
    not_before = DayField(
        label=gettext_lazy("Not before"),
        required=False,
        help_text=gettext_lazy("Empty: at once, for who is invited."),
    )


class ShareForm(EmbargoForm):
    """Which things, all with the same day."""

    things = forms.MultipleChoiceField(
        label=gettext_lazy("What"),
        help_text=gettext_lazy("With an agenda item go its open papers; not what was said or decided."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Nothing is chosen yet. Choose at least one thing.")},
    )
    field_order = ("things", "not_before")

    def __init__(self, *args: Any, things: Iterable[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {f"{field_of(thing)}-{thing.pk}": thing for thing in things}
        self.fields["things"].choices = [(key, _named(thing)) for key, thing in self.known.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Piece]:
        return [self.known[key] for key in self.cleaned_data["things"]]


def _named(thing: Piece) -> str:
    if isinstance(thing, Decision):
        return _("Decision %(number)s: %(text)s") % {"number": thing, "text": thing.text[:120]}
    if isinstance(thing, Position):
        return _("Position: %(title)s") % {"title": thing.title}
    assert isinstance(thing, AgendaItem)
    said = _("Agenda item: %(title)s") % {"title": thing.title}
    return f"{said} ({short_day(thing.meeting.starts_at)})" if thing.meeting else said
