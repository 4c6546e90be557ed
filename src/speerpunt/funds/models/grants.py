"""Money from outside: grants and vouchers with conditions, instalments, and what is owed in return."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel, LongTextField
from speerpunt.core.texts import folded
from speerpunt.members.models import Person
from speerpunt.priorities.models import Project

from ..enums import GRANT_ENDED, DutyKind, GrantKind, GrantState

# Nothing of money is for everybody.
CIRCLES = [each for each in Visibility.choices if each[0] != Visibility.PUBLIC]


class Grant(CollectiveModel):
    """Money that an outside fund gives under conditions, or a voucher that it pays a bill with."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)

    kind = models.CharField(_("kind"), max_length=7, choices=GrantKind.choices, default=GrantKind.GRANT)
    title = models.CharField(_("what for"), max_length=160)
    fund = models.CharField(_("fund or scheme"), max_length=160)
    provider = models.CharField(_("given by"), max_length=160)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("project"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=GrantState.choices, default=GrantState.CONSIDERED
    )
    amount_eur_cents = models.BigIntegerField(_("amount"), null=True, blank=True)
    own_share_eur_cents = models.BigIntegerField(_("own share"), null=True, blank=True)
    own_share_from = models.CharField(_("where the own share comes from"), max_length=160, blank=True)
    conditions = LongTextField(_("conditions"), blank=True)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    # Who keeps an eye on it: he is told of its deadlines.
    lead = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("who keeps an eye on it"),
    )
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=CIRCLES, default=Visibility.BOARD
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("outside grant")
        verbose_name_plural = _("outside grants")
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_eur_cents__isnull=True) | Q(amount_eur_cents__gt=0),
                name="grant_of_something",
            ),
            models.CheckConstraint(
                condition=Q(own_share_eur_cents__isnull=True) | Q(own_share_eur_cents__gte=0),
                name="grant_own_share_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="grant_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(condition=~Q(visibility=Visibility.PUBLIC), name="grant_never_public"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(
            f"{self.title} {self.fund} {self.provider} {self.reference} {self.conditions}"
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("funds:grant", self.pk)

    @property
    def is_ended(self) -> bool:
        return self.state in GRANT_ENDED


class GrantInstalment(CollectiveModel):
    """A part of a grant that is expected on a day, and what came in of it."""

    grant = models.ForeignKey(
        Grant, on_delete=models.CASCADE, related_name="instalments", verbose_name=_("outside grant")
    )
    expected_on = models.DateField(_("expected on"))
    amount_eur_cents = models.BigIntegerField(_("amount expected"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    received_eur_cents = models.BigIntegerField(_("amount received"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ("expected_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount_eur_cents__gt=0), name="instalment_of_something"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_eur_cents__isnull=True)
                | Q(received_on__isnull=False, received_eur_cents__gt=0),
                name="instalment_received_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.expected_on)

    def is_late(self, on: date) -> bool:
        return self.received_on is None and self.expected_on < on


class GrantDuty(CollectiveModel):
    """What must be handed in for a grant, and by when."""

    grant = models.ForeignKey(
        Grant, on_delete=models.CASCADE, related_name="duties", verbose_name=_("outside grant")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=DutyKind.choices, default=DutyKind.REPORT)
    what = models.CharField(_("what"), max_length=200)
    due = models.DateField(_("by when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty of a grant")
        verbose_name_plural = _("duties of a grant")
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("collective", "done_on", "due"), name="grant_duty_by_day"),)

    def __str__(self) -> str:
        return self.what

    def is_late(self, on: date) -> bool:
        return self.done_on is None and self.due < on
