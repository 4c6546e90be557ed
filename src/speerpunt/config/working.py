"""`speerpunt work`: what happens behind the scenes. `speerpunt serve` starts it beside the pages."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Self

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from .kernels import compile_beside
from .workers import end_with

START_AGAIN_SECONDS = 3
END_WITHIN_SECONDS = 8


def refuse_half_restored() -> None:
    """What came out of a backup half-way still knows people who were erased since."""
    from speerpunt.core.backups.ground import is_half_restored

    if is_half_restored():
        raise CommandError(_("A restore did not come to its end. Run it again: speerpunt restore"))


class WorkersBeside:
    """The workers that a server has beside it: started with it, started anew when they die, ended with it.

    Where a process can be copied they begin as a copy of the server, which has read everything already: that
    saves each of them seconds of a processor, and much of its memory.
    """

    def __init__(self, *commands: tuple[str, ...]) -> None:
        self._is_over = threading.Event()
        self._processes = {command: _begun(command) for command in commands}

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            process.join(END_WITHIN_SECONDS)
            process.kill()

    def _watch(self) -> None:
        while not self._is_over.is_set():
            wait([process.sentinel for process in self._processes.values()])
            if not self._is_over.wait(START_AGAIN_SECONDS):
                dead = [command for command, process in self._processes.items() if not process.is_alive()]
                self._processes |= {command: _begun(command) for command in dead}


def _begun(command: tuple[str, ...]) -> BaseProcess:
    from .console import main  # which knows this module by its name

    process = multiprocessing.get_context().Process(target=main, args=[command])
    process.start()
    return process


class Command(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--beside", action="store_true", help=_("end with the server that started it"))
        parser.add_argument("--prompt", action="store_true", help=_("only what somebody waits for at a page"))

    def handle(self, *args: Any, **options: Any) -> None:
        from speerpunt.core.work import work_for_good

        refuse_half_restored()
        over = threading.Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            """A job under way stops at once, and waits for the next worker."""
            over.set()
            raise SystemExit

        signal.signal(signal.SIGTERM, stop)
        if options["beside"]:
            # Ctrl+C reaches every process of a terminal; this one hears of it from its parent.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
        compiling = None if options["prompt"] else compile_beside()
        try:
            work_for_good(over.is_set, is_prompt=options["prompt"])
        finally:
            if compiling is not None:
                compiling.terminate()
