"""One thing that is the matter."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAMED = 5


@dataclass(frozen=True)
class Finding:
    # Stays the same in every language, for who watches by machine.
    code: str
    message: str
    advice: str


def some(names: Iterable[object]) -> str:
    """The first few, and how many there are."""
    listed = [str(name) for name in names]
    more = f" … ({len(listed)})" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more
