"""Small forms for what hangs on a project or a priority."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.models import User
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.forms.fields import DayField, NameField, PlainModelForm
from speerpunt.members.models import Organisation
from speerpunt.members.queries.organisations import organisations_visible_to

from ..models import Aim, Challenge, Milestone, ProjectPart, ProjectPartner, Result


class PieceForm(PlainModelForm):
    """Every small form knows who fills it in, so that it can leave away what is not for them."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.offer()

    def offer(self) -> None:
        """Choices and fields that depend on the row or the person."""


class MilestoneForm(PieceForm):
    due = DayField(label=gettext_lazy("Date"))
    done_on = DayField(
        label=gettext_lazy("Done on"),
        required=False,
        help_text=gettext_lazy("Leave it empty while it is still to come."),
    )

    class Meta:
        model = Milestone
        fields = ("kind", "title", "due", "is_assumed", "decided_by", "done_on")
        help_texts = {"decided_by": gettext_lazy("For a decision: the council, the board, a steering group.")}


class PartForm(PieceForm):
    done_on = DayField(
        label=gettext_lazy("Done on"),
        required=False,
        help_text=gettext_lazy("Leave it empty while it is still to come."),
    )

    class Meta:
        model = ProjectPart
        fields = ("text", "done_on")


class PartnerForm(PieceForm):
    organisation = NameField(
        label=gettext_lazy("Organisation"), help_text=gettext_lazy("Type the name, or a part of it.")
    )

    class Meta:
        model = ProjectPartner
        fields = ("organisation", "part", "shares_dossier")
        help_texts = {
            "part": gettext_lazy("In one or two words: decides, advises, contributes."),
            "shares_dossier": gettext_lazy(
                "Everybody of this organisation can then read this page and its comments."
            ),
        }

    def offer(self) -> None:
        fields: dict[str, Any] = self.fields
        # Who works on a project without belonging to the collective learns no names of the register here.
        kept = organisations_visible_to(self.user)
        fields["organisation"].offer(kept, kept.exclude(kind=OrganisationKind.ENTERPRISE))
        if self.instance.pk:
            del fields["organisation"]
        if not self.user.has_perm("priorities.place_project"):
            del fields["shares_dossier"]

    def clean_organisation(self) -> Organisation:
        organisation: Organisation = self.cleaned_data["organisation"]
        if ProjectPartner.objects.filter(project=self.instance.project, organisation=organisation).exists():
            raise forms.ValidationError(_("This organisation is at the table already."))
        return organisation


class ResultForm(PieceForm):
    reached_on = DayField(label=gettext_lazy("Reached on"))

    class Meta:
        model = Result
        fields = ("kind", "title", "text", "reached_on", "is_assumed", "evidence", "visibility")
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "kind": gettext_lazy(
                "In the process: an agreement or decision. In practice: what people notice."
            ),
            "evidence": gettext_lazy("Where it can be seen: a decision, a count, a photo."),
        }

    def offer(self) -> None:
        self.fields["kind"].choices = Result._meta.get_field("kind").choices  # type: ignore[attr-defined]
        if not self.user.has_perm("priorities.place_project"):
            del self.fields["visibility"]


class AimForm(PieceForm):
    class Meta:
        model = Aim
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class ChallengeForm(PieceForm):
    class Meta:
        model = Challenge
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
