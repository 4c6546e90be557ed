"""What was moved in a plan, by whom and when, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import PlanStep
from .picture import PlanPicture

SHOWN_STEPS = 30
SHOWN_CHANGES = 4


@dataclass(frozen=True)
class StepLine:
    step: PlanStep
    words: list[str]


def step_lines(picture: PlanPicture) -> list[StepLine]:
    """The last ones first; of works that the reader sees."""
    steps = picture.plan.steps.select_related("made_by").order_by("-pk")[:SHOWN_STEPS]
    lines = (StepLine(step, list(_changes(step, picture))) for step in steps)
    return [line for line in lines if line.words]


def _changes(step: PlanStep, picture: PlanPicture) -> Iterator[str]:
    names = {row.planned.pk: row.name for row in picture.rows}
    seen = [change for change in step.changes if change["id"] in names]
    for change in seen[:SHOWN_CHANGES]:
        yield _said(change, names[change["id"]], picture)
    more = len(seen) - SHOWN_CHANGES
    if more > 0:
        yield ngettext("%(count)d more work", "%(count)d more works", more) % {"count": more}


def _said(change: dict[str, Any], name: str, picture: PlanPicture) -> str:
    before, after = change["from"], change["to"]
    if change["field"] == "week":
        said, before, after = (
            _("%(work)s: from week %(before)s to %(after)s"),
            *map(picture.words.one, (before, after)),
        )
    elif change["field"] == "duration_weeks":
        said = _("%(work)s: from %(before)s weeks long to %(after)s")
    else:
        said = _("%(work)s: locked") if after else _("%(work)s: unlocked")
    return said % {"work": name, "before": before, "after": after}
