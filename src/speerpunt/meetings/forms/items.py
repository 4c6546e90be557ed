"""The forms of an item: one line to add it, the whole of it, where it goes, and what may go on an agenda."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from speerpunt.actions.queries.people import people_to_act
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.members.forms.fields import NameField, PlainForm, PlainModelForm
from speerpunt.members.models import Body, Person
from speerpunt.places.models import Area
from speerpunt.priorities.queries.visible import projects_visible_to

from ..enums import Access, ItemKind
from ..models import AgendaItem, Meeting
from ..queries.seats import people_with_seat
from ..queries.sources import Sources

LONGEST_ID = 18
LONGEST_ITEM = 600
BACKLOG = "voorraad"


class RowsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """A number that no row can have is not there, as any other; SQLite would stumble over it."""
        beyond = next((each for each in value or () if len(str(each)) > LONGEST_ID), None)
        if beyond is not None:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": beyond})
        return super().clean(value)


def minutes_field(initial: int = 10) -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutes"),
        initial=initial,
        validators=[MinValueValidator(0), MaxValueValidator(LONGEST_ITEM)],
        widget=forms.NumberInput(attrs={"min": 0, "max": LONGEST_ITEM, "step": 5}),
    )


class QuickItemForm(PlainForm):
    """The one line at the end of an agenda or a backlog."""

    title = forms.CharField(label=gettext_lazy("New item"), max_length=200)
    kind = forms.ChoiceField(
        label=pgettext_lazy("agenda item", "asked"), choices=ItemKind.choices, required=False
    )
    minutes = minutes_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["kind"] = cleaned.get("kind") or ItemKind.INFORMATION
        return cleaned


class ItemForm(PlainModelForm):
    introduced_by = NameField(label=gettext_lazy("Introduced by"), required=False)
    dossier = NameField(
        label=gettext_lazy("Dossier"),
        required=False,
        help_text=gettext_lazy("The project that it is about. Type the name, or a part of it."),
    )
    areas = RowsField(
        label=gettext_lazy("Areas"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = minutes_field()
    approves = forms.ModelChoiceField(
        label=gettext_lazy("Approves the minutes of"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("no minutes"),
    )

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "kind",
            "minutes",
            "question",
            "introduced_by",
            "dossier",
            "access",
            "approves",
            "areas",
        )
        widgets = {"question": forms.Textarea(attrs={"rows": 4})}
        labels = {"question": gettext_lazy("What is asked")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        self._offer_people(user, item)
        projects = projects_visible_to(user)
        self.fields["dossier"].offer(projects, projects.order_by("title"))  # type: ignore[attr-defined]
        # One that the visitor does not see keeps its place, without its name.
        seen = projects.filter(pk=item.dossier_id).first() if item.dossier_id else None
        self.initial["dossier"] = seen
        self.keeps_dossier = item.dossier_id is not None and seen is None
        self.fields["areas"].queryset = Area.objects.kept()  # type: ignore[attr-defined]
        self.fields["access"].choices = circles_within(item.meeting)  # type: ignore[attr-defined]
        self._offer_minutes(item)

    def _offer_people(self, user: Any, item: AgendaItem) -> None:
        people = people_to_act(user)
        if item.introduced_by_id:
            people = people | Person.objects.filter(pk=item.introduced_by_id, erased_at__isnull=True)
        self.fields["introduced_by"].offer(people, people_with_seat(item.body, people))  # type: ignore[attr-defined]

    def _offer_minutes(self, item: AgendaItem) -> None:
        if item.meeting is None:
            del self.fields["approves"]
            return
        before = Meeting.objects.filter(body=item.body_id, starts_at__lt=item.meeting.starts_at)
        field = self.fields["approves"]
        field.queryset = before.order_by("-starts_at")  # type: ignore[attr-defined]
        field.label_from_instance = said_meeting  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if self.keeps_dossier and values["dossier"] is None:
            values.pop("dossier")
        return values


def circles_within(meeting: Meeting | None) -> list[tuple[str, Any]]:
    """An item is never for more people than its meeting."""
    known = list(Access.choices)
    return known if meeting is None else known[Access.values.index(meeting.access) :]


def said_meeting(meeting: Meeting) -> str:
    day = said_as(timezone.localdate(meeting.starts_at), "j F Y")
    return f"{meeting.title}, {day}"


class ProposalForm(PlainForm):
    """Anybody who sits in the body may bring something up."""

    title = forms.CharField(label=gettext_lazy("What should we talk about"), max_length=200)
    question = forms.CharField(
        label=gettext_lazy("Why, and what do you ask"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dossier = NameField(label=gettext_lazy("Dossier"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = projects_visible_to(user)
        self.fields["dossier"].offer(projects, projects.order_by("title"))  # type: ignore[attr-defined]


class MoveItemForm(PlainForm):
    to = forms.ChoiceField(label=gettext_lazy("Where to"))

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], is_on_agenda: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(each.pk): each for each in meetings}
        choices = [(pk, said_meeting(each)) for pk, each in self.meetings.items()]
        if is_on_agenda:
            choices.append((BACKLOG, _("The backlog of this body")))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    @property
    def meeting(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data["to"])


class SourcesForm(PlainForm):
    """Everything that may go on an agenda, to be ticked."""

    template = forms.ModelChoiceField(
        label=gettext_lazy("Begin with a template"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("no template"),
    )
    actions = forms.BooleanField(label=gettext_lazy("Walk through the actions"), required=False)
    backlog = RowsField(
        label=gettext_lazy("From the backlog"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decisions = RowsField(
        label=gettext_lazy("Decisions that are near"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dossiers = RowsField(
        label=gettext_lazy("Dossiers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sources: Sources, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        for name in ("template", "backlog", "decisions", "dossiers"):
            rows = sources.templates if name == "template" else getattr(sources, name)
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["decisions"].label_from_instance = _said_decision  # type: ignore[attr-defined]
        for name in ("template", "backlog", "decisions", "dossiers"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        if not sources.open_actions:
            del self.fields["actions"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.values()) and not self.errors:
            raise ValidationError(_("Nothing is ticked. Choose what goes on the agenda."))
        return cleaned


def _said_decision(milestone: Any) -> str:
    return f"{milestone.title} · {milestone.project} · {said_as(milestone.due, 'j F Y')}"


class TemplateForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    body = forms.ModelChoiceField(
        label=gettext_lazy("Body"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("every body"),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class TemplateItemForm(PlainForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("agenda item", "asked"), choices=ItemKind.choices)
    minutes = minutes_field()
    access = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Access.choices, initial=Access.BODY
    )
    is_for_minutes = forms.BooleanField(label=gettext_lazy("Approves the minutes before"), required=False)


class BaseTemplateItems(forms.BaseFormSet):  # type: ignore[type-arg]
    """A line without a title is left out; the lines stand in the order in which they were sent."""

    @property
    def values(self) -> list[dict[str, Any]]:
        filled = [each.cleaned_data for each in self.forms if each.cleaned_data.get("title")]
        return [dict(each) for each in filled]

    def clean(self) -> None:
        if not self.errors_in_forms and not self.values:
            raise ValidationError(_("Write at least one item."))

    @property
    def errors_in_forms(self) -> bool:
        return any(each.errors for each in self.forms)


TemplateItems = forms.formset_factory(
    TemplateItemForm, formset=BaseTemplateItems, extra=3, max_num=40, absolute_max=60
)
