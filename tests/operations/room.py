"""A disk that fills up: a real file system of a few megabytes that only the server sees."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MEGABYTES = 6
# As root, or as root of a namespace of one's own where the system allows that.
WAYS = (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user"))
MOUNT = 'mount -t tmpfs -o size={size}m,mode=700 tmpfs "$0" && cp -a "$1/." "$0" && shift && exec "$@"'


def way_to_mount() -> tuple[str, ...]:
    """The first that works here; empty where none does."""
    if not shutil.which("unshare"):
        return ()
    probe = ["sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return next(
        (
            way
            for way in WAYS
            if subprocess.run([*way, *probe], capture_output=True, check=False).returncode == 0
        ),
        (),
    )


class SmallDisk:
    """`before` starts a program that finds `folder`, filled from `source`, on a disk of its own."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        script = MOUNT.format(size=MEGABYTES)
        self.before = (*way_to_mount(), "sh", "-c", script, str(folder), str(source))

    def seen_by(self, process: subprocess.Popen) -> Path:
        """The same folder, as the process sees it."""
        return Path(f"/proc/{process.pid}/root{self.folder}")

    def copied_from(self, process: subprocess.Popen) -> Path:
        """Its database where it stays; SQLite does not look through the eyes of another process."""
        copy = self.folder.with_name(f"{self.folder.name}-copy")
        copy.mkdir()
        for name in ("speerpunt.sqlite3", "speerpunt.sqlite3-wal"):
            shutil.copy(self.seen_by(process) / name, copy)
        return copy


def fill(folder: Path) -> Path:
    """Until not one byte more goes in."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return filler


def explain_absence() -> str:
    return f"no file system of its own can be made here (unshare, tmpfs) on {sys.platform} as user {os.geteuid()}"
