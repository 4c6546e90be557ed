"""The form by which somebody makes a key for another system."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import DayField, PlainForm

from ..enums import READ, WRITE, Group
from ..services.tokens import LONGEST_LIFE

NOTHING = ""
USUAL_LIFE = timedelta(days=180)
CHOICES = (
    (NOTHING, gettext_lazy("nothing")),
    (READ, gettext_lazy("read")),
    (WRITE, gettext_lazy("read and write")),
)


class TokenForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("For which system"),
        max_length=60,
        help_text=gettext_lazy(
            "Name the system, not a person. It stands with every change that comes in by this key."
        ),
    )
    expires_on = DayField(
        label=gettext_lazy("Valid until"), help_text=gettext_lazy("The last day; at most a year from now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + USUAL_LIFE
        for group in Group:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label, choices=CHOICES, required=False, initial=NOTHING
            )

    def clean_expires_on(self) -> Any:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + LONGEST_LIFE:
            raise ValidationError(_("A key is valid for a year at most. Choose a day from today on."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(group.value) for group in Group):
            self.add_error(None, _("Say what the key opens."))
        return cleaned

    @property
    def scopes(self) -> list[str]:
        """Who may write may read."""
        chosen = {group.value: self.cleaned_data[group.value] for group in Group}
        found = []
        for group, what in chosen.items():
            found += [f"{group}:{READ}"] if what else []
            found += [f"{group}:{WRITE}"] if what == WRITE else []
        return found

    @property
    def opening(self) -> list[Any]:
        """The fields that say what the key opens."""
        return [self[group.value] for group in Group]
