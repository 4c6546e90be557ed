"""Of a secret that stands in an address only a digest is kept."""

from hashlib import sha256
from secrets import token_urlsafe


def new_secret() -> str:
    return token_urlsafe(32)


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
