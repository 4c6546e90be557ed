"""Tables in docs/benchmarks.md."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A table in Markdown.

    >>> print("\\n".join(table(("a", "b"), [(1, 2)])), end="")
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""
