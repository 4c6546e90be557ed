"""How somebody is told of what changes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Frequency
from .accounts import User
from .collectives import CollectiveModel


class FeedAddress(CollectiveModel):
    """A secret address at which a calendar program reads for somebody. Only a digest of the secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = (models.UniqueConstraint(fields=("collective", "user"), name="feed_address_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"


class Telling(CollectiveModel):
    """How often somebody wants to be told of what he follows, and until when he was told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    # Monday is 0.
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=0)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    # What happened up to this moment he knows.
    told_until = models.DateTimeField(default=timezone.now, editable=False)
    # Nothing: never.
    next_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = (models.UniqueConstraint(fields=("collective", "user"), name="telling_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.frequency}"
