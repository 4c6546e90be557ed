"""What the engine computed, of which input, and how long that took."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel

from .roads import RoadNetwork


class ReachRun(CollectiveModel):
    """Who can be reached how well, week by week, while the works go on as they are planned now."""

    network = models.ForeignKey(
        RoadNetwork, on_delete=models.CASCADE, related_name="runs", verbose_name=_("road network")
    )
    # Of all that went in: the same input is not computed twice, and another input makes an answer old.
    digest = models.CharField(max_length=64, editable=False)
    first_monday = models.DateField(_("first week"))
    # Works under way in each week, by their number; None from where nobody knows.
    weeks = models.JSONField(_("weeks"), default=list)
    classes = models.JSONField(_("kinds of vehicle"), default=list)
    areas = models.JSONField(_("areas"), default=list)
    # Mean extra minutes a trip, out and in together: [weeks][classes][areas], None where not known or cut off.
    extra_minutes = models.JSONField(default=list)
    # [weeks][classes][areas]: nothing outside is left to go to.
    is_cut_off = models.JSONField(default=list)
    # [weeks][classes][areas]: share of the gateways that are still reached.
    gateways = models.JSONField(default=list)
    # By the number of a work: what it does to each area when it goes on alone, as the minutes of cars.
    alone = models.JSONField(default=dict, editable=False)
    trips_are_estimate = models.BooleanField(default=True)
    seconds = models.FloatField(_("seconds"), default=0.0)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("run on reachability")
        verbose_name_plural = _("runs on reachability")
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("collective", "digest"), name="reach_run_once"),)

    def __str__(self) -> str:
        return f"{self.first_monday} ({len(self.weeks)})"


class StateFlows(CollectiveModel):
    """How much traffic each road carries while certain works go on, for the map of a week."""

    run = models.ForeignKey(
        ReachRun, on_delete=models.CASCADE, related_name="flows", verbose_name=_("run on reachability")
    )
    # Of the works that go on.
    digest = models.CharField(max_length=64, editable=False)
    # Passenger car units per hour, in the order of the links of the network; nothing where no trips are known.
    volumes = models.JSONField(default=list, editable=False)
    # By link: kinds of vehicle that may not pass; the share that is left.
    closes = models.JSONField(default=dict, editable=False)
    narrows = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("flows of traffic")
        verbose_name_plural = _("flows of traffic")
        constraints = (models.UniqueConstraint(fields=("run", "digest"), name="state_flows_once"),)

    def __str__(self) -> str:
        return self.digest
