"""The engine is compiled once, by `make build`; where nothing was built, by the first worker, so that nobody waits for it."""

import os
import subprocess
import sys
from pathlib import Path


def are_compiled() -> bool:
    """Whether there are any; the compiler itself sees which ones are out of date."""
    return any(Path(os.environ["NUMBA_CACHE_DIR"]).rglob("*.nbi"))


def compile_beside() -> subprocess.Popen[bytes] | None:
    """Start compiling, in a process of its own."""
    if are_compiled():
        return None
    return subprocess.Popen([sys.executable, "-m", "speerpunt.engine", "warm-up"], stdout=subprocess.DEVNULL)
