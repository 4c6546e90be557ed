"""Plans of works: a new one, a move in one, a search in one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from speerpunt.meetings.models import Decision
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.members.forms.fields import DayField, NameField, PlainForm
from speerpunt.priorities.queries import projects_visible_to

from ..models import PlannedWork, Work
from ..models.plans import MOST_WEEKS
from ..problems import WeekWords
from ..queries import works_visible_to
from .fields import SafeRowsField

USUAL_WEEKS = 52
RECENT_DECISIONS = 100
HIGHEST_KEY = 2**63 - 1


class PlanForm(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    first_day = DayField(label=_("First day"), help_text=_("The plan begins on the Monday of that week."))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=MOST_WEEKS, initial=USUAL_WEEKS)
    works = SafeRowsField(label=_("Works"), queryset=Work.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dated = works_visible_to(user).filter(phases__start__isnull=False).distinct().order_by("name")
        self.fields["works"].queryset = dated  # type: ignore[attr-defined]


class PlanNameForm(PlainForm):
    name = forms.CharField(label=_("Name of the new plan"), max_length=160)


class MoveForm(PlainForm):
    """Where a work begins and how long it takes, for who has no script or no mouse."""

    week = forms.TypedChoiceField(label=_("Begins in"), coerce=int)
    duration_weeks = forms.IntegerField(label=_("Takes weeks"), min_value=1, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, planned: PlannedWork, words: WeekWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(week, words.from_on(week)) for week in range(planned.plan.weeks)]
        self.fields["week"].choices = choices  # type: ignore[attr-defined]
        self.fields["duration_weeks"].max_value = planned.plan.weeks  # type: ignore[attr-defined]


class SearchForm(PlainForm):
    seconds = forms.TypedChoiceField(
        label=_("Search for"),
        coerce=int,
        choices=((10, _("10 seconds")), (60, _("1 minute")), (300, _("5 minutes"))),
        initial=60,
        widget=forms.Select(attrs={"class": "utrecht-select"}),
    )
    further = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=HIGHEST_KEY)


class ShareForm(PlainForm):
    dossier = NameField(
        label=_("Dossier"),
        required=False,
        help_text=_("The plan stands with it, and its partners may see the plan."),
    )
    is_shared = forms.BooleanField(label=_("Partners of this dossier may see the plan"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = projects_visible_to(user)
        self.fields["dossier"].offer(projects, projects.order_by("title"))  # type: ignore[attr-defined]


class AgreeForm(PlainForm):
    decision = SafeModelChoiceField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("none yet"),
        help_text=_("The decision in which this plan was agreed on."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recent = decisions_visible_to(user).order_by("-decided_on").values_list("pk", flat=True)
        kept = Decision.objects.filter(pk__in=list(recent[:RECENT_DECISIONS]))
        self.fields["decision"].queryset = kept  # type: ignore[attr-defined]
