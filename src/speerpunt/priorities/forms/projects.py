"""The form of a project, whole for the office and narrower for who works on it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Theme
from speerpunt.core.models import User
from speerpunt.members.enums import BodyKind, OrganisationKind
from speerpunt.members.forms.fields import DayField, PeriodMixin, PlainForm, PlainModelForm
from speerpunt.members.models import Body, Person, Seat
from speerpunt.places.models import Area

from ..enums import EditionStatus
from ..models import Challenge, PlanEdition, Priority, Project
from .fields import EuroField, ReasonMixin

# These decide who may see or change a project, so only who may place it fills them in.
PLACING = ("priority", "lead", "core_team", "visibility")
LONGEST_ID = 18
OUR_BODIES = tuple(kind for kind in BodyKind if kind is not BodyKind.OUTSIDE_BODY)


class PriorityChoice(forms.ModelChoiceField):
    def label_from_instance(self, priority: Any) -> str:
        if priority.parent is None:
            return f"{priority.number} {priority.title}"
        return f"{priority.parent.number}.{priority.number} {priority.title}"


class ChallengeChoice(forms.ModelChoiceField):
    def label_from_instance(self, challenge: Any) -> str:
        return f"{challenge.priority.number} {challenge.title}"


class AreaChoices(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """A number that no row can have is not there, as any other; SQLite would stumble over it."""
        beyond = next((each for each in value or () if len(str(each)) > LONGEST_ID), None)
        if beyond is not None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": beyond})
        return super().clean(value)


class ProjectForm(ReasonMixin, PeriodMixin, PlainModelForm):
    priority = PriorityChoice(
        label=gettext_lazy("Priority"), queryset=None, empty_label=gettext_lazy("Choose a priority")
    )
    challenge = ChallengeChoice(
        label=gettext_lazy("Challenge"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No challenge"),
        help_text=gettext_lazy("A challenge of another priority falls away."),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"),
        choices=Theme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas = AreaChoices(
        label=gettext_lazy("Areas"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    core_team = forms.ModelChoiceField(
        label=gettext_lazy("Core team"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No core team"),
    )
    lead = forms.ModelChoiceField(
        label=gettext_lazy("Who is in the lead"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    next_step_by = forms.ModelChoiceField(
        label=gettext_lazy("Who acts"), queryset=None, required=False, empty_label=gettext_lazy("Nobody yet")
    )
    next_step_due = DayField(label=gettext_lazy("By"), required=False)
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Until"), required=False)
    budget_eur_cents = EuroField(label=gettext_lazy("Budget in euros"), required=False)

    class Meta:
        model = Project
        fields = (
            "title",
            "summary",
            "priority",
            "challenge",
            "level",
            "collective_role",
            "service_kind",
            "phase",
            "health",
            "health_reason",
            "next_step",
            "next_step_by",
            "next_step_due",
            "next_step_assumed",
            "lead",
            "core_team",
            "start",
            "end",
            "dates_assumed",
            "budget_eur_cents",
            "latitude",
            "longitude",
            "visibility",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "latitude": forms.NumberInput(attrs={"step": "any", "class": "short", "min": -90, "max": 90}),
            "longitude": forms.NumberInput(attrs={"step": "any", "class": "short", "min": -180, "max": 180}),
        }
        help_texts = {
            "summary": gettext_lazy("The first sentence stands under the title. Keep it short."),
            "health_reason": gettext_lazy("One line that tells an outsider why."),
            "dates_assumed": gettext_lazy("Tick this when nobody has agreed on these dates yet."),
            "next_step": gettext_lazy("What has to happen first, in a few words."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["priority"].queryset = self._priorities()
        fields["challenge"].queryset = self._challenges()
        fields["areas"].queryset = Area.objects.kept().only("pk", "name")
        fields["core_team"].queryset = Body.objects.filter(self._own_body())
        fields["lead"].queryset = fields["next_step_by"].queryset = self._people(user)
        if self.instance.pk:
            self.initial["themes"] = [row.theme for row in self.instance.themes.all()]
            self.initial["areas"] = [area.pk for area in self.instance.areas.all()]
        if not user.has_perm("priorities.place_project", self.instance):
            for name in PLACING:
                del fields[name]

    def _priorities(self) -> Any:
        """Of the plan that the project is in, or of those that still apply."""
        editions = PlanEdition.objects.exclude(status=EditionStatus.PAST)
        wanted = Q(edition__in=editions)
        if self.instance.priority_id:
            wanted |= Q(edition=self.instance.priority.edition_id)
        rows = Priority.objects.filter(wanted).select_related("parent")
        return rows.order_by("edition", "parent__number", "number")

    def _challenges(self) -> Any:
        """Those of its own priority and the one above; another priority is saved first."""
        challenges = Challenge.objects.select_related("priority").order_by("priority__number", "position")
        if not self.instance.priority_id:
            return challenges.filter(priority__edition__status=EditionStatus.CURRENT)
        priority = self.instance.priority
        return challenges.filter(priority_id__in=(priority.pk, priority.parent_id or priority.pk))

    def _own_body(self) -> Q:
        return Q(kind__in=OUR_BODIES) | Q(pk=self.instance.core_team_id or 0)

    def _people(self, user: User) -> Any:
        """Names of people stand in a list only for who may read that list; others choose from the core team."""
        seated = Q(pk__in=Seat.objects.active().filter(body=self.instance.core_team_id or 0).values("person"))
        if user.has_perm("members.list_people"):
            seated = Q(seats__isnull=False) | Q(roles__organisation__kind__in=_ORGANISED)
        known = Q(pk__in=(self.instance.lead_id or 0, self.instance.next_step_by_id or 0))
        return Person.objects.filter(seated | known, erased_at__isnull=True).distinct()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("latitude", _("Give both latitude and longitude, or neither."))
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(cleaned.get(name) or 0) > most:
                self.add_error(name, _("This is not a place on earth. Give it in degrees, as in 52.16."))
        return cleaned


class StandingForm(ProjectForm):
    """How it stands and what is next: what changes most often, and nothing else."""

    KEPT = (
        "phase",
        "health",
        "health_reason",
        "next_step",
        "next_step_by",
        "next_step_due",
        "next_step_assumed",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.KEPT):
            del self.fields[name]


_ORGANISED = tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.ENTERPRISE)


class CommentForm(PlainForm):
    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
