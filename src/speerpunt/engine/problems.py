"""What the engine says when it cannot go on: which input, where in it, and why."""

from dataclasses import dataclass


@dataclass
class InputProblem(ValueError):
    """Input that cannot be used.

    >>> str(InputProblem("capacity is negative", source="city_net.tntp", place="line 12"))
    'city_net.tntp, line 12: capacity is negative'
    """

    reason: str
    source: str = ""
    place: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.source, self.place) if part)
        return f"{where}: {self.reason}" if where else self.reason
