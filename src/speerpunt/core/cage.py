"""Bytes of strangers are read in a cage: another process, which the kernel ends when it takes too much.

A file of two kilobytes can ask for a thousand million steps, and a fault in a library that reads pictures or PDF can
do anything that its process may. So each reader is a function in a process of its own. The file comes in as its
standard input, what it makes goes out as its standard output, and it can open nothing else: no file, no connection,
no other program. This is the outside of the cage; `caged` is the inside.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

SOURCE = str(Path(__file__).resolve().parents[2])
PROGRAM = "import sys; sys.path[:0] = sys.argv[1].split(':'); from speerpunt.core.caged import main; main(sys.argv[2])"
# Where it finds its own libraries, on systems that keep them in an unusual place.
FOR_THE_INTERPRETER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
MOST_TOLD = 8 * 1024 * 1024
BITE = 65_536
TOO_MUCH, DAMAGED = "too_much", "damaged"
# How a process ends when memory or time is refused to it; PDFium raises the last ones by itself then.
ENDED_FOR_TOO_MUCH = {signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}


@dataclass(frozen=True)
class Bounds:
    """What a reader may take, its own start included."""

    seconds: int = 2  # of a processor
    mebibytes: int = 160  # of memory
    made: int = 64  # MiB that it may write

    @property
    def patience(self) -> float:
        """Seconds on the clock: on a busy machine a second of a processor takes longer."""
        return 20.0 + 4.0 * self.seconds


class Spent(NamedTuple):
    """As the kernel counted them."""

    seconds: float
    mebibytes: float


class Answer(NamedTuple):
    told: Any
    spent: Spent


class CageProblem(Exception):
    """The reader refused the file (`code` is its own word), or was ended (`too_much`), or broke on it (`damaged`)."""

    def __init__(self, code: str, because: str, spent: Spent, **where: object) -> None:
        super().__init__(code, because, where)
        self.code = code
        # What the library said that broke; for the log, never for the screen.
        self.because = because
        self.spent = spent
        self.where = where


def ask(
    reader: str, source: Path, *, bounds: Bounds, into: IO[bytes] | None = None, **questions: Any
) -> Answer:
    """What the function `reader` ("package.module:function") tells of the file `source`; what it makes goes `into`."""
    outlet, inlet = os.pipe()
    with os.fdopen(outlet, "rb", buffering=0) as report, _opened(source) as content:
        try:
            process = _started(reader, content, into, inlet, bounds, questions)
        finally:
            os.close(inlet)
        heard, is_in_time = _heard(report, bounds.patience)
        if not is_in_time:
            process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    spent = Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PER_MEBIBYTE)
    return _understood(heard, process.returncode, spent)


@contextmanager
def _opened(source: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """From its first byte: the number of an open file is shared with the reader, and so is the place in it."""
    if isinstance(source, Path):
        with source.open("rb") as content:
            yield content
    else:
        source.flush()
        os.lseek(source.fileno(), 0, os.SEEK_SET)
        yield source


_PER_MEBIBYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


def ask_for_bytes(reader: str, source: Path | IO[bytes], *, bounds: Bounds, **questions: Any) -> bytes:
    """What the reader makes of the file."""
    with tempfile.TemporaryFile() as made:
        ask(reader, source, bounds=bounds, into=made, **questions)
        made.seek(0)
        return made.read()


def _started(
    reader: str,
    content: IO[bytes],
    into: IO[bytes] | None,
    inlet: int,
    bounds: Bounds,
    questions: dict[str, Any],
) -> subprocess.Popen[bytes]:
    task = {"reader": reader, "questions": questions, "report": inlet, **asdict(bounds)}
    command = [sys.executable, "-I", *_compiled_elsewhere(), "-c", PROGRAM, SOURCE, json.dumps(task)]
    # Our own interpreter and our own program; the upload is what it reads, never what it runs.
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=content,
        stdout=into or subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(inlet,),
        env={name: os.environ[name] for name in FOR_THE_INTERPRETER if name in os.environ},
        cwd="/",
    )


def _compiled_elsewhere() -> Iterator[str]:
    """An isolated interpreter does not hear of these from the environment."""
    if sys.dont_write_bytecode:
        yield "-B"
    if sys.pycache_prefix:
        yield from ("-X", f"pycache_prefix={sys.pycache_prefix}")


def _heard(report: IO[bytes], patience: float) -> tuple[bytes, bool]:
    """All that the reader reports until it ends; false when it did not end in time, or told without end."""
    heard, until = bytearray(), time.monotonic() + patience
    with selectors.DefaultSelector() as waiting:
        waiting.register(report, selectors.EVENT_READ)
        while waiting.select(max(0.0, until - time.monotonic())):
            bite = report.read(BITE)
            if not bite:
                return bytes(heard), True
            heard += bite
            if len(heard) > MOST_TOLD:
                break
    return b"", False


def _understood(heard: bytes, status: int, spent: Spent) -> Answer:
    if status < 0:
        code = TOO_MUCH if -status in ENDED_FOR_TOO_MUCH else DAMAGED
        raise CageProblem(code, f"ended by signal {-status}", spent)
    try:
        told = json.loads(heard)
    except ValueError as problem:
        raise CageProblem(DAMAGED, f"said nothing, ended with {status}", spent) from problem
    spent = spent._replace(mebibytes=told["mebibytes"])
    if "refused" in told:
        raise CageProblem(told["refused"], told["because"], spent, **told["where"])
    return Answer(told["answer"], spent)


@contextmanager
def made_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that comes to stand at `path` when all of it is there, and not at all when something goes wrong."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".made-", delete=False) as made:
        try:
            yield made
            made.flush()
            Path(made.name).replace(path)
        except BaseException:
            Path(made.name).unlink(missing_ok=True)
            raise
