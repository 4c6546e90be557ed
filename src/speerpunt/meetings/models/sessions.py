"""From what we want among ourselves to what we say to others."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, LongTextField, User
from speerpunt.members.models import Body
from speerpunt.priorities.models import Project

from ..enums import Access, PositionState
from .agenda import AgendaItem
from .meetings import Meeting
from .minutes import Decision


class Position(CollectiveModel):
    """What we want on a dossier, and how far who speaks for us may go."""

    dossier = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, related_name="positions", verbose_name=_("dossier")
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="positions", verbose_name=_("body"))
    # Where it was made.
    session = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="positions", verbose_name=_("internal session")
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("agreed by decision"),
    )
    title = models.CharField(_("title"), max_length=200)
    text = LongTextField(_("position"))
    mandate = LongTextField(_("mandate"), blank=True)
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices, default=Access.BODY)
    state = models.CharField(
        _("state"), max_length=8, choices=PositionState.choices, default=PositionState.DRAFT, editable=False
    )
    agreed_on = models.DateField(_("agreed on"), null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        editable=False,
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("dossier", "state"), name="position_of_dossier"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("meetings:position", self.pk)

    @property
    def is_draft(self) -> bool:
        return self.state == PositionState.DRAFT


class SharedPiece(CollectiveModel):
    """One thing that is shared with who is invited to a session with partners, from a day on."""

    session = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="shared_pieces", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="shared_as",
        verbose_name=_("agenda item"),
    )
    position = models.ForeignKey(
        Position,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="shared_as",
        verbose_name=_("position"),
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="shared_as",
        verbose_name=_("decision"),
    )
    # Nothing: at once.
    not_before = models.DateField(_("not before"), null=True, blank=True)
    shared_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    shared_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("shared piece")
        verbose_name_plural = _("shared pieces")
        ordering = ("session", "shared_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(item__isnull=False, position__isnull=True, decision__isnull=True)
                    | Q(item__isnull=True, position__isnull=False, decision__isnull=True)
                    | Q(item__isnull=True, position__isnull=True, decision__isnull=False)
                ),
                name="shared_piece_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.pk}"

    @property
    def thing(self) -> AgendaItem | Position | Decision | None:
        return self.item or self.position or self.decision
