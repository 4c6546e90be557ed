from datetime import datetime

from ..digests import digest_of
from ..models import FeedAddress, User


def feed_owner(secret: str) -> User | None:
    """Whose calendar the secret opens in the collective at hand. What he may see is another question."""
    found = FeedAddress.objects.filter(secret_digest=digest_of(secret)).select_related("user").first()
    return found.user if found and found.user.is_active else None


def feed_address_made_at(user: User) -> datetime | None:
    """When somebody made a secret address for himself, if he has one."""
    return FeedAddress.objects.filter(user=user).values_list("created_at", flat=True).first()
