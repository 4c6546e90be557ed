"""A request that names itself is done once, however often it comes."""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from ..models import LONGEST_KEY, AccessToken, RepeatKey
from ..problems import ApiProblem, Trouble

KEPT = timedelta(days=1)


def asked_digest(path: str, body: bytes) -> str:
    return sha256(path.encode() + b"\n" + body).hexdigest()


def claim_key(token: AccessToken, key: str, *, digest: str) -> RepeatKey:
    """Within the transaction of the request. Whoever comes second waits here until the first is done."""
    assert transaction.get_connection().in_atomic_block
    if not key.isascii() or not key.isprintable() or len(key) > LONGEST_KEY:
        raise ApiProblem(Trouble.UNREADABLE, _("Idempotency-Key holds 1 to 200 plain signs."))
    given = {"collective_id": token.collective_id, "digest": digest}
    found, is_new = RepeatKey.objects.get_or_create(token=token, key=key, defaults=given)
    if not is_new and found.digest != digest:
        raise ApiProblem(Trouble.KEY_USED, _("This key was used for another request. Choose a new one."))
    return found


def keep_answer(claimed: RepeatKey, made_id: int) -> None:
    claimed.made_id = made_id
    claimed.save(update_fields=["made_id"])


def forget_old_keys() -> None:
    with scopes_disabled():
        RepeatKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
