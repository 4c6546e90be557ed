from datetime import timedelta
from typing import Any

from django.utils import timezone

from speerpunt.api.enums import SCOPES
from speerpunt.api.models import AccessToken
from speerpunt.api.services.tokens import make_token
from speerpunt.core.models import Collective, User

from .core import next_number


def make_key(collective: Collective, owner: User, **fields: Any) -> tuple[AccessToken, str]:
    """The key with its secret; it opens everything unless scopes are given."""
    fields.setdefault("name", f"Systeem {next_number()}")
    fields.setdefault("scopes", SCOPES)
    fields.setdefault("expires_on", timezone.localdate() + timedelta(days=30))
    return make_token(collective, owner=owner, **fields)
