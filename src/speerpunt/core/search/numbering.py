"""The number of an entry says of which kind it is, how it ranks among equals, and which row it is of.

So the numbers that the index holds under a word come kind by kind and in order, and nothing has to be read of what is
not shown. An entry never changes its number: one that is read anew goes, and comes again.
"""

from ..registry import SearchSource
from .tokens import DAYS, LONGEST_TITLE

ROW_BITS, RANK_BITS, KIND_BITS = 29, 24, 10
ROW, RANK = (1 << ROW_BITS) - 1, (1 << RANK_BITS) - 1
assert (LONGEST_TITLE + 1) * DAYS <= RANK + 1


def number_of(source: SearchSource, rank: int, object_id: int) -> int:
    """Fits in the 64 bits of both databases, of which one is for the sign."""
    if not 0 < object_id <= ROW:
        raise ValueError(f"The index has no number for row {object_id} of {source.kind}.")
    return numbers_of(source).start | rank << ROW_BITS | object_id


def numbers_of(source: SearchSource) -> range:
    """All that entries of this kind can have."""
    if not 0 <= source.order < 1 << KIND_BITS:
        raise ValueError(f"The index has no numbers for {source.kind}, which stands at {source.order}.")
    size = RANK_BITS + ROW_BITS
    return range(source.order << size, source.order + 1 << size)


def row_of(number: int) -> int:
    return number & ROW


def title_words_of(number: int) -> int:
    return (number >> ROW_BITS & RANK) // DAYS
