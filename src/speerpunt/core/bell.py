"""A bell for the workers of this machine: who asks for a job rings it, so that nobody waits for their next look.

It only saves time. Where it cannot be hung or heard, and on other machines, workers look by themselves.
"""

import os
import select
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

RING = b"!"


def _place() -> Path:
    return Path(settings.VAR) / "bells"


class Bell:
    """Hangs as long as the block lasts."""

    def __init__(self) -> None:
        self._path = _place() / str(os.getpid())
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        found = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            found.bind(str(self._path))
        except OSError:  # such as a path too long for a socket
            found.close()
        else:
            found.setblocking(False)
            self._socket = found
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            self._socket.close()
            self._path.unlink(missing_ok=True)

    def wait(self, seconds: float) -> None:
        """Until it rings, and at most so long. All rings until now count as one."""
        heard = [self._socket] if self._socket is not None else []
        select.select(heard, [], [], seconds)
        with suppress(OSError):
            while self._socket is not None and self._socket.recv(1):
                pass


def ring() -> None:
    """To all workers of this machine; what hangs there of one that died is taken down."""
    bells = list(_place().glob("*"))
    if not bells:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.setblocking(False)
        for each in bells:
            try:
                out.sendto(RING, str(each))
            except ConnectionRefusedError:
                each.unlink(missing_ok=True)
            except OSError:  # it has more rings than it can hear, or is being taken down
                continue
