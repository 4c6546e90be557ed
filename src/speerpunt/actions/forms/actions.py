"""The forms of an action: one line to add it quickly, and the whole of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel
from speerpunt.core.queries.subjects import circle_of
from speerpunt.members.forms.fields import DayField, NameField, PlainForm, PlainModelForm
from speerpunt.places.models import Area

from ..models import Action
from ..queries.people import likely_to_act, people_to_act
from ..queries.waiting import USUAL_TIME
from ..services import usual_circle

LONGEST_ID = 18


class ComingDayField(DayField):
    """A day that is still to come, or that stood there already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stood: Any = None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < timezone.localdate() and value != self.stood:
            raise ValidationError(_("This day has passed. Choose one that is still to come."))


class AreaChoices(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """A number that no row can have is not there, as any other; SQLite would stumble over it."""
        beyond = next((each for each in value or () if len(str(each)) > LONGEST_ID), None)
        if beyond is not None:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": beyond})
        return super().clean(value)


class ActionForm(PlainModelForm):
    owner = NameField(label=gettext_lazy("Who"))
    due = ComingDayField(label=gettext_lazy("By when"))
    areas = AreaChoices(
        label=gettext_lazy("Areas"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Action
        fields = ("title", "owner", "due", "explanation", "origin", "visibility", "areas")
        widgets = {"explanation": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "origin": gettext_lazy("Such as: meeting of 12 November."),
        }

    def __init__(
        self, *args: Any, user: Any, target: CollectiveModel | None, is_new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_act(user, None if is_new else self.instance)
        self.fields["owner"].offer(people, likely_to_act(people))  # type: ignore[attr-defined]
        self.fields["areas"].queryset = Area.objects.kept()  # type: ignore[attr-defined]
        circles = circles_for(self.instance, target)
        self.fields["visibility"].choices = circles  # type: ignore[attr-defined]
        self.fields["visibility"].required = circles[0][0] != ""
        if is_new:
            self.initial |= {"due": timezone.localdate() + USUAL_TIME, "visibility": usual_circle(target)}
        else:
            self.fields["due"].stood = self.instance.due  # type: ignore[attr-defined]


def circles_for(action: Action, target: CollectiveModel | None) -> list[tuple[str, Any]]:
    """As wide as what it hangs on, or narrower. What the changer cannot see keeps its circle, or gets a narrower one."""
    known = list(Visibility.choices)
    if target is not None:
        narrower = known[Visibility.values.index(circle_of(target)) + 1 :]
        return [("", _("Who may see what it hangs on")), *narrower]
    if action.object_id is not None:
        return [("", _("Who may see what it hangs on")), *known[1:]]
    return known[1:]


class DropForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=200,
        help_text=gettext_lazy("One line. Everybody who sees the action reads it."),
    )
