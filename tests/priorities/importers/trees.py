"""An outline as nested `title`, `kind` and `under`, so that a test compares it with what a reader sees."""

from speerpunt.priorities.importers import Node, Outline


def as_tree(outline: Outline) -> list[dict[str, object]]:
    under: dict[int | None, list[Node]] = {}
    for node in outline.nodes:
        under.setdefault(node.parent, []).append(node)

    def branches(parent: int | None) -> list[dict[str, object]]:
        return [_branch(node, branches(node.id)) for node in under.get(parent, [])]

    return branches(None)


def _branch(node: Node, children: list[dict[str, object]]) -> dict[str, object]:
    branch: dict[str, object] = {"title": node.title, "kind": str(node.proposed_kind)}
    if node.is_inferred:
        branch["inferred"] = True
    if children:
        branch["under"] = children
    return branch


def titles_of(outline: Outline, kind: str) -> list[str]:
    return [node.title for node in outline.of_kind(kind)]


def path_of(outline: Outline, title: str) -> list[str]:
    """The titles from the top down to the one node with this title."""
    (node,) = (node for node in outline.nodes if node.title == title)
    return [above.title for above in reversed(outline.ancestors(node))] + [title]
