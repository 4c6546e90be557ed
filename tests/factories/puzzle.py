from pathlib import Path
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.puzzle.models import Clash, RoadNetwork, Work, WorkPhase, WorkSource, WorksReading

from .core import next_number

LEIDEN = Path(__file__).resolve().parents[2] / "examples" / "leiden" / "roads"


def make_road_network(collective: Collective, **fields: Any) -> RoadNetwork:
    """That of the example of Leiden, unless tables are given."""
    for table in ("node", "link", "trips"):
        fields.setdefault(f"{table}_table", (LEIDEN / f"{table}.csv").read_text())
    fields.setdefault("name", "Leiden")
    return RoadNetwork.objects.create(collective=collective, **fields)


def make_work_source(collective: Collective, **fields: Any) -> WorkSource:
    fields.setdefault("name", f"Bron {next_number()}")
    fields.setdefault("kind", "melvin")
    return WorkSource.objects.create(collective=collective, **fields)


def make_works_reading(source: WorkSource, **fields: Any) -> WorksReading:
    fields.setdefault("file_name", f"werk-{next_number()}.json")
    fields.setdefault("state", "review")
    return WorksReading.objects.create(collective_id=source.collective_id, source=source, **fields)


def make_work(collective: Collective, **fields: Any) -> Work:
    fields.setdefault("name", f"Werk {next_number()}")
    fields.setdefault("kind", "street")
    return Work.objects.create(collective=collective, **fields)


def make_phase(work: Work, **fields: Any) -> WorkPhase:
    return WorkPhase.objects.create(collective_id=work.collective_id, work=work, **fields)


def make_clash(work: Work, **fields: Any) -> Clash:
    """With an `other_work` or a `project`."""
    return Clash.objects.create(collective_id=work.collective_id, work=work, **fields)
