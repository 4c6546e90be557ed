"""Who comes to a gathering: the office adds somebody by name."""

from typing import Any

from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import NameField, PlainForm

from ..models import Meeting
from ..queries.gatherings import people_to_sign_up


class SomebodyForm(PlainForm):
    person = NameField(
        label=gettext_lazy("Sign somebody up"), help_text=gettext_lazy("Type the name, or a part of it.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people_to_sign_up(meeting))  # type: ignore[attr-defined]
