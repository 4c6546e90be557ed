"""The inside of the cage: imports one reader, shuts the doors, and only then lets it see the file.

Runs in an isolated interpreter, started by `cage`. Readers import no Django, and everything that they need before they
are called: once the doors are shut nothing can be imported any more.
"""

import codecs
import importlib
import json
import os
import resource
import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

MEBIBYTE = 1024 * 1024
REPORT = 3
# Loaded when first used, which would be too late.
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp437", "cp850", "cp1252", "latin-1", "ascii"),
)

# What Pillow imports when a picture asks for it.
PILLOW = (
    *("copy", "mmap", "random", "tempfile"),
    *(f"PIL.Image{part}" for part in ("Chops", "Color", "File", "Filter", "Palette", "Sequence")),
    *(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff", "WebP")),
)


def have_ready(*modules: str) -> None:
    """Import what a library would import by itself, too late."""
    for module in modules:
        importlib.import_module(module)


class Refusal(Exception):
    """How a reader says no to a file: a code, and where in the file. Sentences are made outside."""

    def __init__(self, code: str, **where: object) -> None:
        super().__init__(code, where)
        self.code = code
        self.where = where


def main(task_as_json: str) -> None:
    task = json.loads(task_as_json)
    place, function = task["reader"].rsplit(":", 1)
    reader = getattr(_module(place), function)
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    os.dup2(task["report"], REPORT)
    os.closerange(REPORT + 1, 256)
    _shut(task["seconds"], task["mebibytes"], task["made"])
    told = _told(reader, task["questions"])
    _report(json.dumps({**told, "mebibytes": _most_memory()}).encode())
    # Nothing is tidied up: what a hostile file left behind may take long to take down.
    os._exit(0)


def _module(place: str) -> ModuleType:
    """By its name, or as a file alone where the package around it would bring half the site along."""
    if not place.endswith(".py"):
        return importlib.import_module(place)
    spec = spec_from_file_location("reader", place)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _told(reader: Any, questions: dict[str, Any]) -> dict[str, Any]:
    try:
        with os.fdopen(0, "rb") as source, os.fdopen(1, "wb") as made:
            return {"answer": reader(source, made, **questions)}
    except Refusal as refusal:
        return _refused(refusal.code, "", refusal.where)
    except (MemoryError, RecursionError) as problem:
        return _refused("too_much", repr(problem), {})
    except Exception as problem:  # noqa: BLE001 - a library that meets a hostile file may raise anything
        return _refused("damaged", repr(problem)[:500], {})


def _refused(code: str, because: str, where: dict[str, object]) -> dict[str, Any]:
    return {"refused": code, "because": because, "where": where}


def _most_memory() -> float:
    """MiB that were in use at the most. The count that a parent gets may hold memory of the parent itself."""
    try:
        with open("/proc/self/status") as status:  # noqa: PTH123 - the file is closed by now, so one can be opened
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1024 if sys.platform == "linux" else MEBIBYTE
        )


def _report(content: bytes) -> None:
    while content:
        content = content[os.write(REPORT, content) :]


def _shut(seconds: int, mebibytes: int, made: int) -> None:
    """Time, memory, what may be written; and no number is left for another file, so none can be opened."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, made * MEBIBYTE)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_DATA, mebibytes * MEBIBYTE)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_NOFILE, REPORT + 1)


def _limit(what: int, most: int) -> None:
    """A system that knows no such limit (macOS: memory) goes without it."""
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise
