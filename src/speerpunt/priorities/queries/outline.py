"""An imported plan under review: each line with what was proposed, what was chosen and where it belongs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from speerpunt.core.enums import Certainty

from ..enums import NOT_MADE, NodeKind
from ..models import PlanImport

CERTAIN = 0.85
FAIRLY_CERTAIN = 0.65
# What each kind has to hang on: the nearest line above it that becomes one of these.
OWNERS: dict[str, frozenset[str]] = {
    NodeKind.SUB_PRIORITY: frozenset({NodeKind.PRIORITY}),
    NodeKind.AIM: frozenset({NodeKind.PRIORITY, NodeKind.SUB_PRIORITY}),
    NodeKind.CHALLENGE: frozenset({NodeKind.PRIORITY, NodeKind.SUB_PRIORITY}),
    NodeKind.PROJECT: frozenset({NodeKind.PRIORITY, NodeKind.SUB_PRIORITY}),
    NodeKind.RESULT: frozenset({NodeKind.PRIORITY, NodeKind.SUB_PRIORITY}),
    NodeKind.PART: frozenset({NodeKind.PROJECT}),
    NodeKind.MILESTONE: frozenset({NodeKind.PROJECT}),
}
EXPLAINED = frozenset(
    {NodeKind.PRIORITY, NodeKind.SUB_PRIORITY, NodeKind.AIM, NodeKind.CHALLENGE, NodeKind.PROJECT}
)
# Kinds of the recogniser that a reviewer does not choose from.
STRUCTURE = {"plan": NodeKind.SECTION, "chapter": NodeKind.SECTION}


@dataclass
class OutlineLine:
    id: int
    parent: int | None
    title: str
    name: str
    proposed: NodeKind
    kind: NodeKind
    confidence: float
    source_line: int
    is_inferred: bool
    depth: int
    # Chosen by hand, where the line stands under nothing that it could hang on.
    under: int | None
    # An existing row chosen to merge with; 0: make a new one all the same; None: nothing chosen.
    merge: int | None
    # Looked at by somebody who found it right.
    is_sure: bool
    children: list[int] = field(default_factory=list)

    @property
    def is_made(self) -> bool:
        return self.kind not in NOT_MADE

    @property
    def is_changed(self) -> bool:
        return self.kind != self.proposed

    @property
    def certainty(self) -> Certainty:
        if self.confidence >= CERTAIN:
            return Certainty.HIGH
        return Certainty.MEDIUM if self.confidence >= FAIRLY_CERTAIN else Certainty.LOW

    @property
    def is_doubted(self) -> bool:
        """We doubt it, whatever somebody said since."""
        return self.certainty is Certainty.LOW

    @property
    def is_uncertain(self) -> bool:
        """Worth a look: we doubt it, and nobody has changed it or found it right yet."""
        return self.is_doubted and not self.is_changed and not self.is_sure


def known_kind(kind: str) -> NodeKind:
    if kind in NodeKind.values:
        return NodeKind(kind)
    return STRUCTURE.get(kind, NodeKind.NOTHING)


class PlanOutline:
    """All lines in the order of the document, parents before children."""

    def __init__(self, plan_import: PlanImport) -> None:
        self.lines: dict[int, OutlineLine] = {}
        for node in plan_import.nodes:
            self._add(node, plan_import.choices.get(str(node["id"]), {}))

    def _add(self, node: dict[str, Any], choice: dict[str, Any]) -> None:
        above = self.lines.get(node["parent"]) if node["parent"] is not None else None
        proposed = known_kind(node["proposed_kind"])
        line = OutlineLine(
            id=node["id"],
            parent=node["parent"],
            title=node["title"],
            name=choice.get("name") or node.get("name") or node["title"],
            proposed=proposed,
            kind=known_kind(choice["kind"]) if "kind" in choice else proposed,
            confidence=node["confidence"],
            source_line=node["source_line"],
            is_inferred=node.get("is_inferred", False),
            depth=above.depth + 1 if above else 0,
            under=choice.get("under"),
            merge=choice.get("merge"),
            is_sure=bool(choice.get("sure")),
        )
        self.lines[line.id] = line
        if above is not None:
            above.children.append(line.id)

    def __iter__(self) -> Iterator[OutlineLine]:
        return iter(self.lines.values())

    def above(self, line: OutlineLine) -> Iterator[OutlineLine]:
        """From the parent up."""
        while line.parent is not None:
            line = self.lines[line.parent]
            yield line

    def nearest(self, line: OutlineLine, kinds: frozenset[str]) -> OutlineLine | None:
        return next((each for each in self.above(line) if each.kind in kinds), None)

    def owner_of(self, line: OutlineLine) -> OutlineLine | None:
        """What it will hang on: chosen by hand, or the nearest above that can hold it."""
        kinds = OWNERS.get(line.kind, frozenset())
        chosen = self.lines.get(line.under) if line.under else None
        if chosen is not None and chosen.kind in kinds:
            return chosen
        return self.nearest(line, kinds)

    @cached_property
    def orphans(self) -> list[OutlineLine]:
        """Lines that become something for which there is no place."""
        return [line for line in self if line.kind in OWNERS and self.owner_of(line) is None]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(line.kind for line in self)

    def of_kinds(self, kinds: frozenset[str]) -> list[OutlineLine]:
        return [line for line in self if line.kind in kinds]

    def explanations(self) -> dict[int, list[str]]:
        """Text by the line that it explains. Text under nothing that is made is left out."""
        found: dict[int, list[str]] = {}
        for line in self.of_kinds(frozenset({NodeKind.TEXT})):
            owner = self.nearest(line, EXPLAINED)
            if owner is not None:
                found.setdefault(owner.id, []).append(line.title)
        return found
