"""Who belongs to the collective: organisations, memberships, people, roles, bodies and seats."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from speerpunt.core.addresses import address
from speerpunt.core.enums import Level
from speerpunt.core.models import CollectiveModel, LongTextField, User, WebsiteField
from speerpunt.core.texts import folded

from .enums import (
    BodyKind,
    Branch,
    LocationSource,
    OrganisationKind,
    RoleKind,
    SbiVersion,
    SeatKind,
    SizeClass,
)

# A longer text would not fit PostgreSQL's index.
SEARCHED_SIGNS = 600

ENDS_AFTER_START = Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start"))


class DatedQuerySet(models.QuerySet[Any]):
    def active(self, on: date | None = None) -> "DatedQuerySet":
        """Rows that hold on the day; the end date is the last day."""
        day = on or timezone.localdate()
        return self.filter(Q(start__isnull=True) | Q(start__lte=day), Q(end__isnull=True) | Q(end__gte=day))


class Dated(CollectiveModel):
    """Holds from `start` up to and including `end`; an empty side is open."""

    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)

    objects = ScopedManager(
        _manager_class=models.Manager.from_queryset(DatedQuerySet), collective="collective"
    )

    class Meta:
        abstract = True

    def is_active(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)


class OrganisationQuerySet(models.QuerySet[Any]):
    def kept(self) -> "OrganisationQuerySet":
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> "OrganisationQuerySet":
        return self.filter(trashed_at__isnull=False)


class Organisation(CollectiveModel):
    """Any organisation that the collective deals with, from umbrella to enterprise."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text", "updated_at")

    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=200)
    description = LongTextField(_("description"), blank=True)
    kvk_number = models.CharField(
        _("KVK number"), max_length=8, blank=True, validators=[RegexValidator(r"^\d{8}$", _("Eight digits."))]
    )
    branch_number = models.CharField(
        _("branch number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", _("Twelve digits."))],
    )
    sbi_code = models.CharField(
        _("SBI code"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2,6}$", _("Two to six digits."))],
    )
    sbi_version = models.CharField(_("SBI version"), max_length=4, choices=SbiVersion.choices, blank=True)
    branch = models.CharField(_("branch"), max_length=14, choices=Branch.choices, blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    size_class = models.CharField(_("size"), max_length=6, choices=SizeClass.choices, blank=True)
    street = models.CharField(_("street"), max_length=120, blank=True)
    house_number = models.CharField(_("house number"), max_length=12, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=6,
        blank=True,
        validators=[
            RegexValidator(r"^[1-9]\d{3}[A-Z]{2}$", _("Four digits and two capitals, as in 2312AB."))
        ],
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    location_source = models.CharField(
        _("source of the place"), max_length=8, choices=LocationSource.choices, blank=True
    )
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    website = WebsiteField(_("website"), blank=True)
    search_text = models.TextField(editable=False, default="")
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ScopedManager(
        _manager_class=models.Manager.from_queryset(OrganisationQuerySet), collective="collective"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        indexes = (
            # Begins with the folded name, so this sorts the register as people read it; the count needs no table.
            models.Index(
                fields=("collective", "trashed_at", "search_text", "id"), name="organisation_register"
            ),
            models.Index(
                fields=("collective", "kind", "trashed_at", "name", "jobs"), name="organisation_kind"
            ),
            models.Index(fields=("collective", "postcode"), name="organisation_postcode"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "kvk_number", "branch_number"),
                condition=~Q(kvk_number="") & Q(trashed_at__isnull=True),
                name="organisation_registered_once",
                violation_error_message=_("An organisation with this KVK and branch number exists already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="organisation_whole_point",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.as_searched()
        super().save(*args, **kwargs)

    def as_searched(self) -> str:
        parts = (self.name, self.kvk_number, self.branch_number, self.street, self.postcode, self.city)
        return folded(" ".join(part for part in parts if part))[:SEARCHED_SIGNS]

    def get_absolute_url(self) -> str:
        return address("members:organisation", self.pk)


class Membership(Dated):
    """An organisation belongs to an umbrella or association for a time; to several at once if need be."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("member")
    )
    umbrella = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="member_rows", verbose_name=_("umbrella")
    )
    dates_assumed = models.BooleanField(_("dates are assumed"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("umbrella__name", "start")
        indexes = (
            models.Index(fields=("collective", "organisation"), name="membership_organisation"),
            models.Index(fields=("collective", "umbrella"), name="membership_umbrella"),
        )
        constraints = (
            models.CheckConstraint(condition=ENDS_AFTER_START, name="membership_ends_after_start"),
            models.CheckConstraint(condition=~Q(organisation=F("umbrella")), name="membership_of_another"),
            models.UniqueConstraint(fields=("organisation", "umbrella", "start"), name="membership_once"),
            models.UniqueConstraint(
                fields=("organisation", "umbrella"),
                condition=Q(start__isnull=True),
                name="membership_once_undated",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.umbrella_id}"


def full_name(given_name: str, family_name: str) -> str:
    return f"{given_name} {family_name}".strip()


class Person(CollectiveModel):
    """Somebody the collective knows. Has an account only when invited."""

    personal_fields: ClassVar[tuple[str, ...]] = ("given_name", "family_name", "email", "phone")
    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)

    user = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("account"),
    )
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("last name"), max_length=120)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    search_text = models.TextField(editable=False, default="")
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("family_name", "given_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "user"), condition=Q(user__isnull=False), name="person_account_once"
            ),
        )

    def __str__(self) -> str:
        return full_name(self.given_name, self.family_name)

    @property
    def personal_owner_id(self) -> int:
        return self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(f"{self} {self.email}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("members:person", self.pk)


class OrganisationRole(Dated):
    """What a person is in an organisation, for a time. Rights follow from this."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="roles", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="roles", verbose_name=_("organisation")
    )
    kind = models.CharField(_("role"), max_length=12, choices=RoleKind.choices)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("organisation__name", "kind", "start")
        constraints = (models.CheckConstraint(condition=ENDS_AFTER_START, name="role_ends_after_start"),)

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Body(CollectiveModel):
    """A board, team or group that meets: our own, or one outside in which we hold seats."""

    kind = models.CharField(_("kind"), max_length=14, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("belongs to"),
    )
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, default=Level.LOCAL)
    purpose = LongTextField(_("purpose"), blank=True)
    planned_in_person = models.PositiveSmallIntegerField(_("meetings a year in person"), default=0)
    planned_online = models.PositiveSmallIntegerField(_("meetings a year online"), default=0)
    # Nothing: more than half of the seats that decide.
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("collective", "name"), name="body_name_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("members:body", self.pk)


class Seat(Dated):
    """A place in a body, on behalf of an organisation; vacant when nobody holds it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats", verbose_name=_("body"))
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("person"),
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("on behalf of"),
    )
    kind = models.CharField(_("seat"), max_length=10, choices=SeatKind.choices, default=SeatKind.MEMBER)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("body__name", "kind", "start")
        constraints = (models.CheckConstraint(condition=ENDS_AFTER_START, name="seat_ends_after_start"),)

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Invitation(CollectiveModel):
    """An account offered to a person by mail. Only a digest of the secret is kept."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("person")
    )
    email = models.EmailField(_("email"))
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.person_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
