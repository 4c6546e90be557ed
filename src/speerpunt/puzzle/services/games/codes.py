"""Codes that people read from a wall and type on a phone; guessing them is slowed down."""

import re
import secrets
import time
from hashlib import sha256

from django.core.cache import cache

# Without letters and digits that look alike: no I, L, O, S, and no 0, 1, 5.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
LENGTH = 6
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}", re.ASCII)
# A hall is behind one address, and people mistype.
MOST_WRONG, WITHIN_SECONDS = 40, 600


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def as_code(typed: str) -> str:
    """As it was meant; nothing where it cannot be one.

    >>> as_code(" abc-234 "), as_code("abc 10"), as_code("x" * 5000)
    ('ABC234', '', '')
    """
    if len(typed) > 4 * LENGTH:
        return ""
    code = typed.upper().replace(" ", "").replace("-", "")
    return code if CODE.fullmatch(code) else ""


def return_code_of(secret: str) -> str:
    """With which one comes back on another phone. It follows from the secret, and does not tell it.

    >>> CODE.fullmatch(return_code_of("x")) is not None
    True
    """
    number = int.from_bytes(sha256(f"return {secret}".encode()).digest())
    signs = []
    for _sign in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def has_guessed_too_often(visitor: str) -> bool:
    return bool(cache.get(_counter(visitor), 0) >= MOST_WRONG)


def count_wrong_guess(visitor: str) -> None:
    """Two at the same moment may count as one: it is a brake, the length of a code is the lock."""
    name = _counter(visitor)
    cache.set(name, cache.get(name, 0) + 1, WITHIN_SECONDS)


def _counter(visitor: str) -> str:
    turn = int(time.time() // WITHIN_SECONDS)
    return f"game-codes:{turn}:{sha256(visitor.encode()).hexdigest()[:20]}"
