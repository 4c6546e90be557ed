"""The review screen of a plan import: which lines are shown, and how much is left to do."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..enums import NOT_MADE, NodeKind
from ..models import PlanImport
from .doubles import Double, doubles_in, merged_pk
from .outline import OWNERS, OutlineLine, PlanOutline

PRIORITIES = frozenset({NodeKind.PRIORITY, NodeKind.SUB_PRIORITY})
LONGEST_STEP = 60
# What the heading above a line has to be for the line to hang on it.
RAISED = {NodeKind.PART: NodeKind.PROJECT, NodeKind.MILESTONE: NodeKind.PROJECT} | dict.fromkeys(
    (NodeKind.SUB_PRIORITY, NodeKind.AIM, NodeKind.CHALLENGE, NodeKind.PROJECT, NodeKind.RESULT),
    NodeKind.PRIORITY,
)
ALL, MADE, UNCERTAIN, ORPHANS, DOUBLES = "alles", "overnemen", "onzeker", "zonder-plek", "bestaat-al"


@dataclass(frozen=True)
class Tab:
    name: str
    title: Any
    count: int


@dataclass(frozen=True)
class ReviewLine:
    line: OutlineLine
    trail: str
    double: Double | None
    is_merged: bool
    # What it hangs on, what it would hang on as the document has it, and all that it could hang on.
    owner: OutlineLine | None
    natural: OutlineLine | None
    places: tuple[OutlineLine, ...]
    # The heading right above it, and what that could become to make a place.
    heading: OutlineLine | None
    heading_kind: NodeKind | None


class Review:
    def __init__(self, plan_import: PlanImport) -> None:
        self.outline = PlanOutline(plan_import)
        self.doubles = doubles_in(self.outline, plan_import.edition)
        self.orphans = {line.id for line in self.outline.orphans}
        self._places: dict[str, tuple[OutlineLine, ...]] = {}

    def tabs(self) -> list[Tab]:
        """What to look at first, then everything."""
        wanted = (
            (UNCERTAIN, _("uncertain")),
            (ORPHANS, _("without a place")),
            (DOUBLES, _("exists already")),
            (MADE, _("comes in")),
            (ALL, _("every line")),
        )
        return [Tab(name, title, len(self.lines(name))) for name, title in wanted]

    def kind_tabs(self) -> list[Tab]:
        counts = self.outline.counts
        return [Tab(kind.value, kind.label, counts[kind]) for kind in NodeKind if counts[kind]]

    def lines(self, tab: str) -> list[OutlineLine]:
        tests = {
            ALL: lambda line: True,
            MADE: lambda line: line.is_made,
            UNCERTAIN: lambda line: line.is_uncertain,
            ORPHANS: lambda line: line.id in self.orphans,
            DOUBLES: lambda line: line.id in self.doubles,
        }
        test = tests.get(tab, lambda line: line.kind == tab)
        found = [line for line in self.outline if test(line)]
        return sorted(found, key=lambda line: line.confidence) if tab == UNCERTAIN else found

    def shown(self, line: OutlineLine) -> ReviewLine:
        double = self.doubles.get(line.id)
        return ReviewLine(
            line=line,
            trail=self._trail(line),
            double=double,
            is_merged=merged_pk(line, double) is not None,
            owner=self.outline.owner_of(line),
            natural=self.outline.nearest(line, OWNERS.get(line.kind, frozenset())),
            places=self.places_of(line.kind),
            heading=self._heading(line),
            heading_kind=RAISED.get(line.kind),
        )

    def _heading(self, line: OutlineLine) -> OutlineLine | None:
        above = next(self.outline.above(line), None)
        return above if line.id in self.orphans and above is not None and not above.is_made else None

    def _trail(self, line: OutlineLine) -> str:
        """What it will hang on, and the heading right above it."""
        owner = self.outline.owner_of(line) or self.outline.nearest(line, PRIORITIES)
        above = next(self.outline.above(line), None)
        named = dict.fromkeys(each.name for each in (owner, above) if each is not None)
        return " › ".join(Truncator(name).chars(LONGEST_STEP) for name in named)

    def places_of(self, kind: str) -> tuple[OutlineLine, ...]:
        """All that a line of this kind could hang on."""
        if kind not in self._places:
            self._places[kind] = tuple(self.outline.of_kinds(OWNERS.get(kind, frozenset())))
        return self._places[kind]

    @property
    def homes(self) -> list[OutlineLine]:
        """Everything that something can be moved to."""
        return self.outline.of_kinds(frozenset({*PRIORITIES, NodeKind.PROJECT}))

    @property
    def doubted(self) -> int:
        return sum(line.is_doubted for line in self.outline)

    @property
    def looked_at(self) -> int:
        """Of the lines that we doubt, how many somebody changed or found right."""
        return sum(line.is_doubted and not line.is_uncertain for line in self.outline)

    @property
    def made_counts(self) -> list[tuple[NodeKind, int]]:
        """What taking over would bring in, kind by kind."""
        kinds = (kind for kind in NodeKind if kind not in NOT_MADE)
        return [(kind, self.outline.counts[kind]) for kind in kinds if self.outline.counts[kind]]


def open_imports() -> Any:
    return PlanImport.objects.select_related("edition", "uploaded_by").defer("nodes", "choices", "report")
