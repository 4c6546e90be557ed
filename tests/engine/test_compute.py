"""One interface to this process, others beside it, and other machines: equal results from each."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from speerpunt.engine.compute import VARIABLE, executor
from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import MaxConcurrent, Problem, StateTable, Work, solve

from .sequence.computed import Formula

ENDED_WITHIN_SECONDS = 20
WORKS = tuple(Work(name, 1 + number % 3) for number, name in enumerate("abcdefg"))
PROBLEM = Problem(9, WORKS, max_concurrent=MaxConcurrent(3))


def solved_with(spec):
    with executor(spec, workers=2) as pool:
        answer = solve(PROBLEM, StateTable(Formula(), executor=pool), moves=150_000)
    return answer.plan, answer.cost, answer.bound, answer.moves


def test_processes_give_the_same_as_one():
    assert solved_with("processes") == solved_with("serial")


@pytest.mark.filterwarnings("ignore")  # of the cluster itself
def test_a_cluster_gives_the_same_as_one(tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        local_directory=str(tmp_path),
        silence_logs=50,
    ) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://")
        assert solved_with(f"dask://{address}") == solved_with("serial")


def test_the_environment_says_where(monkeypatch):
    monkeypatch.setenv(VARIABLE, "serial")
    with executor() as pool:
        assert pool.submit(pow, 2, 5).result() == 32
        assert isinstance(pool.submit(pow, 2, "x").exception(), TypeError)


@pytest.mark.parametrize("spec", ["threads", "processes:0", "processes:many", "dask"])
def test_an_unknown_place_is_refused(spec):
    with pytest.raises(InputProblem, match="is none of serial, processes, processes:4 and dask://host:port"):
        executor(spec)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputProblem, match="needs the Python package 'distributed', which is not installed"):
        executor("dask://127.0.0.1:1")


HOLDS_A_POOL = """
import os, time
from speerpunt.engine.compute import executor

if __name__ == "__main__":
    with executor("processes:2") as pool:
        numbers = {pool.submit(os.getpid).result() for _ in range(20)}
        print(*numbers, flush=True)
        time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look in")
def test_processes_end_with_a_program_that_is_killed(tmp_path):
    program = tmp_path / "holds_a_pool.py"
    program.write_text(HOLDS_A_POOL)
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        numbers = [int(number) for number in holder.stdout.readline().split()]
        holder.kill()
    assert numbers
    end = time.monotonic() + ENDED_WITHIN_SECONDS
    while (left := [number for number in numbers if is_there(number)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []


def is_there(number):
    """A process that ended and that nobody asked after yet is gone as well."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
