"""What an account asks for, and what two accounts swap."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, LongTextField
from speerpunt.core.texts import folded
from speerpunt.meetings.models import Decision
from speerpunt.members.models import Person
from speerpunt.priorities.models import Project

from ..enums import UNSETTLED, RequestState, SwapState
from .ledger import DrawingAccount, FundYear

IS_UNSETTLED = Q(state__in=UNSETTLED)


class FundingRequest(CollectiveModel):
    """An account asks for money. What was granted and paid stands in the ledger."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)

    account = models.ForeignKey(
        DrawingAccount, on_delete=models.PROTECT, related_name="requests", verbose_name=_("for")
    )
    # In which it is booked now; what is not settled goes along into the next.
    year = models.ForeignKey(
        FundYear, on_delete=models.PROTECT, related_name="requests", verbose_name=_("year")
    )
    title = models.CharField(_("what for"), max_length=160)
    purpose = LongTextField(_("what it brings, and for whom"), blank=True)
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="funding_requests",
        verbose_name=_("project"),
    )
    amount_eur_cents = models.BigIntegerField(_("amount asked"))
    state = models.CharField(
        _("state"), max_length=9, choices=RequestState.choices, default=RequestState.DRAFT, editable=False
    )
    asked_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
        editable=False,
    )
    asked_on = models.DateField(_("asked on"), null=True, editable=False)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_requests",
        verbose_name=_("decision of a meeting"),
    )
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    answer = LongTextField(_("in words"), max_length=1000, blank=True)
    account_due = models.DateField(_("to be accounted for by"), null=True, blank=True)
    # What was done with it; the evidence hangs on the request.
    account_given = LongTextField(_("what was done with it"), blank=True)
    accounted_on = models.DateField(_("accounted for on"), null=True, editable=False)
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("request for money")
        verbose_name_plural = _("requests for money")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("collective", "year", "state"), name="funding_request_of_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_eur_cents__gt=0), name="funding_request_asks_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(RequestState.APPROVED, RequestState.ACCOUNTED, RequestState.CLOSED))
                | Q(decision__isnull=False),
                name="funding_request_granted_by_meeting",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(f"{self.title} {self.purpose}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("funds:request", self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state in {RequestState.DRAFT, RequestState.ASKED}

    def is_account_late(self, on: date) -> bool:
        return self.state == RequestState.APPROVED and self.account_due is not None and self.account_due < on


class Swap(CollectiveModel):
    """One account gives room to another in a year. Booked when who speaks for each has consented."""

    year = models.ForeignKey(FundYear, on_delete=models.PROTECT, related_name="swaps", verbose_name=_("year"))
    giver = models.ForeignKey(
        DrawingAccount, on_delete=models.PROTECT, related_name="swaps_given", verbose_name=_("gives")
    )
    taker = models.ForeignKey(
        DrawingAccount, on_delete=models.PROTECT, related_name="swaps_taken", verbose_name=_("receives")
    )
    amount_eur_cents = models.BigIntegerField(_("amount"))
    reason = models.CharField(_("why, and what was agreed"), max_length=400)
    state = models.CharField(
        _("state"), max_length=9, choices=SwapState.choices, default=SwapState.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
        editable=False,
    )
    giver_consent_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("consent of who gives"),
        editable=False,
    )
    giver_consent_at = models.DateTimeField(_("consent of who gives at"), null=True, editable=False)
    taker_consent_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("consent of who receives"),
        editable=False,
    )
    taker_consent_at = models.DateTimeField(_("consent of who receives at"), null=True, editable=False)
    answer = models.CharField(_("in words"), max_length=400, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount_eur_cents__gt=0), name="swap_of_something"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="swap_between_two"),
            models.CheckConstraint(
                condition=~Q(state=SwapState.BOOKED)
                | Q(giver_consent_at__isnull=False, taker_consent_at__isnull=False),
                name="swap_booked_by_both",
            ),
            # One person cannot say yes for both, also when he speaks for both.
            models.CheckConstraint(
                condition=Q(giver_consent_by__isnull=True)
                | Q(taker_consent_by__isnull=True)
                | ~Q(giver_consent_by=F("taker_consent_by")),
                name="swap_consented_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    def get_absolute_url(self) -> str:
        return address("funds:swap", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == SwapState.PROPOSED
