"""What was computed of plans of works, kept so that a page that shows it computes nothing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel

from .plans import WorksPlan


class PlanFigures(CollectiveModel):
    """What a plan costs as its works lie now; they hold for one input, and are replaced after each move."""

    plan = models.OneToOneField(
        WorksPlan, on_delete=models.CASCADE, related_name="figures", verbose_name=_("plan of works")
    )
    # Of rules, works, roads and the weeks that they lie in.
    digest = models.CharField(max_length=64, editable=False)
    # Vehicle minutes per hour, the weeks added up.
    cost = models.FloatField(_("cost"))
    per_week = models.JSONField(default=list, editable=False)
    # Of all trips without works.
    base_minutes = models.FloatField(default=0.0)
    areas = models.JSONField(default=list, editable=False)
    # By area and week: minutes more a trip, and whether it is cut off.
    minutes = models.JSONField(default=list, editable=False)
    cut_off = models.JSONField(default=list, editable=False)
    seconds = models.FloatField(_("seconds"), default=0.0)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("figures of a plan of works")
        verbose_name_plural = _("figures of plans of works")

    def __str__(self) -> str:
        return f"{self.plan_id}"


class EffectsTable(CollectiveModel):
    """What single works and pairs of them do, from which a browser tells at once what a move does, roughly."""

    # Of the roads, and of what the works do to them.
    digest = models.CharField(max_length=64, editable=False)
    table = models.JSONField(default=dict, editable=False)
    seconds = models.FloatField(_("seconds"), default=0.0)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("table of effects of works")
        verbose_name_plural = _("tables of effects of works")
        constraints = (
            models.UniqueConstraint(fields=("collective", "digest"), name="effects_table_digest_once"),
        )

    def __str__(self) -> str:
        return self.digest
