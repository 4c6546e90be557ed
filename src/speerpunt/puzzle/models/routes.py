"""How one usually gets to an area."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel

from ..enums import Mode
from .roads import RoadNetwork


class UsualRoute(CollectiveModel):
    """From an edge of the city to an area and back, on roads as busy as they are without works; everybody may know it."""

    network = models.ForeignKey(
        RoadNetwork, on_delete=models.CASCADE, related_name="routes", verbose_name=_("road network")
    )
    # The zone at the edge; the area by its address, as the network names it.
    origin = models.CharField(max_length=64)
    origin_name = models.CharField(_("you come from"), max_length=120)
    area = models.CharField(_("area"), max_length=64)
    mode = models.CharField(_("kind of vehicle"), max_length=9, choices=Mode.choices)
    minutes_there = models.FloatField()
    minutes_back = models.FloatField()
    # Links by their ids, there and back together; streets and points of the way there.
    links = models.JSONField(default=list)
    streets = models.JSONField(default=list)
    points = models.JSONField(default=list)

    class Meta:
        verbose_name = _("usual route")
        verbose_name_plural = _("usual routes")
        constraints = (
            models.UniqueConstraint(fields=("network", "origin", "area", "mode"), name="usual_route_once"),
        )

    def __str__(self) -> str:
        return f"{self.origin_name} - {self.area}"
