"""Who has drawing rights, in which years, and the ledger that is only added to. No balance is stored."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, Frozen, Refusal
from speerpunt.members.models import Organisation, Person
from speerpunt.places.models import Area

from ..enums import COMMITMENT, CORRECTED, OF_REQUEST, OF_SWAP, ROOM, EntryKind

MESSAGE_OVERDRAWN = "no more can be granted than the yield and the savings"
MESSAGE_OVERSPENT = "no more can be paid than was granted"
MESSAGE_CLOSED = "this year is closed"
MESSAGE_ACCOUNT = "a request is paid from its own account"
MESSAGE_CORRECTED = "a correction takes away no more than there was"
MESSAGE_APPEND_ONLY = "the ledger is only added to"
MESSAGE_LEFT = "a year closes when what is left has gone to the next"


def effect_of(row: str, effects: Mapping[str, int]) -> str:
    """What an entry adds, in SQL."""
    whens = " ".join(
        f"WHEN '{EntryKind(kind).value}' THEN {sign} * {row}.amount_eur_cents"
        for kind, sign in effects.items()
    )
    return f"(CASE {row}.kind {whens} ELSE 0 END)"


def _falls_short(effects: Mapping[str, int], whose: str) -> str:
    """The new entry takes away more than what the entries of the same year and `whose` leave."""
    new, there = effect_of("NEW", effects), effect_of("entry", effects)
    # Names of our own tables and columns only.
    left = (
        f"(SELECT COALESCE(SUM({there}), 0) FROM funds_ledgerentry entry "  # noqa: S608
        f"WHERE entry.year_id = NEW.year_id AND entry.{whose} = NEW.{whose})"
    )
    return f"{new} < 0 AND {left} + {new} < 0"


# Names of our own tables and columns only.
ANYTHING_LEFT = (
    "NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND EXISTS ("  # noqa: S608
    "SELECT 1 FROM funds_ledgerentry entry WHERE entry.year_id = NEW.id GROUP BY entry.account_id "
    f"HAVING SUM({effect_of('entry', ROOM)}) <> 0 OR SUM({effect_of('entry', COMMITMENT)}) <> 0)"
)


class DrawingAccount(CollectiveModel):
    """What an area or a sector may draw on. Its associations speak for an area, one organisation for a sector."""

    name = models.CharField(_("name"), max_length=120)
    area = models.OneToOneField(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drawing_account",
        verbose_name=_("area"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drawing_accounts",
        verbose_name=_("who speaks for the sector"),
    )
    # Takes part in years to come; what it did stays to be read.
    is_active = models.BooleanField(_("takes part"), default=True)

    class Meta:
        verbose_name = _("drawing account")
        verbose_name_plural = _("drawing accounts")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "name"),
                name="drawing_account_name_once",
                violation_error_message=_("This name is taken already."),
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=False, organisation__isnull=True)
                | Q(area__isnull=True, organisation__isnull=False),
                name="drawing_account_of_area_or_sector",
                violation_error_message=_("Choose an area, or who speaks for a sector; not both."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("funds:statement", self.pk)


class FundYear(CollectiveModel):
    """A year of drawing rights. Closed, it stays as it is: what was left is in the next one."""

    frozen: ClassVar[Frozen] = Frozen(((), "closed_at"), ("year", "closed_at"))
    refusals: ClassVar[tuple[Refusal, ...]] = (
        Refusal(
            "left",
            ("UPDATE",),
            ANYTHING_LEFT,
            MESSAGE_LEFT,
        ),
    )

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2199)]
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("year of drawing rights")
        verbose_name_plural = _("years of drawing rights")
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=("collective", "year"), name="fund_year_once"),)

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return address("funds:year", self.year)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


COLUMNS = (
    "collective_id",
    "year_id",
    "account_id",
    "kind",
    "amount_eur_cents",
    "day",
    "text",
    "request_id",
    "swap_id",
    "corrects_id",
    "booked_at",
)


class LedgerEntry(CollectiveModel):
    """One line of the ledger of an account in a year. Every sum follows from these."""

    refusals: ClassVar[tuple[Refusal, ...]] = (
        Refusal(
            "room",
            ("INSERT",),
            _falls_short(ROOM, "account_id"),
            MESSAGE_OVERDRAWN,
            ("funds_fundyear", "year_id"),
        ),
        Refusal(
            "commitment",
            ("INSERT",),
            _falls_short(COMMITMENT, "request_id"),
            MESSAGE_OVERSPENT,
            ("funds_fundyear", "year_id"),
        ),
        Refusal(
            "closed",
            ("INSERT",),
            "EXISTS (SELECT 1 FROM funds_fundyear held WHERE held.id = NEW.year_id AND held.closed_at IS NOT NULL)",
            MESSAGE_CLOSED,
            ("funds_fundyear", "year_id"),
        ),
        Refusal(
            "account",
            ("INSERT",),
            "NEW.request_id IS NOT NULL AND NEW.account_id <> "
            "(SELECT asked.account_id FROM funds_fundingrequest asked WHERE asked.id = NEW.request_id)",
            MESSAGE_ACCOUNT,
        ),
        Refusal(
            "corrected",
            ("INSERT",),
            "NEW.corrects_id IS NOT NULL AND NEW.amount_eur_cents + (SELECT SUM(entry.amount_eur_cents) "
            "FROM funds_ledgerentry entry WHERE NEW.corrects_id IN (entry.id, entry.corrects_id)) < 0",
            MESSAGE_CORRECTED,
            ("funds_ledgerentry", "corrects_id"),
        ),
        Refusal(
            "append-only",
            ("UPDATE",),
            " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in COLUMNS),
            MESSAGE_APPEND_ONLY,
        ),
        Refusal("never gone", ("DELETE",), "OLD.id IS NOT NULL", MESSAGE_APPEND_ONLY),
    )

    year = models.ForeignKey(
        FundYear, on_delete=models.PROTECT, related_name="entries", verbose_name=_("year")
    )
    account = models.ForeignKey(
        DrawingAccount, on_delete=models.PROTECT, related_name="entries", verbose_name=_("account")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind.choices)
    # Below zero only where it corrects another.
    amount_eur_cents = models.BigIntegerField(_("amount"))
    day = models.DateField(_("day"), default=timezone.localdate)
    text = models.CharField(_("description"), max_length=200)
    request = models.ForeignKey(
        "funds.FundingRequest",
        on_delete=models.PROTECT,
        null=True,
        related_name="entries",
        verbose_name=pgettext_lazy("request for money", "request"),
    )
    swap = models.ForeignKey(
        "funds.Swap", on_delete=models.PROTECT, null=True, related_name="entries", verbose_name=_("swap")
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", verbose_name=_("corrects")
    )
    booked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("booked by")
    )
    booked_at = models.DateTimeField(_("booked at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("day", "pk")
        indexes = (
            models.Index(fields=("year", "account", "kind", "amount_eur_cents"), name="ledger_sums"),
            models.Index(fields=("request", "kind"), name="ledger_of_request"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_eur_cents__gt=0) | (Q(amount_eur_cents__lt=0) & Q(corrects__isnull=False)),
                name="ledger_amount_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(kind__in=CORRECTED), name="ledger_corrects_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_REQUEST, request__isnull=False)
                | (~Q(kind__in=OF_REQUEST) & Q(request__isnull=True)),
                name="ledger_of_request_or_not",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_SWAP, swap__isnull=False)
                | (~Q(kind__in=OF_SWAP) & Q(swap__isnull=True)),
                name="ledger_of_swap_or_not",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_correction(self) -> bool:
        return self.corrects_id is not None
