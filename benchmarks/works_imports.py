"""Large files of works on their way in: seconds, and the most memory that the worker ever held.

Runs in processes of their own, in a database that has the example: `python -m benchmarks.works_imports` prints one JSON
list. Melvin's is a hundred times the export of Leiden; the publication of DATEX II is as large as that of the country.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from django_scopes import scope  # noqa: E402

from speerpunt.core.models import Collective, Job, User  # noqa: E402
from speerpunt.core.registry import job_kind  # noqa: E402
from speerpunt.core.services.progress import Unnoted  # noqa: E402
from speerpunt.puzzle import tasks  # noqa: E402
from speerpunt.puzzle.models import WorkSource, WorksReading  # noqa: E402
from speerpunt.puzzle.services.readings import LOOK_JOB, TAKE_JOB, add_source, keep_file  # noqa: E402
from tests.factories.many_works import write_datex_file, write_melvin_file  # noqa: E402

OFFICE = "programmabureau@leiden.example"
CITIES, SITUATIONS = 100, 54_000


@dataclass(frozen=True)
class Step:
    file: str
    megabytes: int
    step: str
    seconds: float
    cpu_seconds: float
    most_mb: int
    outcome: dict[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.works_imports", description=__doc__)
    parser.add_argument("--cities", type=int, default=CITIES)
    parser.add_argument("--situations", type=int, default=SITUATIONS)
    parser.add_argument("--step", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(steps(*options.step)))
        return
    found = []
    with tempfile.TemporaryDirectory() as folder:
        melvin, datex = Path(folder) / "melvin.json", Path(folder) / "datex.xml"
        write_melvin_file(melvin, options.cities)
        write_datex_file(datex, options.situations)
        for kind, path in (("melvin", melvin), ("datex", datex)):
            for _turn in range(2):
                found += in_its_own_process(kind, path)
    print(json.dumps(found))


def in_its_own_process(kind: str, path: Path) -> list[dict[str, Any]]:
    """So that the most that it held is its own."""
    command = [sys.executable, "-m", "benchmarks.works_imports", "--step", kind, str(path)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: list[dict[str, Any]] = json.loads(made.stdout.splitlines()[-1])
    return found


def steps(kind: str, path: str) -> list[dict[str, Any]]:
    """The file is read and kept, then taken over; a source that is there already has it for a second time."""
    leiden, office = Collective.objects.get(slug="leiden"), User.objects.get(email=OFFICE)
    with scope(collective=leiden):
        source = WorkSource.objects.filter(name=kind).first()
        again = " (again)" if source else ""
        source = source or add_source(leiden, by=office, name=kind, kind=kind)
        reading = keep_file(source, Path(path), file_name=Path(path).name, by=office)
        done = [
            (f"Read and keep{again}", timed(lambda: run(LOOK_JOB))),
            (f"Take over{again}", timed(lambda: run(TAKE_JOB, reading))),
        ]
        reading.refresh_from_db()
        size = Path(path).stat().st_size // 1_000_000
        return [asdict(Step(kind, size, step, *spent, reading.outcome)) for step, spent in done]


def run(kind: str, reading: WorksReading | None = None) -> None:
    """As the worker does: the one that waits, or one that is asked for."""
    job = Job.objects.filter(kind=kind, state="queued").last()
    if job is None and reading is not None:
        job = Job(
            collective=reading.collective,
            kind=kind,
            requested_by=reading.requested_by,
            arguments={"reading": reading.pk},
        )
    assert job is not None
    getattr(tasks, job_kind(kind).task.rpartition(".")[2])(job, Unnoted())
    Job.objects.filter(pk=job.pk).delete()


def timed(step: Callable[[], None]) -> tuple[float, float, int]:
    """Seconds on the clock and of a processor, and the megabytes that this process held at most until now."""
    clock, processor = time.perf_counter(), time.process_time()
    step()
    spent = (round(time.perf_counter() - clock, 1), round(time.process_time() - processor, 1))
    return *spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
