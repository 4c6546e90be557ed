"""Row 6: a backup while people write, brought back somewhere else."""

import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.journeys.site import PROJECT, Server

from .ledger import Ledger, ask, read_ledger
from .trials import running
from .visitors import Answer, Crowd, Visitor, signed_in

MAKE_FOLDER = """
from django_scopes import scope
from speerpunt.core.models import Collective
from speerpunt.documents.services.folders import add_folder
collective = Collective.objects.get(slug="leeg")
with scope(collective=collective):
    print(add_folder(collective, parent=None, by=None, name="Schrijven", visibility="board").pk)
"""
FOLDER = "SELECT id FROM documents_folder WHERE name = 'Schrijven'"
FILES = """
    SELECT d.name, s.place, s.sha256 FROM documents_document d
    JOIN documents_documentversion v ON v.document_id = d.id JOIN documents_storedfile s ON s.id = v.stored_id
"""


@dataclass
class BackedUp:
    """What was promised before the backup began, and how long it took."""

    rows: list[str]
    files: list[str]
    seconds: float


def command(var: Path, url: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`speerpunt` by itself, in Dutch."""
    server = Server(var, url)
    return subprocess.run(
        [sys.executable, "-m", "speerpunt", *words],
        cwd=PROJECT,
        env={**server.environment, **environment, "LC_ALL": "nl_NL.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def new_folder(place: Path, *, like: Path) -> Path:
    """Nothing in it but the Dutch texts, which the build makes."""
    place.mkdir(parents=True)
    (place / "locale").symlink_to((like / "locale").resolve(), target_is_directory=True)
    return place


def content_of(name: str) -> bytes:
    """Something of its own for each, larger than what a storage keeps in memory at once for some."""
    return f"Stuk {name}\n".encode() * (400 if name.endswith("7") else 20)


def back_up_while_writing(
    server: Server, url: str, archive: Path, *, writers: int, seconds: float
) -> BackedUp:
    site = running(server)
    if not ask(server.var, url, FOLDER):
        server.run_in_shell(MAKE_FOLDER)
    folder = ask(server.var, url, FOLDER)[0][0]

    def upload(visitor: Visitor, name: str) -> Answer:
        return visitor.upload(f"/leeg/documenten/map/{folder}/toevoegen/", f"{name}.txt", content_of(name))

    visitors = signed_in(site.url, 2 * writers)
    rows = Crowd(visitors[:writers], f"rij-{archive.stem}")
    files = Crowd(visitors[writers:], f"stuk-{archive.stem}", upload)
    rows.write_for(seconds)
    files.write_for(seconds)
    promised = list(rows.written.kept), list(files.written.kept)
    started = time.monotonic()
    ended = command(server.var, url, "backup", str(archive))
    took = time.monotonic() - started
    refused = rows.stop().refused + files.stop().refused
    for visitor in visitors:
        visitor.leave()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not refused, refused[0]
    assert promised[0], "nothing was written before the backup"
    assert promised[1], "no file was written before the backup"
    return BackedUp(*promised, took)


def restored(archive: Path, var: Path, url: str, *words: str) -> Ledger:
    ended = command(var, url, "restore", str(archive), *words)
    assert (ended.returncode, ended.stderr) == (0, "")
    return read_ledger(var, url)


def lost_files(var: Path, url: str, names: list[str]) -> list[str]:
    """Of what was promised, and of every row that came back: those whose bytes are not there or not the same."""
    found = {name: (place, digest) for name, place, digest in ask(var, url, FILES)}
    wrong = [
        name
        for name, (place, digest) in found.items()
        if not (var / "files" / place).is_file()
        or sha256((var / "files" / place).read_bytes()).hexdigest() != digest
    ]
    return wrong + [name for name in names if f"{name}.txt" not in found]
