"""Who follows the public page by mail, without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel
from speerpunt.places.models import Area

from ..enums import Mode, TellFrequency


class WorksFollower(CollectiveModel):
    """An address that wants to know of works near a place. It stands nowhere else, in no history, and goes with the row."""

    email = models.EmailField(_("mail address"))
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    mode = models.CharField(_("kind of vehicle"), max_length=9, choices=Mode.choices, blank=True)
    # The edge of the city from which he comes to the area, as routes name it.
    origin = models.CharField(_("you come from"), max_length=64, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=7, choices=TellFrequency.choices, default=TellFrequency.WEEKLY
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    # Whoever holds the mail says that it is his. Without that nothing more is sent, and the row goes within a week.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    next_at = models.DateTimeField(null=True, db_index=True, editable=False)
    # Up to which moment was looked for news; and of each work that he knows of, its days.
    looked_until = models.DateTimeField(null=True, editable=False)
    known = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("follower of works")
        verbose_name_plural = _("followers of works")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "email", "area", "postcode", "mode", "origin"),
                condition=Q(area__isnull=False),
                name="works_follower_of_area_once",
            ),
            models.UniqueConstraint(
                fields=("collective", "email", "postcode", "mode"),
                condition=Q(area__isnull=True),
                name="works_follower_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
