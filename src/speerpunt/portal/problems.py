"""What can be wrong with the data files of an example collective."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file, at which record, under which key, and why."""

    file: str
    record: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.record, self.key) if part) + f": {self.reason}"


class ExampleProblem(Exception):
    """The example cannot be loaded; nothing of it was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)
