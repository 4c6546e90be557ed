"""Keys of other systems, as somebody may see them, and the one that a secret opens."""

from hmac import compare_digest
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from speerpunt.core.digests import digest_of
from speerpunt.members.rules import standing

from ..models import AccessToken

MARK = "spt"
PREFIX_SIGNS = 8
LONGEST_SECRET = 100


def tokens_visible_to(user: Any) -> QuerySet[AccessToken]:
    """One's own; the office sees those of everybody."""
    at = standing(user)
    if not at.is_signed_in:
        return AccessToken.objects.none()
    return AccessToken.objects.all() if at.is_office else AccessToken.objects.filter(owner=user)


def token_behind(secret: str) -> AccessToken | None:
    """The key of the collective at hand, if it opens anything today."""
    mark, _first, rest = secret.partition("_")
    prefix, _second, hidden = rest.partition("_")
    if mark != MARK or not hidden or len(secret) > LONGEST_SECRET or not secret.isascii():
        return None
    rows = AccessToken.objects.filter(
        prefix=prefix, revoked_at__isnull=True, expires_on__gte=timezone.localdate(), owner__is_active=True
    )
    found: AccessToken | None = rows.select_related("owner", "collective").first()
    if found is None or not compare_digest(found.secret_digest, digest_of(secret)):
        return None
    return found
