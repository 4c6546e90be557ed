"""Rules that plans of works keep; each kind asks for its own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_scopes.forms import SafeModelChoiceField

from speerpunt.members.forms.fields import DayField, PlainModelForm

from ..enums import RuleKind
from ..models import WorksRule
from ..queries import works_visible_to
from .fields import SafeRowsField

FIELDS = {
    RuleKind.NEVER_TOGETHER: ("name", "works"),
    RuleKind.PRECEDENCE: ("name", "before", "after", "lag_weeks"),
    RuleKind.AT_MOST: ("name", "most", "group"),
    RuleKind.BLACKOUT: ("name", "first_day", "last_day", "is_yearly", "binds", "works"),
}
MAY_STAY_EMPTY = {"group", "lag_weeks", "is_yearly", "binds"}
FEWEST_TOGETHER = 2


class RuleForm(PlainModelForm):
    class Meta:
        model = WorksRule
        fields = (
            "name",
            "before",
            "after",
            "lag_weeks",
            "most",
            "group",
            "first_day",
            "last_day",
            "is_yearly",
            "binds",
            "works",
        )
        field_classes = {
            "before": SafeModelChoiceField,
            "after": SafeModelChoiceField,
            "works": SafeRowsField,
            "first_day": DayField,
            "last_day": DayField,
        }
        widgets = {"works": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, kind: RuleKind, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in [name for name in self.fields if name not in FIELDS[kind]]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.required = name not in MAY_STAY_EMPTY
            if name in {"before", "after", "works"}:
                field.queryset = works_visible_to(user).order_by("name")  # type: ignore[attr-defined]
        if kind == RuleKind.BLACKOUT:
            self.fields["works"].required = False
            self.fields["works"].help_text = _("Tick none, and it holds for every work.")

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "kind"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.kind == RuleKind.NEVER_TOGETHER and 0 < len(data.get("works") or ()) < FEWEST_TOGETHER:
            self.add_error("works", _("Tick two works at least."))
        if data.get("most") == 0:
            self.add_error("most", _("At least one work goes on at once."))
        if data.get("before") and data.get("before") == data.get("after"):
            self.add_error("after", _("Choose another work than the one that comes first."))
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", _("The last day comes before the first."))
        if data.get("lag_weeks") is None and "lag_weeks" in self.fields:
            data["lag_weeks"] = 0
        return data
