"""What is odd in a source, noted while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..enums import Oddity
from ..problems.readings import Odd
from .texts import plain_text


@dataclass
class Reading:
    """A source while it is read: what is odd is told by its name and where it stands; nothing is dropped in silence."""

    odd: list[Odd] = field(default_factory=list)

    def tell(self, oddity: Oddity, outside_id: str, what: object = "") -> None:
        self.odd.append(Odd(oddity, plain_text(outside_id, 120), plain_text(str(what), 120)))

    def told(self) -> Iterator[Odd]:
        """What was told since the last time."""
        yield from self.odd
        self.odd.clear()
