"""A throw-away PostgreSQL cluster for one test run, from the server programs of this machine."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

READY_WITHIN_SECONDS = 30
# In the environment: a server that is there already.
NAMED = "SPEERPUNT_TEST_POSTGRES_URL"
# Nothing of a test needs to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
ORDINARY_USER = "nobody"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest release first."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -int(each.parent.name))
    candidates = [*debian, *([Path(found).parent] if found else [])]
    return next((each for each in candidates if (each / "initdb").exists()), None)


class Cluster:
    """A server on a socket in a folder of its own, ended by its own process id."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="speerpunt-pg-"))
        # initdb refuses root.
        self._user = ORDINARY_USER if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://speerpunt@/postgres?host={self._folder}"

    def start(self) -> None:
        data = self._folder / "data"
        made = [
            self._binaries / "initdb",
            "-D",
            data,
            "-U",
            "speerpunt",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **self._as_ordinary_user())
        settings = [word for setting in FAST for word in ("-c", setting)]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [self._binaries / "postgres", "-D", data, "-k", self._folder, *settings],
                stdout=log,
                stderr=log,
                **self._as_ordinary_user(),
            )
        self._wait_until_ready()

    def stop(self) -> None:
        if self._server:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(timeout=READY_WITHIN_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            time.sleep(0.1)
        raise RuntimeError((self._folder / "log").read_text())

    def _as_ordinary_user(self) -> dict[str, object]:
        who = {"user": self._user, "extra_groups": []} if self._user else {}
        return {"cwd": self._folder, **who}


@contextmanager
def server(*, wanted: bool = True) -> Iterator[str]:
    """The one that the environment names, else a throw-away cluster; empty when none is wanted."""
    named = os.environ.get(NAMED, "")
    if not wanted or named:
        yield named if wanted else ""
        return
    binaries = programs()
    if not binaries:
        sys.exit("No PostgreSQL here. Install it: apt-get install postgresql (Debian, Ubuntu)")
    cluster = Cluster(binaries)
    try:
        cluster.start()
        yield cluster.url
    finally:
        cluster.stop()
