"""A plan names its priorities more than once: in an overview, and over the chapter itself. One of them is proposed."""

from collections import defaultdict

from ..kinds import Kind
from .blocks import Form
from .tree import Branch
from .wording import key

LIKELY = 0.7
ONLY_NAMED = 0.6


def settle_doubles(branches: list[Branch]) -> None:
    _lift_listed(branches)
    _keep_fullest(branches)


def _lift_listed(branches: list[Branch]) -> None:
    """An entry of a list of priorities that returns as a heading gives its kind to that heading."""
    headings: dict[str, list[Branch]] = defaultdict(list)
    for branch in branches:
        if branch.block.form is Form.HEADING and branch.kind in {Kind.CHAPTER, Kind.SECTION}:
            headings[key(branch.name)].append(branch)
    for branch in branches:
        if branch.kind is Kind.PRIORITY and branch.block.form in {Form.ITEM, Form.ROW, Form.TEXT}:
            named = headings.get(key(branch.name))
            if named:
                fullest = max(named, key=lambda each: len(each.children))
                fullest.kind = Kind.PRIORITY
                fullest.confidence = round(min(LIKELY, fullest.block.certainty), 2)
                branch.kind, branch.confidence = Kind.TEXT, ONLY_NAMED


def _keep_fullest(branches: list[Branch]) -> None:
    sizes = _sizes(branches)
    doubles: dict[str, list[int]] = defaultdict(list)
    for place, branch in enumerate(branches):
        if branch.kind is Kind.PRIORITY:
            doubles[key(branch.name)].append(place)
    for places in doubles.values():
        fullest = max(places, key=lambda place: sizes[place])
        for place in places:
            if place != fullest:
                is_heading = branches[place].block.form is Form.HEADING
                branches[place].kind = Kind.SECTION if is_heading else Kind.TEXT
                branches[place].confidence = ONLY_NAMED


def _sizes(branches: list[Branch]) -> list[int]:
    """The number of nodes in and under each node."""
    sizes = [1] * len(branches)
    for place in range(len(branches) - 1, -1, -1):
        parent = branches[place].parent
        if parent is not None:
            sizes[parent] += sizes[place]
    return sizes
