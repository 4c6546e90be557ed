"""Projects from a file, written by the services that the pages use too."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..models import Project
from ..queries.project_exchange import COLUMNS
from ..queries.project_imports import plan_projects
from .projects import add_project, change_project


@transaction.atomic
def write_projects(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    for planned in plan.new:
        values = {name: new for name, _old, new in planned.changes}
        add_project(values.pop("priority"), by=by, verb=Verb.IMPORTED, title=planned.name, **values)
        progress(1)
    for planned in plan.changed:
        _change(planned.target.pk, {name: new for name, _old, new in planned.changes}, by)
        progress(1)


def _change(pk: int, values: dict[str, Any], by: User | None) -> None:
    """An area in the trash is in no file, and stays linked for when it is put back."""
    project = Project.objects.get(pk=pk)
    if "areas" in values:
        values["areas"] = [*values["areas"], *project.areas.filter(trashed_at__isnull=False)]
    change_project(project, by=by, **values)


PROJECTS = Sheet(
    name="priorities.projects",
    columns=COLUMNS,
    permission="priorities.add_project",
    page="priorities:project_import",
    home="priorities:projects",
    home_title=_("Projects"),
    title=_("Import projects"),
    lead=_("From a spreadsheet. First you see what would change."),
    row_word=_("Project"),
    advice=(
        _("We recognise a project by its Speerpunt number, or its title within the plan."),
        _(
            "A priority is its number and title, as in 1.2 Accessibility; people, areas and core teams are named."
        ),
        _("Write several areas or themes with | between them."),
        _("The preview marks what more people would see than now."),
        _("Milestones, partners and results stay as they are."),
    ),
    plan=plan_projects,
    write=write_projects,
)
