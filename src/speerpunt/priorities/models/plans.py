"""The plan: edition, priority, aim, challenge."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Health, Visibility
from speerpunt.core.models import CollectiveModel, LongTextField

from ..enums import EditionStatus


class PlanEdition(CollectiveModel):
    """One edition of the plan, usually for two years."""

    title = models.CharField(_("title"), max_length=160)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    status = models.CharField(
        _("status"), max_length=8, choices=EditionStatus.choices, default=EditionStatus.DRAFT
    )
    summary = LongTextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("plan edition")
        verbose_name_plural = _("plan editions")
        ordering = ("-start",)
        constraints = (
            models.UniqueConstraint(fields=("collective", "title"), name="edition_title_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="edition_ends_after_start"),
            models.UniqueConstraint(
                fields=("collective",), condition=Q(status="current"), name="edition_one_current"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("priorities:edition", self.pk)


class Priority(CollectiveModel):
    """A priority of an edition; a sub-priority has a parent."""

    edition = models.ForeignKey(
        PlanEdition, on_delete=models.CASCADE, related_name="priorities", verbose_name=_("plan edition")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=60)
    summary = LongTextField(_("summary"), blank=True)
    health = models.CharField(
        _("how it stands"), max_length=12, choices=Health.choices, default=Health.NOT_STARTED
    )
    health_reason = models.CharField(_("why, in one line"), max_length=160, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ("number", "title")
        constraints = (models.UniqueConstraint(fields=("edition", "slug"), name="priority_address_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("priorities:priority", self.slug)


class Aim(CollectiveModel):
    """What we want to reach within a priority."""

    priority = models.ForeignKey(
        Priority, on_delete=models.CASCADE, related_name="aims", verbose_name=_("priority")
    )
    title = models.CharField(_("title"), max_length=200)
    text = LongTextField(_("explanation"), blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("aim")
        verbose_name_plural = _("aims")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class Challenge(CollectiveModel):
    """A larger task under which projects belong together."""

    priority = models.ForeignKey(
        Priority, on_delete=models.CASCADE, related_name="challenges", verbose_name=_("priority")
    )
    title = models.CharField(_("title"), max_length=200)
    text = LongTextField(_("explanation"), blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title
