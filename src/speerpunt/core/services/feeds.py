"""A secret address at which a calendar program reads what somebody may see."""

from django.db import transaction

from ..digests import digest_of, new_secret
from ..models import Collective, FeedAddress, User


@transaction.atomic
def make_feed_address(collective: Collective, *, user: User) -> str:
    """A new secret; the one of before no longer opens anything."""
    secret = new_secret()
    FeedAddress.objects.filter(user=user).delete()
    FeedAddress.objects.create(collective=collective, user=user, secret_digest=digest_of(secret))
    return secret


@transaction.atomic
def withdraw_feed_address(user: User) -> bool:
    deleted, _by_model = FeedAddress.objects.filter(user=user).delete()
    return bool(deleted)
