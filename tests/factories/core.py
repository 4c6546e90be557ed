from itertools import count
from typing import Any

from speerpunt.core.models import Collective, User

_numbers = count(1)


def next_number() -> int:
    return next(_numbers)


def make_collective(slug: str = "", **fields: Any) -> Collective:
    slug = slug or f"stad-{next_number()}"
    fields.setdefault("name", f"Ondernemend {slug.title()}")
    fields.setdefault("city", slug.title())
    return Collective.objects.create(slug=slug, **fields)


def make_user(email: str = "", password: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(email or f"iemand{next_number()}@voorbeeld.example", password, **fields)
