"""A file of areas, written in one go or not at all. A second time nothing changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes
from speerpunt.core.texts import folded

from ..enums import AreaKind
from ..models import Area
from ..queries.exchange import AreaEntry, FeatureProblem
from ..queries.imports import PlannedArea, plan_area_import
from .areas import AreaProblem, add_area, change_area, check_parent, free_slug, set_aliases, set_associations
from .shapes import ShapeProblem


class AreaImportProblem(Exception):
    """Why nothing was written; the message is for the person at the screen."""

    def __init__(self, message: str, problems: Sequence[FeatureProblem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


@dataclass(frozen=True)
class AreaImportReport:
    new: int
    changed: int
    unchanged: int


@transaction.atomic
def import_areas(
    collective: Collective,
    entries: Sequence[AreaEntry],
    *,
    by: User | None,
    source: str = "",
    progress: Callable[[int], object] = lambda done: None,
) -> AreaImportReport:
    """`source` is the name of the file, for the history."""
    plan = plan_area_import(collective, entries)
    if plan.problems:
        raise AreaImportProblem(_("Some areas cannot come in. Nothing was changed."), plan.problems)
    states = [planned.state for planned in plan.areas]
    written: list[tuple[PlannedArea, Area]] = []
    for planned in plan.areas:
        try:
            written.append((planned, _write(collective, planned, by, source)))
        except (AreaProblem, ShapeProblem) as problem:
            found = FeatureProblem(planned.entry.number, planned.entry.name, str(problem))
            raise AreaImportProblem(
                _("Some areas cannot come in. Nothing was changed."), [found]
            ) from problem
        progress(1)
    _nest(collective, written, by)
    return AreaImportReport(states.count("new"), states.count("changed"), states.count("unchanged"))


def _write(collective: Collective, planned: PlannedArea, by: User | None, source: str) -> Area:
    entry, area = planned.entry, planned.area
    state = planned.state
    if area is None:
        values = {"kind": AreaKind.OTHER, **entry.values}
        slug = entry.slug or free_slug(collective, entry.name)
        area = add_area(collective, by=by, slug=slug, geometry=entry.geometry, **values)
    elif planned.changes:
        change_area(area, by=by, **{name: new for name, _old, new in planned.changes})
    if entry.aliases is not None:
        set_aliases(area, entry.aliases, by=by)
    if planned.associations is not None:
        set_associations(area, planned.associations, by=by)
    if state != "unchanged":
        record(area, Verb.IMPORTED, by=by, note=source[:200])
    return area


def _nest(collective: Collective, written: Sequence[tuple[PlannedArea, Area]], by: User | None) -> None:
    """Parents last: one may be further on in the file. Only when all are set can a circle be judged."""
    areas = {area.slug: area for area in Area.objects.filter(collective=collective)}
    by_name = {folded(area.name): area for area in areas.values()}
    nested = []
    for planned, area in written:
        parent = planned.entry.parent
        if parent is not None:
            found = areas.get(parent) or by_name.get(folded(parent)) if parent else None
            save_changes(area, by=by, parent=found)
            nested.append((planned, area))
    for planned, area in nested:
        try:
            check_parent(area, Area.objects.filter(parts=area.pk).first())
        except AreaProblem as problem:
            found_problem = FeatureProblem(planned.entry.number, planned.entry.name, str(problem))
            raise AreaImportProblem(
                _("Some areas cannot come in. Nothing was changed."), [found_problem]
            ) from problem
