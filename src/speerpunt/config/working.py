"""`speerpunt work`: what happens behind the scenes. `speerpunt serve` starts it beside the pages."""

import os
import signal
import subprocess
import sys
import threading
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


class WorkerBeside:
    """A worker that a server has beside it: started with it, started anew when it dies, ended with it."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self._is_over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._start()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        assert self._process
        self._process.terminate()
        try:
            self._process.wait(END_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _start(self) -> None:
        command = [sys.executable, "-m", "speerpunt", "work", "--beside", *self._options]
        self._process = subprocess.Popen(command)  # noqa: S603 (all of it is ours)

    def _watch(self) -> None:
        while not self._is_over.is_set():
            assert self._process
            self._process.wait()
            if not self._is_over.wait(START_AGAIN_SECONDS):
                self._start()


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
