"""Keys by which other systems come in, and what they asked for once."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User

LONGEST_KEY = 200


class AccessToken(CollectiveModel):
    """A key for another system: it may do what its owner may at that moment, as far as its scopes reach.

    Of the secret only a digest is kept; it is random enough that nobody guesses it from that.
    """

    name = models.CharField(_("name"), max_length=60)
    # Whose rights it has; it goes with the account.
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    scopes = models.JSONField(_("opens"), default=list)
    # The part by which it is found, which may be shown.
    prefix = models.CharField(_("begins with"), max_length=12, unique=True, editable=False)
    secret_digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    # The last day.
    expires_on = models.DateField(_("valid until"))
    # A day says enough, and costs one write a day.
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    # How many requests were granted since when, for the limit.
    counted_since = models.DateTimeField(null=True, editable=False)
    counted = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("api:token", self.pk)

    def is_over(self, on: date | None = None) -> bool:
        return self.expires_on < (on or timezone.localdate())

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and not self.is_over()


class RepeatKey(CollectiveModel):
    """A request that another system named, so that asking the same again makes nothing twice. Kept for a day."""

    token = models.ForeignKey(
        AccessToken, on_delete=models.CASCADE, related_name="repeat_keys", verbose_name=_("access key")
    )
    key = models.CharField(_("key"), max_length=LONGEST_KEY)
    # Of what was asked: the address and the body.
    digest = models.CharField(max_length=64)
    # What came of it: the row, which is told again as it is then and as far as it may still be seen.
    made_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("repeat key")
        verbose_name_plural = _("repeat keys")
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="repeat_key_once"),)

    def __str__(self) -> str:
        return self.key
