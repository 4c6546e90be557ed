"""Who is there, for whom, and who has an interest of his own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.actions.queries.people import likely_to_act, people_to_act
from speerpunt.members.forms.fields import NameField, PlainForm
from speerpunt.members.models import Person

from ..enums import Answer, Presence
from ..models import AgendaItem, Attendance

AS_ANSWERED = {
    Answer.COMES: Presence.PRESENT,
    Answer.ONLINE: Presence.ONLINE,
    Answer.AWAY: Presence.ABSENT,
}


class PresenceForm(PlainForm):
    """A line for everybody on the list: whether he is there, and who speaks in his place."""

    def __init__(self, *args: Any, rows: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        people = {row.person_id: row.person for row in rows}
        self.people = people | {row.proxy_id: row.proxy for row in rows if row.proxy is not None}
        for row in rows:
            self.fields[f"er-{row.pk}"] = forms.ChoiceField(
                label=str(row.person),
                choices=Presence.choices,
                initial=row.presence,
                required=False,
                widget=forms.RadioSelect,
            )
            if row.decides:
                self.fields[f"voor-{row.pk}"] = self._proxy_field(row)

    def _proxy_field(self, row: Attendance) -> forms.ChoiceField:
        others = [(str(pk), str(person)) for pk, person in self.people.items() if pk != row.person_id]
        return forms.ChoiceField(
            label=gettext_lazy("Proxy"),
            choices=[("", gettext_lazy("nobody")), *others],
            initial=str(row.proxy_id or ""),
            required=False,
            widget=forms.Select(attrs={"aria-label": f"{gettext_lazy('Proxy')}: {row.person}"}),
        )

    def lines(self) -> list[tuple[Attendance, Any, Any]]:
        """With the fields of each."""
        found = []
        for row in self.rows:
            proxy = self[f"voor-{row.pk}"] if f"voor-{row.pk}" in self.fields else None
            found.append((row, self[f"er-{row.pk}"], proxy))
        return found

    def presences(self) -> dict[int, str]:
        """Of who is not noted, as he answered, when that is asked."""
        is_as_answered = self.data.get("zoals") == "gemeld"
        found: dict[int, str] = {}
        for row in self.rows:
            said = self.cleaned_data.get(f"er-{row.pk}") or Presence.UNKNOWN
            if said == Presence.UNKNOWN and is_as_answered:
                said = AS_ANSWERED.get(Answer(row.answer), Presence.UNKNOWN)
            found[row.pk] = said
        return found

    def proxies(self) -> dict[int, Person | None]:
        found: dict[int, Person | None] = {}
        for row in self.rows:
            name = f"voor-{row.pk}"
            if name in self.cleaned_data:
                chosen = self.cleaned_data[name]
                found[row.pk] = self.people.get(int(chosen)) if chosen else None
        return found


class GuestForm(PlainForm):
    person = NameField(label=gettext_lazy("Guest"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user)
        self.fields["person"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]


class InterestForm(PlainForm):
    person = NameField(label=gettext_lazy("Who"))
    said = forms.CharField(label=gettext_lazy("Which interest"), max_length=300)
    left_room = forms.BooleanField(
        label=gettext_lazy("Left the room, and has no vote on this item"), required=False
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Person.objects.filter(attendances__meeting=item.meeting_id)
        self.fields["person"].offer(known.order_by("family_name", "pk"))  # type: ignore[attr-defined]
