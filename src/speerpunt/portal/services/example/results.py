from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from speerpunt.core.enums import Visibility
from speerpunt.priorities.enums import ResultKind
from speerpunt.priorities.models import Result

from .identities import PriorityReference, ProjectReference
from .loading import Loading


@dataclass(frozen=True)
class ResultRow:
    notes: ClassVar = ("id", "source")

    kind: ResultKind
    title: str
    priority: PriorityReference
    reached_on: date
    text: str = ""
    project: ProjectReference | None = None
    evidence: str = ""
    visibility: Visibility = Visibility.PUBLIC
    # The whole result is made up, or only the day on which it was reached.
    assumed: bool = False
    day_assumed: bool = False


def add_results(loading: Loading, rows: Sequence[ResultRow]) -> None:
    results = (
        Result(
            kind=row.kind,
            title=row.title,
            text=row.text,
            priority=loading.priorities[row.priority],
            project=loading.projects[row.project] if row.project else None,
            reached_on=row.reached_on,
            evidence=row.evidence,
            is_assumed=row.assumed or row.day_assumed,
            visibility=row.visibility,
        )
        for row in rows
    )
    loading.add(Result, results, ("priority_id", "kind", "title"))
