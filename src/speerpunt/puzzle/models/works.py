"""Works on roads, bridges and quays, events and policy measures: when, where, and what they do to a road."""

from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from speerpunt.core.addresses import address
from speerpunt.core.enums import Certainty, Visibility
from speerpunt.core.models import CollectiveModel, LongTextField, User, WebsiteField
from speerpunt.core.texts import folded
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import (
    Direction,
    Hindrance,
    MeasureKind,
    SnapState,
    SourceKind,
    WorkKind,
    WorkStatus,
)


class WorkSource(CollectiveModel):
    """Where works come from, time and again."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=6, choices=SourceKind.choices)
    # Empty: somebody uploads a file.
    url = models.URLField(_("address"), max_length=400, blank=True)
    every_hours = models.PositiveSmallIntegerField(_("read every so many hours"), null=True, blank=True)
    # Taken over at once, or kept to be looked at first.
    is_taken_over = models.BooleanField(_("take it over at once"), default=False)
    # Whose right it is read with.
    set_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("set by"), editable=False
    )
    asked_at = models.DateTimeField(_("asked last at"), null=True, editable=False)
    problem = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    read_at = models.DateTimeField(_("read last at"), null=True, editable=False)
    # The last day of which it says anything: after it nothing is known, which is not the same as no hindrance.
    horizon = models.DateField(_("known until"), null=True, editable=False)

    class Meta:
        verbose_name = _("source of works")
        verbose_name_plural = _("sources of works")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("collective", "name"), name="work_source_once"),)

    def __str__(self) -> str:
        return self.name


class WorkQuerySet(models.QuerySet["Work"]):
    def kept(self) -> "WorkQuerySet":
        return self.filter(trashed_at__isnull=True)


class Work(CollectiveModel):
    """Something that stands in the way of traffic for a time, or changes it: works, an event, a policy measure."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text", "updated_at")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=WorkKind.choices)
    status = models.CharField(
        _("state"), max_length=9, choices=WorkStatus.choices, default=WorkStatus.PLANNED
    )
    description = LongTextField(_("what it is"), blank=True)
    hindrance = models.CharField(_("hindrance"), max_length=7, choices=Hindrance.choices, blank=True)
    # GeoJSON in WGS84; nothing where the source does not say where it is.
    geometry = models.JSONField(_("place"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True, editable=False)
    longitude = models.FloatField(_("longitude"), null=True, blank=True, editable=False)
    road = models.CharField(_("road"), max_length=160, blank=True)
    authority = models.CharField(_("authority"), max_length=120, blank=True)
    # Whom to talk to, as a role: names of people stand with the people.
    contact_role = models.CharField(_("whom to talk to"), max_length=160, blank=True)
    url = WebsiteField(_("address"), blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="works", verbose_name=_("areas"))
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="works",
        verbose_name=_("dossier"),
    )
    source = models.ForeignKey(
        WorkSource,
        on_delete=models.SET_NULL,
        null=True,
        related_name="works",
        verbose_name=_("source"),
        editable=False,
    )
    # Of its source or, for what is written down here, of whoever does the work.
    outside_id = models.CharField(_("number at the source"), max_length=120, blank=True)
    # What the source said last, so that what changed here is not undone by what did not change there.
    source_values = models.JSONField(default=dict, editable=False)
    # Of these, so that a file is compared without reading them all.
    source_digest = models.CharField(max_length=32, default="", editable=False)
    # Of what vanished; all else is seen whenever its source is read.
    last_seen_at = models.DateTimeField(_("last seen at the source"), null=True, editable=False)
    vanished_at = models.DateTimeField(_("no longer at the source since"), null=True, editable=False)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, editable=False)
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ScopedManager(
        _manager_class=models.Manager.from_queryset(WorkQuerySet), collective="collective"
    )

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ("name", "pk")
        indexes = (
            models.Index(fields=("collective", "status"), name="work_status"),
            models.Index(fields=("source", "outside_id"), name="work_at_source"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("source", "outside_id"), condition=~Q(outside_id=""), name="work_of_source_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = self.as_searched()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def as_searched(self) -> str:
        return folded(f"{self.name} {self.road} {self.description} {self.authority}")

    def get_absolute_url(self) -> str:
        return address("puzzle:work", self.pk)

    @property
    def seen_at(self) -> datetime | None:
        """When its source named it last."""
        return self.last_seen_at or (self.source.read_at if self.source else None)


class WorkPhase(CollectiveModel):
    """A period in which a work goes on. An open side is not known."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="phases", verbose_name=_("work"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    start_certainty = models.CharField(
        _("how sure the start is"), max_length=6, choices=Certainty.choices, default=Certainty.MEDIUM
    )
    end_certainty = models.CharField(
        _("how sure the end is"), max_length=6, choices=Certainty.choices, default=Certainty.MEDIUM
    )
    outside_id = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("phase of a work")
        verbose_name_plural = _("phases of works")
        ordering = ("work", "position", "pk")
        indexes = (models.Index(fields=("collective", "start", "end"), name="work_phase_period"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="work_phase_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.start} - {self.end}"


class WorkLine(CollectiveModel):
    """What happens on a stretch of road during a work, or the way around it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="lines", verbose_name=_("work"))
    # Nothing: during all phases.
    phase = models.ForeignKey(
        WorkPhase,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("phase"),
    )
    is_detour = models.BooleanField(_("is a detour"), default=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(
        _("measure"), max_length=8, choices=MeasureKind.choices, default=MeasureKind.CLOSED
    )
    geometry = models.JSONField(_("line"), null=True, blank=True)
    direction = models.CharField(
        _("direction"), max_length=7, choices=Direction.choices, default=Direction.BOTH
    )
    # Kinds of vehicle that it holds for.
    modes = models.JSONField(_("for"), default=list, blank=True)
    share_left = models.FloatField(
        _("share of the road that is left"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.05), MaxValueValidator(1.0)],
    )
    speed_kmh = models.PositiveSmallIntegerField(_("speed in km/h"), null=True, blank=True)
    # Nothing: the source does not say.
    lets_emergency_pass = models.BooleanField(_("emergency vehicles pass"), null=True, blank=True)
    lets_bus_pass = models.BooleanField(_("buses pass"), null=True, blank=True)
    outside_id = models.CharField(max_length=160, blank=True, editable=False)
    # Links of the network that it means, and how sure that is.
    links = models.JSONField(_("links"), default=list, editable=False)
    snap_state = models.CharField(
        _("place on the network"), max_length=9, choices=SnapState.choices, default=SnapState.NOWHERE
    )
    snap_confidence = models.FloatField(null=True, editable=False)
    snap_metres = models.FloatField(null=True, editable=False)
    # Why somebody should look at it, as in `SnapDoubt`.
    snap_doubts = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("stretch of a work")
        verbose_name_plural = _("stretches of works")
        ordering = ("work", "is_detour", "pk")

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())
