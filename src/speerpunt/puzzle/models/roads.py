"""The roads that works are laid on."""

from hashlib import sha256

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel


class RoadNetwork(CollectiveModel):
    """A road network at planning level with its trips, as the tables that the engine reads (GMNS)."""

    name = models.CharField(_("name"), max_length=120)
    node_table = models.TextField(_("junctions and zones"), editable=False)
    link_table = models.TextField(_("roads"), editable=False)
    # Nothing: times are those of the empty road.
    trips_table = models.TextField(_("trips"), blank=True, editable=False)
    # Zones of each area, by the address of the area.
    zones_of_areas = models.JSONField(_("zones of areas"), default=dict, blank=True)
    # Of all tables: what was computed on a network holds for one with the same digest.
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("road network")
        verbose_name_plural = _("road networks")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        tables = (self.node_table, self.link_table, self.trips_table)
        self.digest = sha256("\0".join(tables).encode()).hexdigest()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
