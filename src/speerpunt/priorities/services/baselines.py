"""A picture of all dates of a plan, to compare with later."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record

from ..models import Baseline, BaselineRow, Milestone, PlanEdition, Project
from .plans import PlanProblem

AT_ONCE = 500


@transaction.atomic
def take_baseline(edition: PlanEdition, *, title: str, by: User | None) -> Baseline:
    """Every project of the plan that has a date, with its milestones."""
    if Baseline.objects.filter(edition=edition, title=title).exists():
        raise PlanProblem(_("There is a baseline with this name already. Choose another name."))
    baseline = Baseline.objects.create(collective_id=edition.collective_id, edition=edition, title=title)
    BaselineRow.objects.bulk_create(_rows(baseline), batch_size=AT_ONCE)
    record(baseline, Verb.CREATED, by=by, note=title)
    return baseline


def _rows(baseline: Baseline) -> Iterator[BaselineRow]:
    of_plan = Project.objects.filter(priority__edition=baseline.edition_id)
    for project_id, start, end in of_plan.order_by("pk").values_list("pk", "start", "end"):
        if start or end:
            yield _row(baseline, project_id, start=start, end=end)
    moments = Milestone.objects.filter(project__in=of_plan.order_by())
    for milestone_id, project_id, due in moments.order_by("pk").values_list("pk", "project_id", "due"):
        yield _row(baseline, project_id, milestone_id=milestone_id, end=due)


def _row(baseline: Baseline, project_id: int, **values: object) -> BaselineRow:
    return BaselineRow(
        collective_id=baseline.collective_id, baseline=baseline, project_id=project_id, **values
    )


@transaction.atomic
def delete_baseline(baseline: Baseline, *, by: User | None) -> None:
    record(baseline, Verb.DELETED, by=by, note=baseline.title)
    baseline.delete()
