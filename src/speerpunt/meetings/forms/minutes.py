"""One line of the minutes: a note, a decision or an action, in one form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.actions.forms.actions import AreaChoices
from speerpunt.actions.queries.people import likely_to_act, people_to_act
from speerpunt.actions.queries.waiting import USUAL_TIME
from speerpunt.members.forms.fields import DayField, NameField, PlainForm
from speerpunt.places.models import Area

from ..enums import EntryKind
from ..models import VOTES, MinuteEntry
from ..services.decisions import Votes

MOST_VOTES = 999


def vote_field(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "votes"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_VOTES, widget=widget)


class LineForm(PlainForm):
    """Which fields it needs, its kind says; the others are left alone."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of line"), choices=EntryKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("New line in the minutes"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": gettext_lazy("Write in short what was said")}),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    votes_for = vote_field(pgettext_lazy("votes", "for"))
    votes_against = vote_field(pgettext_lazy("votes", "against"))
    votes_abstained = vote_field(gettext_lazy("abstained"))
    binds = forms.CharField(label=gettext_lazy("Who it binds"), max_length=200, required=False)
    owner = NameField(label=gettext_lazy("Who"), required=False)
    due = DayField(label=gettext_lazy("By when"), required=False)
    areas = AreaChoices(
        label=gettext_lazy("Areas"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    said_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, entry: MinuteEntry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user)
        self.fields["owner"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]
        self.fields["areas"].queryset = Area.objects.kept().order_by("name")  # type: ignore[attr-defined]
        self.entry = entry
        if entry is None:
            self.initial = {"kind": EntryKind.NOTE, "due": timezone.localdate() + USUAL_TIME, **self.initial}
        else:
            self.initial = {**said_by(entry), **self.initial}
            self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = self.entry.kind if self.entry is not None else cleaned.get("kind")
        cleaned["kind"] = kind
        if kind == EntryKind.ACTION:
            self._need("owner", _("Say who does it."))
            self._need("due", _("Say by when."))
        if kind == EntryKind.DECISION:
            cleaned["votes"] = self._votes(cleaned)
        return cleaned

    def _need(self, name: str, words: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, ValidationError(words))

    def _votes(self, cleaned: dict[str, Any]) -> Votes | None:
        given = [cleaned.get(name) for name in VOTES]
        return None if all(each is None for each in given) else Votes(*(each or 0 for each in given))

    def values(self) -> dict[str, Any]:
        """What the service of this kind asks for."""
        cleaned, values = self.cleaned_data, {"text": self.cleaned_data["text"]}
        if cleaned["kind"] == EntryKind.DECISION:
            values |= {"votes": cleaned["votes"], "binds": cleaned["binds"]}
        elif cleaned["kind"] == EntryKind.ACTION:
            values |= {name: cleaned[name] for name in ("owner", "due", "areas")}
        return values


def said_by(entry: MinuteEntry) -> dict[str, Any]:
    """What a line says now, as the form shows it."""
    said = {"kind": entry.kind, "text": entry.text, "owner": entry.owner, "due": entry.due}
    if entry.kind == EntryKind.DECISION:
        decision = entry.decision
        said |= {name: getattr(decision, name) for name in VOTES} | {"binds": decision.binds}
    elif entry.action is not None:
        said["areas"] = list(entry.action.areas.all())
    return said
