"""Walks over every address by everybody with everything, or by some of them in turn.

On PostgreSQL `make test` tries a quarter: two of eight visitors come to each address, and each of them to a quarter of all. On
SQLite they all came a moment ago, and `make quality` sends everybody everywhere on both.
"""

from collections.abc import Sequence
from typing import TypeVar

Each = TypeVar("Each")
OF_EACH = 4


class Turns:
    are_taken = False


def in_turn(everybody: Sequence[Each], place: int) -> Sequence[Each]:
    """Whose turn it is at the address of this place in the table."""
    if not Turns.are_taken:
        return everybody
    count = max(1, len(everybody) // OF_EACH)
    far = len(everybody) // count
    return [everybody[(place + step * far) % len(everybody)] for step in range(count)]
