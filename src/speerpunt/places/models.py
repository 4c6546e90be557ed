"""Areas of the collective, who lies in them, and how they stand."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from speerpunt.core.addresses import address
from speerpunt.core.enums import Certainty, Theme
from speerpunt.core.geometry import bounds_of
from speerpunt.core.models import CollectiveModel, LongTextField
from speerpunt.members.models import Dated, DatedQuerySet, Organisation

from .enums import AmbitionKind, AreaKind, Direction


class AreaQuerySet(DatedQuerySet):
    def kept(self) -> "AreaQuerySet":
        return self.filter(trashed_at__isnull=True)


class Area(Dated):
    """A place that the collective names and draws itself: a polygon, a point, or not drawn yet."""

    derived_fields: ClassVar[tuple[str, ...]] = ("west", "south", "east", "north")

    kind = models.CharField(_("kind"), max_length=22, choices=AreaKind.choices)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    summary = models.CharField(_("in one sentence"), max_length=160, blank=True)
    # GeoJSON geometry in WGS84 (Polygon, MultiPolygon or Point); the box speeds up "which areas hold this point".
    geometry = models.JSONField(_("shape"), null=True, blank=True)
    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)
    certainty = models.CharField(
        _("certainty"), max_length=6, choices=Certainty.choices, default=Certainty.MEDIUM
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)

    objects = ScopedManager(
        _manager_class=models.Manager.from_queryset(AreaQuerySet), collective="collective"
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("collective", "slug"), name="area_address_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="area_within_another"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.west, self.south, self.east, self.north = self.box
        super().save(*args, **kwargs)

    @property
    def box(self) -> tuple[float | None, ...]:
        return bounds_of(self.geometry) if self.geometry else (None, None, None, None)

    def get_absolute_url(self) -> str:
        return address("places:area", self.slug)


class AreaAlias(Dated):
    """Another name of an area, now or in the past."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("area"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class AreaAssociation(Dated):
    """The association that speaks for an area; the two are different things."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="association_rows", verbose_name=_("area")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="area_rows", verbose_name=_("association")
    )

    class Meta:
        verbose_name = _("association of an area")
        verbose_name_plural = _("associations of areas")
        constraints = (
            models.UniqueConstraint(fields=("area", "organisation"), name="area_association_once"),
        )

    def __str__(self) -> str:
        return f"{self.area_id}/{self.organisation_id}"


class Placement(CollectiveModel):
    """An organisation lies in an area; follows from its point and the shape, never typed."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="placements", verbose_name=_("area")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="placements", verbose_name=_("organisation")
    )

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = (models.UniqueConstraint(fields=("area", "organisation"), name="placement_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.area_id}"


class Indicator(CollectiveModel):
    """Something measured: a number with a unit, a direction and a source."""

    slug = models.SlugField(_("address"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices, blank=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    # Ends of the scale on which it is drawn; empty: from the values.
    scale_low = models.FloatField(_("scale from"), null=True, blank=True)
    scale_high = models.FloatField(_("scale to"), null=True, blank=True)
    definition = LongTextField(_("definition"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("theme", "name")
        constraints = (models.UniqueConstraint(fields=("collective", "slug"), name="indicator_address_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("places:indicator", self.slug)


class Target(CollectiveModel):
    """What an indicator should be by a day, in one area or in the whole city."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, null=True, blank=True, related_name="targets", verbose_name=_("area")
    )
    value = models.FloatField(_("value"))
    due = models.DateField(_("by"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("due",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "area", "due"), name="target_once"),
            models.UniqueConstraint(
                fields=("indicator", "due"), condition=Q(area__isnull=True), name="target_once_in_the_city"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} ({self.due})"


class Measurement(CollectiveModel):
    """What an indicator was on a day, with who says so."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="measurements", verbose_name=_("indicator")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="measurements",
        verbose_name=_("area"),
    )
    value = models.FloatField(_("value"))
    measured_on = models.DateField(_("measured on"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=160, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("measured_on",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "area", "measured_on"), name="measurement_once"),
            models.UniqueConstraint(
                fields=("indicator", "measured_on"),
                condition=Q(area__isnull=True),
                name="measurement_once_in_the_city",
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} ({self.measured_on})"


class Ambition(CollectiveModel):
    """What an area wants on one theme, or the image of it that is strived for."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="ambitions", verbose_name=_("area"))
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices)
    kind = models.CharField(
        _("kind"), max_length=14, choices=AmbitionKind.choices, default=AmbitionKind.AMBITION
    )
    text = models.CharField(_("text"), max_length=240)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ambitions",
        verbose_name=_("measured by"),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_assumed = models.BooleanField(_("assumed"), default=False)

    class Meta:
        verbose_name = _("ambition")
        verbose_name_plural = _("ambitions")
        ordering = ("theme", "kind", "pk")

    def __str__(self) -> str:
        return self.text


class BaseMap(CollectiveModel):
    """The schematic map under everything: water, rail, roads and names, drawn by the collective."""

    features = models.JSONField(_("features"), default=dict)
    digest = models.CharField(max_length=32, editable=False)
    attribution = models.CharField(_("attribution"), max_length=200, blank=True)
    updated_on = models.DateField(_("updated on"), default=date.today)

    class Meta:
        verbose_name = _("base map")
        verbose_name_plural = _("base maps")
        constraints = (models.UniqueConstraint(fields=("collective",), name="base_map_once"),)

    def __str__(self) -> str:
        return self.attribution
