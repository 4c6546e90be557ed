"""Who may take part in what is decided about works, and who is asked to come and talk about them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, LongTextField, User
from speerpunt.meetings.models import Meeting
from speerpunt.members.models import Organisation, Person
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import InviteReason, Rung
from .clashes import Clash
from .works import Work


class Involvement(CollectiveModel):
    """How far who is touched by a work, or by a clash, may take part; the office says so, and why."""

    work = models.OneToOneField(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="involvement",
        verbose_name=_("work"),
    )
    clash = models.OneToOneField(
        Clash,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="involvement",
        verbose_name=_("clash"),
    )
    rung = models.CharField(_("rung of the ladder"), max_length=9, choices=Rung.choices)
    reason = LongTextField(_("why this rung"), blank=True)

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = (
            models.CheckConstraint(
                condition=Q(work__isnull=False, clash__isnull=True)
                | Q(work__isnull=True, clash__isnull=False),
                name="involvement_in_one_thing",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_rung_display())


class InvitationList(CollectiveModel):
    """Who is to come and talk about a work, a clash, or the works of a period."""

    name = models.CharField(_("name"), max_length=200)
    work = models.ForeignKey(
        Work,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation_lists",
        verbose_name=_("work"),
    )
    clash = models.ForeignKey(
        Clash,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation_lists",
        verbose_name=_("clash"),
    )
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("until"), null=True, blank=True)
    dossier = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation_lists",
        verbose_name=_("dossier"),
    )
    # Planned from this list.
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation_lists",
        verbose_name=_("meeting"),
        editable=False,
    )
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("invitation list")
        verbose_name_plural = _("invitation lists")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("puzzle:invitation_list", self.pk)


class Invitee(CollectiveModel):
    """Somebody on an invitation list, or an organisation of which we know nobody yet."""

    invitation_list = models.ForeignKey(
        InvitationList, on_delete=models.CASCADE, related_name="invitees", verbose_name=_("invitation list")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    area = models.ForeignKey(
        Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    reason = models.CharField(_("why"), max_length=11, choices=InviteReason.choices)

    class Meta:
        verbose_name = _("invitee")
        verbose_name_plural = _("invitees")
        # As they were thought of: by area, then bodies and partners, then who was added by hand.
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False), name="invitee_is_somebody"
            ),
            models.UniqueConstraint(fields=("invitation_list", "person"), name="invitee_person_once"),
            models.UniqueConstraint(
                fields=("invitation_list", "organisation"),
                condition=Q(person__isnull=True),
                name="invitee_organisation_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id}"
