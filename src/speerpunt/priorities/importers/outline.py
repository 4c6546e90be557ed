"""The outline of a plan: nodes in the order of the document, parents before children, every line in one node."""

from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import Kind
from .lines import Line


@dataclass(frozen=True, slots=True)
class Node:
    id: int
    parent: int | None
    title: str  # the whole text, broken lines joined
    name: str  # a short name to create something with: no number, no word that says the kind, no explanation
    proposed_kind: Kind
    confidence: float  # 0 to 1, of kind and place together
    source_line: int  # where it starts; of an inferred chapter where its text starts
    lines: tuple[Line, ...] = ()
    is_inferred: bool = False  # named by the contents list only


@dataclass(frozen=True, slots=True)
class Outline:
    nodes: tuple[Node, ...]

    def children(self, parent: Node | None) -> list[Node]:
        parent_id = parent.id if parent else None
        return [node for node in self.nodes if node.parent == parent_id]

    def ancestors(self, node: Node) -> list[Node]:
        """From the parent up. Ids count from 1 in the order of `nodes`."""
        found: list[Node] = []
        while node.parent is not None:
            node = self.nodes[node.parent - 1]
            found.append(node)
        return found

    def of_kind(self, kind: str) -> list[Node]:
        return [node for node in self.nodes if node.proposed_kind == kind]


def outline_as_json(outline: Outline) -> dict[str, Sequence[dict[str, object]]]:
    return {
        "nodes": [
            {
                "id": node.id,
                "parent": node.parent,
                "title": node.title,
                "proposed_kind": str(node.proposed_kind),
                "confidence": node.confidence,
                "source_line": node.source_line,
            }
            for node in outline.nodes
        ]
    }
