"""All projects in time: as a figure, as a table, and as a file."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from ..enums import Grouping, Zoom
from ..exporters.timeline import export_timeline
from ..filters import ProjectFilters
from ..models import Baseline
from ..queries import (
    Timeline,
    baselines_visible_to,
    current_edition,
    projects_visible_to,
    steps_of,
    timeline_of,
)
from ..templatetags.drawing.period import Period
from ..templatetags.drawing.timeline import draw_timeline
from .projects import movable_ids

FIGURE, TABLE = "figuur", "tabel"


@dataclass(frozen=True)
class Link:
    title: Any
    query: str
    is_current: bool


class Asked:
    """What the address says of the timeline, besides its filters."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, query = request, request.GET
        self.today = timezone.localdate()
        self.filters = ProjectFilters(query, request.user)
        self.period = Period.asked(query.get("zoom", ""), query.get("vanaf", ""), self.today)
        named = query.get("groep", "")
        self.grouping = Grouping(named) if named in Grouping.values else Grouping.PRIORITY
        self.is_table = query.get("toon") == TABLE

    @cached_property
    def baselines(self) -> list[Baseline]:
        return list(baselines_visible_to(self.request.user).select_related("edition"))

    @property
    def baseline(self) -> Baseline | None:
        asked = self.request.GET.get("basislijn", "")
        return next((each for each in self.baselines if str(each.pk) == asked), None)

    @property
    def is_compared(self) -> bool:
        return self.baseline is not None

    def timeline(self, *, is_for_moving: bool = False) -> Timeline:
        movable = (lambda rows: movable_ids(self.request, rows)) if is_for_moving else (lambda rows: set())
        return timeline_of(
            self.filters.select(projects_visible_to(self.request.user)),
            self.request.user,
            grouping=self.grouping,
            baseline=self.baseline,
            movable=movable,
            only_area=self.request.GET.get("gebied", ""),
        )

    @property
    def kept(self) -> dict[str, str]:
        """Everything that is not a filter, for links and forms that change one thing."""
        baseline = self.baseline
        return {
            "zoom": self.period.zoom.value,
            "vanaf": self.period.begin.isoformat(),
            "groep": self.grouping.value,
            **({"basislijn": str(baseline.pk)} if baseline else {}),
            **({"toon": TABLE} if self.is_table else {}),
        }

    def query(self, **changes: str) -> str:
        """The address of the same with something else about it."""
        kept = {**self.kept, **changes}
        own = "&".join(f"{name}={value}" for name, value in kept.items() if value)
        selection = self.filters.selection
        return f"{selection}&{own}" if selection else own

    def zooms(self) -> list[Link]:
        return [Link(zoom.label, self._zoomed(zoom), zoom is self.period.zoom) for zoom in Zoom]

    def _zoomed(self, zoom: Zoom) -> str:
        """Around today when it is in sight, for that is where people look; else around the same middle."""
        is_now = self.period.begin <= self.today <= self.period.end
        begin = Period.around(self.today, zoom).begin if is_now else self.period.zoomed(zoom)
        return self.query(zoom=zoom.value, vanaf=begin.isoformat())


def timeline(request: HttpRequest) -> HttpResponse:
    asked = Asked(request)
    found = asked.timeline(is_for_moving=True)
    may_undo = request.standing.is_signed_in and not request.standing.viewing_as
    may_manage = request.user.has_perm("priorities.manage_plan")
    context = {
        "asked": asked,
        "filters": asked.filters,
        "timeline": found,
        "count": found.count,
        "drawing": None if asked.is_table else draw_timeline(found, asked.period, asked.today),
        "groupings": Grouping,
        "is_any_movable": any(line.is_movable for line in _lines(found)),
        "steps": steps_of(request.user) if may_undo else None,
        "now": timezone.now(),
        "query": asked.query(),
        "earlier": asked.query(vanaf=asked.period.earlier.isoformat()),
        "later": asked.query(vanaf=asked.period.later.isoformat()),
        "around_today": asked.query(vanaf=""),
        "as_figure": asked.query(toon=""),
        "as_table": asked.query(toon=TABLE),
        "keep": asked.kept.items(),
        "return_to": request.get_full_path(),
        "edition": current_edition() if may_manage else None,
        "may_add": request.user.has_perm("priorities.add_project"),
    }
    return render(request, "priorities/timeline.html", context)


def _lines(found: Timeline) -> list[Any]:
    return [*found.undated, *(line for group in found.groups for line in group.lines)]


def timeline_export(request: HttpRequest) -> HttpResponse:
    """The same figure as a file: same rights, same filters."""
    asked = Asked(request)
    drawing = draw_timeline(asked.timeline(), asked.period, asked.today)
    said = [f"{each.label}: {each.value}" for each in asked.filters.active]
    content = export_timeline(
        drawing, collective=request.collective.name, filters=said, baseline=asked.baseline, today=asked.today
    )
    name = f"tijdlijn-{request.collective.slug}-{asked.today:%Y-%m-%d}.svg"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/svg+xml; charset=utf-8", headers=headers)
