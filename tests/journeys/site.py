"""The real thing: the demonstration of Leiden and one empty collective, served by the real server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
START_WITHIN_SECONDS = 60
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

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {
            **os.environ,
            "SPEERPUNT_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "speerpunt.config.settings",
        }
        self.environment.pop("SPEERPUNT_DATABASE_URL", None)

    def prepare(self, enterprises: int) -> None:
        self._django("migrate", "--verbosity=0")
        self._django("load_example", "examples/leiden", "--demo", f"--enterprises={enterprises}")
        self._django("shell", "--verbosity=0", "--command", MAKE_EMPTY_COLLECTIVE)

    def _django(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> Site:
        port = _free_port()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface=wsgi",
                "--host=127.0.0.1",
                f"--port={port}",
                "--workers=1",
                "--log-level=warning",
                "speerpunt.config.wsgi:application",
            ],
            cwd=PROJECT,
            env=self.environment,
        )
        url = f"http://127.0.0.1:{port}"
        self._wait_for(f"{url}/gezond/")
        return Site(url, (self.var / "demo-password").read_text().strip())

    def _wait_for(self, address: str) -> None:
        end = time.monotonic() + START_WITHIN_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError("The server stopped while it started.")
            try:
                with urllib.request.urlopen(address, timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server did not start in time.")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
