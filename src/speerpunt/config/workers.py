"""What a worker process of the server does before it answers its first request."""

import os
import signal
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from .reception import Reception

APPLICATION = "speerpunt.config.wsgi"
LOOK_FOR_PARENT_SECONDS = 1


def load_application() -> Callable[..., Any]:
    # Ctrl+C reaches every process of a terminal. Interrupted twice, by the terminal and by its
    # parent, a worker hangs; so it listens to its parent only.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    application = import_module(APPLICATION).application
    _start_postman()
    return Reception(application).receive


def _start_postman() -> None:
    from speerpunt.core.mail import start_postman  # its models exist only now

    start_postman()


def end_with(parent: int) -> None:
    """Without it, workers of a killed server would go on serving."""
    while os.getppid() == parent:
        time.sleep(LOOK_FOR_PARENT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
