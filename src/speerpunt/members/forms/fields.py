"""Fields and a base that all forms of this app share."""

import re
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.cells import FIRST_DAY, LAST_DAY
from speerpunt.core.forms.fields import PlainForm, PlainTextMixin
from speerpunt.core.texts import folded

NUMBERED = re.compile(r"^(.*?)\s*#(\d{1,18})$")
MOST_NAMED = 6
MOST_SUGGESTED = 300


class PlainModelForm(PlainTextMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Fills a copy, so that the service still sees what the row was before."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy(instance) if instance is not None else None, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField) and field.choices and field.choices[0][0] == "":
                field.choices = [("", _("make a choice")), *field.choices[1:]]


class DayField(forms.DateField):
    """A day, with the browser's own calendar. The browser sends it as 2026-11-23 in every language.

    A year far away is a slip of the finger, and no timeline could draw it.
    """

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "date", "min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        widget = forms.DateInput(format="%Y-%m-%d", attrs=attributes)
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(_("This year cannot be right. Choose one from 1900 to 2199."))


class NameField(forms.CharField):
    """One row, chosen by typing its name: with thousands of rows a select helps nobody, and this needs no script.

    Names that occur twice are told apart by their number: `Bakker #12`.
    """

    default_error_messages = {
        "nobody": gettext_lazy("Nothing here is called “%(name)s”. Check the name, or type a part of it."),
        "several": gettext_lazy("Several match. Type one of these with its number: %(names)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=240, **kwargs)
        self.rows: QuerySet[Any] | None = None
        self.suggestions: list[str] = []

    def offer(self, rows: QuerySet[Any], suggested: QuerySet[Any] | None = None) -> None:
        """Which rows may be chosen, and which of them the browser suggests."""
        self.rows = rows
        self.suggestions = [
            numbered(row) for row in (rows if suggested is None else suggested)[:MOST_SUGGESTED]
        ]

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """Ties the input to the list of suggestions that stands beside it."""
        bound = super().get_bound_field(form, field_name)
        if self.suggestions:
            self.widget.attrs["list"] = f"{bound.id_for_label}-names"
        return bound

    def prepare_value(self, value: Any) -> Any:
        """A form of a row that is there already knows the number of another only."""
        if isinstance(value, int) and self.rows is not None:
            value = self.rows.filter(pk=value).first() or value
        return numbered(value) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text or self.rows is None:
            return None
        by_number = NUMBERED.match(text)
        if by_number:
            return self._only(self.rows.filter(pk=int(by_number[2])), text)
        found = self.rows
        for word in folded(text).split()[:8]:
            found = found.filter(search_text__contains=word)
        return self._only(found, text)

    def _only(self, rows: QuerySet[Any], text: str) -> Any:
        found = list(rows[: MOST_NAMED + 1])
        exact = [row for row in found if folded(str(row)) == folded(text)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(self.error_messages["nobody"], params={"name": text})
        names = ", ".join(numbered(row) for row in found[:MOST_NAMED])
        raise ValidationError(self.error_messages["several"], params={"names": names})


def numbered(row: Model) -> str:
    return with_number(str(row), row.pk)


def with_number(name: str, number: int) -> str:
    return f"{name} #{number}"


class PeriodMixin:
    """A form with `start` and `end`."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first. Change one of the two."))  # type: ignore[attr-defined]
        return cleaned


class EndForm(PlainForm):
    """The last day on which something holds."""

    end = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].initial = timezone.localdate()
