"""What a new collective still has to do before it can work; done when the rows are there."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective

from ..enums import OrganisationKind
from ..models import Organisation, Person, Seat


@dataclass(frozen=True)
class FirstStep:
    title: Any
    advice: Any
    page: str
    is_done: bool


def first_steps(collective: Collective) -> list[FirstStep]:
    kept = Organisation.objects.kept()
    return [
        FirstStep(
            _("Say who you are"),
            _("A few lines for visitors, and how they reach the office."),
            "members:manage_collective",
            bool(collective.introduction),
        ),
        FirstStep(
            _("Add the umbrella organisations"),
            _("The associations that together form the collective."),
            "members:organisation_add",
            kept.filter(kind=OrganisationKind.UMBRELLA).exists(),
        ),
        FirstStep(
            _("Bring in the register"),
            _("A list of enterprises from a spreadsheet."),
            "members:organisation_import",
            kept.filter(kind=OrganisationKind.ENTERPRISE).exists(),
        ),
        FirstStep(
            _("Fill the seats of the board"),
            _("Who sits in which body, from when."),
            "members:bodies",
            Seat.objects.exists(),
        ),
        FirstStep(
            _("Invite your colleagues"),
            _("Add people and send them an invitation."),
            "members:people",
            Person.objects.filter(user__isnull=False).count() > 1,
        ),
    ]
