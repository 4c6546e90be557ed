"""The real thing: the demonstration of Leiden and one empty collective, served by the real server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import migrated

PROJECT = Path(__file__).resolve().parents[2]
START_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 20
EMPTY_OFFICE = "bureau@leeg.example"
EMPTY_PASSWORD = "een lange zin over bruggen"

MAKE_EMPTY_COLLECTIVE = f"""
from speerpunt.members.services.collectives import create_collective
create_collective(name="Ondernemend Leeg", slug="leeg", city="Leeg", office_name="Programmabureau",
                  office_email="{EMPTY_OFFICE}", password="{EMPTY_PASSWORD}")
"""


@dataclass
class Site:
    url: str
    password: str


class Server:
    """Everything it writes stays in `var`; it ends with `stop`, by its own process id."""

    def __init__(self, var: Path, database_url: str = "", settings: dict[str, str] | None = None) -> None:
        self.var = var
        self.process: subprocess.Popen[bytes] | None = None
        self.site: Site | None = None
        self.environment = {
            **os.environ,
            "SPEERPUNT_VAR": str(var),
            "SPEERPUNT_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "speerpunt.config.settings",
            # Most journeys sign in with a password only; tests/journeys/test_second_step.py does not.
            "SPEERPUNT_SECOND_FACTOR": "optional",
            **(settings or {}),
        }

    def prepare(self, enterprises: int) -> None:
        migrated.filled_once(self.var, f"leiden-{enterprises}", lambda: self.fill(enterprises))

    def fill(self, enterprises: int) -> None:
        migrated.migrate(self.environment)
        self._django("load_example", "examples/leiden", "--demo", f"--enterprises={enterprises}")
        self._make_empty_collective()

    def prepare_empty(self) -> None:
        migrated.migrate(self.environment)
        self._make_empty_collective()

    def _make_empty_collective(self) -> None:
        self.run_in_shell(MAKE_EMPTY_COLLECTIVE)

    def run_in_shell(self, program: str) -> None:
        self._django("shell", "--verbosity=0", "--command", program)

    def _django(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self, workers: int = 1, before: tuple[str, ...] = ()) -> Site:
        """`before` is a program that starts the server, such as one that gives it less room."""
        port = _free_port()
        serve = ["-m", "speerpunt", "serve", f"--port={port}", f"--workers={workers}"]
        with (self.var / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*before, sys.executable, *serve],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a group of its own, which `kill` ends as a whole
            )
        url = f"http://127.0.0.1:{port}"
        self._wait_for(f"{url}/gezond/")
        password = self.var / "demo-password"
        self.site = Site(url, password.read_text().strip() if password.exists() else "")
        return self.site

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> str:
        return (self.var / "log").read_text()

    def _wait_for(self, address: str) -> None:
        end = time.monotonic() + START_WITHIN_SECONDS
        while time.monotonic() < end:
            if not self.is_running():
                raise RuntimeError(f"The server stopped while it started.\n{self.log}")
            try:
                with urllib.request.urlopen(address, timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start in time.\n{self.log}")

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(timeout=STOP_WITHIN_SECONDS)

    def kill(self) -> None:
        """As a power cut does: all its processes at once, without a word."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=STOP_WITHIN_SECONDS)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
