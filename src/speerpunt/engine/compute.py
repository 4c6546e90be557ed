"""Where much computing is done: in this process, in processes beside it, or on other machines.

All three are a `concurrent.futures.Executor`, and give equal results.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

from .problems import InputProblem

VARIABLE = "SPEERPUNT_COMPUTE"
DASK = "dask://"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def executor(
    spec: str | None = None, *, workers: int | None = None, warm: Callable[[], object] | None = None
) -> Executor:
    """An executor, to be used in a `with` statement.

    Args:
        spec: `serial`, `processes` (the default), `processes:4`, or `dask://host:port` for a dask scheduler. Without
            it, what `SPEERPUNT_COMPUTE` says.
        workers: number of processes; all cores that this process may use when None.
        warm: run in each new process before its first work (compiling, reading); a module's own function.

    >>> with executor("serial") as pool:
    ...     list(pool.map(abs, [-1, 2]))
    [1, 2]

    Raises:
        InputProblem: the specification is none of these, or dask is not there.
    """
    wanted = spec or os.environ.get(VARIABLE) or "processes"
    kind, _, count = wanted.partition(":")
    if wanted == "serial":
        return Serial()
    if wanted.startswith(DASK):
        return _dask(wanted.removeprefix(DASK))
    if kind == "processes" and (not count or (count.isdigit() and int(count) > 0)):
        number = workers or (int(count) if count else usable_cores())
        return ProcessPoolExecutor(number, _context(), _begin, (warm,))
    raise InputProblem(
        f"{wanted!r} is none of serial, processes, processes:4 and dask://host:port", source=VARIABLE
    )


def usable_cores() -> int:
    """Cores that this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Serial(Executor):
    """Does each thing at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (given to whoever asks for the result, as every executor does)
            future.set_exception(error)
        return future


class Dask(Executor):
    """A dask cluster, and the connection to it, which `shutdown` closes."""

    def __init__(self, client: Any) -> None:
        self._client = client
        # A state costs the same each time, so that one whose worker dies may be computed again.
        self._inner = client.get_executor(retries=2)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._inner.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait)
        self._client.close()


def _dask(address: str) -> Dask:
    try:
        from distributed import Client
    except ImportError as error:
        reason = f"{DASK}{address} needs the Python package 'distributed', which is not installed"
        raise InputProblem(reason, source=VARIABLE) from error
    try:
        return Dask(Client(f"tcp://{address}", timeout="10s"))
    except (OSError, ValueError) as error:
        raise InputProblem(f"no dask scheduler answers at {address}", source=VARIABLE) from error


def _context() -> multiprocessing.context.BaseContext:
    """Processes begin clean: a fork would copy the threads of numba and OpenMP half."""
    kinds = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in kinds else "spawn")


def _begin(warm: Callable[[], object] | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    if warm is not None:
        warm()


def _end_with_parent() -> None:
    """Else, when the parent is killed, a process waits for work for ever: the others hold the pipe that it comes by."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
