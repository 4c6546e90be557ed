"""All that an importer says of a file, together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from speerpunt.puzzle.problems.readings import Odd, ReadWork


@dataclass(frozen=True)
class Gathered:
    works: list[ReadWork]
    odd: list[Odd]


def gathered(read: Iterable[Any]) -> Gathered:
    all_of_it = list(read)
    return Gathered(
        [each for each in all_of_it if isinstance(each, ReadWork)],
        [each for each in all_of_it if isinstance(each, Odd)],
    )
