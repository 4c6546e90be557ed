"""What to do when a bridge or road fails today."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User

from .roads import RoadNetwork


class RouteProtocol(CollectiveModel):
    """Which detours hold when roads fail on a day, with the works of that day."""

    name = models.CharField(_("what fails"), max_length=160)
    network = models.ForeignKey(
        RoadNetwork, on_delete=models.CASCADE, related_name="protocols", verbose_name=_("road network")
    )
    on = models.DateField(_("day"))
    # Links that fail; the zone that help comes from, nothing for the edges of the city.
    links = models.JSONField(_("roads"), default=list, editable=False)
    from_zone = models.CharField(_("help comes from"), max_length=60, blank=True)
    # Works of that day, by their number.
    works = models.JSONField(default=list, editable=False)
    # Of all that went in; the same is not computed twice.
    digest = models.CharField(max_length=64, editable=False)
    # Kinds of vehicle, each with its routes before and after; empty until it is computed.
    routes = models.JSONField(default=dict, editable=False)
    problem = models.CharField(_("reason"), max_length=400, blank=True, editable=False)
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    made_at = models.DateTimeField(_("made at"), null=True, editable=False)
    seconds = models.FloatField(_("seconds"), default=0.0)

    class Meta:
        verbose_name = _("route protocol")
        verbose_name_plural = _("route protocols")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("puzzle:protocol", self.pk)
