"""The schematic map under everything, drawn by the collective."""

import json
from hashlib import blake2s
from typing import Any

from django.db import transaction

from speerpunt.core.models import Collective

from ..models import BaseMap


@transaction.atomic
def draw_base_map(collective: Collective, *, features: dict[str, Any], attribution: str = "") -> BaseMap:
    """Replace the map. The digest tells browsers whether theirs is still the same."""
    written = json.dumps(features, sort_keys=True, separators=(",", ":"))
    digest = blake2s(f"{attribution}{written}".encode(), digest_size=16).hexdigest()
    found, _created = BaseMap.objects.update_or_create(
        collective=collective,
        defaults={"features": features, "digest": digest, "attribution": attribution},
    )
    return found
