"""What reading a file costs, measured in a process of its own, so that nothing of before counts."""

import json
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_MEBIBYTES = 200
# Beyond this the kernel ends the process: what has no end is told from what is slow on a busy machine.
CUT_OFF_SECONDS = 20


@dataclass(frozen=True)
class Cost:
    seconds: float
    mebibytes: float
    # The name of the exception that refused it; empty when it was taken.
    refusal: str

    @property
    def is_small(self) -> bool:
        """It came to an end in little memory. The seconds are told, not judged: a busy machine counts more."""
        return self.seconds < CUT_OFF_SECONDS and self.mebibytes <= MOST_MEBIBYTES


def cost_of(read: Callable[[], Any]) -> Cost:
    """Processor time and memory that `read` takes on top of what this process has already."""
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(inlet, json.dumps(_measured(read)).encode())
        finally:
            os._exit(0)
    os.close(inlet)
    with os.fdopen(outlet, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        return Cost(float(CUT_OFF_SECONDS), float("inf"), "ended by the kernel")
    return Cost(*json.loads(told))


def _measured(read: Callable[[], Any]) -> tuple[float, float, str]:
    resource.setrlimit(resource.RLIMIT_CPU, (CUT_OFF_SECONDS, CUT_OFF_SECONDS))
    before, begun, refusal = _present(), time.process_time(), ""
    try:
        read()
    except Exception as error:  # noqa: BLE001 - the test says which one it should be
        refusal = type(error).__name__
    return time.process_time() - begun, _highest() - before, refusal


def _present() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return _highest()
    Path("/proc/self/clear_refs").write_text("5")
    return _in_mebibytes(status, "VmRSS")


def _highest() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        return _in_mebibytes(status, "VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _in_mebibytes(status: Path, name: str) -> float:
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
