"""The order of headings: which class of heading stands above which in this document."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise

from .blocks import Block, Form, HeadingClass
from .contents import Entry
from .headings import Profile, is_set_apart, repeated_keys
from .numbering import CHAPTER_LABELS
from .wording import key

HeadingType = tuple[float, bool]  # size and weight; the first is the largest

BELOW_STYLED = 95.0
LEVELLED = {("free", None), ("stacked", None)}
USUAL_ORDER = {"title": 0.0, "decimal": 10.0, "contents": 15.0, "label": 200.0, "number": 210.0, "capitals": 300.0,
               "styled": 390.0, "free": 400.0, "stacked": 440.0, "repeated": 450.0, "small": 500.0, "colon": 600.0,
               "lead": 610.0}  # fmt: skip


def rank_headings(blocks: Sequence[Block], entries: Sequence[Entry], profile: Profile) -> None:
    """Set the rank of every heading: the smaller, the higher in the outline."""
    headings = [block for block in blocks if block.form is Form.HEADING and not block.is_inferred]
    _refine(headings, entries, profile)
    order = _order_of_classes(blocks)
    nested = _nested_under_decimals(blocks)
    depths = _depths_by_level(headings)
    types = _Types.of(headings) if profile.has_types and not profile.has_levels else None
    for block in headings:
        assert block.heading_class
        second = order[block.heading_class]
        if profile.has_levels:
            block.rank = _styled_rank(block, depths, second)
        elif types:
            block.rank = types.rank(block, second if block.heading_class in nested else 0.0)
        else:
            block.rank = (0.0, second)


def rank_inferred(blocks: Sequence[Block], entries: Sequence[Entry], profile: Profile) -> None:
    """A heading that the type does not show ranks like the others of its depth in the contents list."""
    ranks: dict[float, list[tuple[float, float]]] = defaultdict(list)
    unshown = []
    for block in blocks:
        if block.entry is None or block.form is not Form.HEADING:
            continue
        if block.is_inferred or ((profile.has_levels or profile.has_types) and not _is_shown(block, profile)):
            unshown.append((block, entries[block.entry].depth))
        else:
            ranks[entries[block.entry].depth].append(block.rank)
    by_depth = {
        depth: max(set(found), key=lambda rank: (found.count(rank), -rank[0]))
        for depth, found in ranks.items()
    }
    for block, depth in unshown:
        block.rank = _rank_of_depth(depth, by_depth)


def _is_shown(block: Block, profile: Profile) -> bool:
    """Whether style, type or number tells the rank of a heading."""
    return block.level is not None or block.number is not None or is_set_apart(block, profile)


def _rank_of_depth(depth: float, by_depth: dict[float, tuple[float, float]]) -> tuple[float, float]:
    if depth in by_depth:
        return by_depth[depth]
    above = max((known for known in by_depth if known < depth), default=None)
    if above is None:
        return (0.0, 10.0 * depth)
    first, second = by_depth[above]
    return (first, second + 10.0 * (depth - above))


def _refine(headings: Sequence[Block], entries: Sequence[Entry], profile: Profile) -> None:
    """Set apart the classes that only the whole document shows."""
    repeated = repeated_keys(headings) if not (profile.has_levels or profile.has_types) else set()
    before: Block | None = None
    series = ""
    for block in headings:
        kind = block.heading_class[0] if block.heading_class else ""
        first_word = key(block.text).partition(" ")[0]
        if kind in {"contents", "label"} and block.entry is not None:
            block.heading_class = _class_in_contents(block, entries[block.entry].depth, profile)
        elif kind in {"free", "stacked"} and key(block.text) in repeated:
            block.heading_class = ("repeated", None)
        elif kind == "free" and before and before.heading_class == ("stacked", None) and first_word == series:
            block.heading_class = ("stacked", None)
        elif (
            kind == "label"
            and block.text.endswith(":")
            and block.number
            and block.number.length >= len(block.text)
        ):
            block.heading_class = ("label", f"{block.number.label}:")
        series = first_word if len(first_word) > 3 else ""
        before = block
    _level_holders(headings)


def _level_holders(headings: Sequence[Block]) -> None:
    """Headings that hold the same returning headings are equals, also where only the first stood right under another."""
    holders: list[Block] = []
    for before, block in pairwise(headings):
        if block.heading_class == ("repeated", None) and before.heading_class in LEVELLED:
            holders.append(before)
    stacked = [place for place, block in enumerate(holders) if block.heading_class == ("stacked", None)]
    for block in holders[stacked[0] :] if stacked else ():
        block.heading_class = ("stacked", None)


def _class_in_contents(block: Block, depth: float, profile: Profile) -> HeadingClass:
    """The contents list tells the depth; but a type of its own tells it better than half a step."""
    if not depth % 1:
        return ("decimal", int(depth))
    if profile.has_types and is_set_apart(block, profile):
        return ("free", None)
    return ("contents", depth)


def _depths_by_level(headings: Sequence[Block]) -> dict[int, int]:
    """The least depth of the numbers per style level, where one level is used for numbers of several depths."""
    depths: dict[int, set[int]] = defaultdict(set)
    for block in headings:
        if (
            block.level is not None
            and block.heading_class
            and block.heading_class[0] == "decimal"
            and block.number
        ):
            depths[block.level].add(len(block.number.values))
    return {level: min(found) for level, found in depths.items() if len(found) > 1}


def _styled_rank(block: Block, depths: dict[int, int], second: float) -> tuple[float, float]:
    if block.level is None:
        return (BELOW_STYLED, second)
    if block.level in depths and block.number and block.heading_class and block.heading_class[0] == "decimal":
        return (10.0 * block.level, float(len(block.number.values) - depths[block.level]))
    return (10.0 * block.level, 0.0)


def _type_of(block: Block) -> HeadingType:
    return (-round(block.size * 2) / 2, not block.is_bold)


@dataclass(slots=True)
class _Types:
    """The types that headings are set in, from large to small, and the depths of the numbers in each."""

    ranks: dict[HeadingType, float]  # in steps of ten, as the depth of the numbers says
    deepest: dict[HeadingType, int]

    @classmethod
    def of(cls, headings: Sequence[Block]) -> "_Types":
        depths: dict[HeadingType, list[int]] = {_type_of(block): [] for block in headings}
        for block in headings:
            if block.number and _is_decimal(block):
                depths[_type_of(block)].append(len(block.number.values))
        types = cls({}, {})
        current, has_numbers = 0.0, any(depths.values())
        for kind, found in sorted(depths.items()):
            if found:
                usual = max(set(found), key=lambda depth, found=found: (found.count(depth), -depth))  # type: ignore[misc]
                types.ranks[kind] = max(10.0 * usual, current)
                types.deepest[kind] = max(found)
                current = max(10.0 * max(found), current)
            else:
                current += 0.5 if has_numbers else 10.0
                types.ranks[kind] = current
        return types

    def rank(self, block: Block, second: float) -> tuple[float, float]:
        """`second` tells classes apart that share a type; it is 0 for the equals of numbered headings."""
        assert block.heading_class
        if _is_decimal(block):
            return (10.0 * _depth_of(block), 0.0)
        if block.heading_class[0] in {"lead", "colon"}:
            return (BELOW_STYLED, second)
        kind = _type_of(block)
        if second and kind in self.deepest:
            return (max(self.ranks[kind], 10.0 * self.deepest[kind]), second)
        return (self.ranks[kind], second)


def _is_decimal(block: Block) -> bool:
    return block.heading_class is not None and block.heading_class[0] == "decimal"


def _depth_of(block: Block) -> int:
    assert block.heading_class
    depth = block.heading_class[1]
    return depth if isinstance(depth, int) else 1


def _nested_under_decimals(blocks: Sequence[Block]) -> set[HeadingClass]:
    """Classes with members between two numbered headings; those before the first and after the last are their equals."""
    headings = [block.heading_class for block in blocks if block.form is Form.HEADING and block.heading_class]
    decimals = [index for index, each in enumerate(headings) if each[0] == "decimal"]
    if not decimals:
        return set(headings)
    return set(headings[decimals[0] : decimals[-1]])


def _order_of_classes(blocks: Sequence[Block]) -> dict[HeadingClass, float]:
    """A number per class, from what lies between the members of a series, else from the usual order."""
    places: dict[HeadingClass, list[int]] = defaultdict(list)
    values: dict[HeadingClass, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.form is Form.HEADING and block.heading_class:
            places[block.heading_class].append(index)
            values[block.heading_class].append(block.number.values[-1] if block.number else 0)
    intervals = {each: _intervals(places[each], values[each]) for each in places}
    compare = _comparer(places, intervals)
    ordered = sorted(
        sorted(places, key=lambda each: (_usual(each), places[each][0])), key=cmp_to_key(compare)
    )
    return {each: 10.0 * (order + 1) for order, each in enumerate(ordered)}


def _usual(each: HeadingClass) -> float:
    kind, what = each
    if kind in {"decimal", "contents"} and isinstance(what, int | float):
        return 10.0 * what
    if kind == "label" and what in CHAPTER_LABELS:
        return 5.0 + 5.0 * CHAPTER_LABELS[str(what)]
    if kind == "label" and str(what).endswith(":"):
        return USUAL_ORDER["colon"]
    if kind == "number" and str(what).strip("(")[:1] in {"a", "i"}:
        return USUAL_ORDER["small"]
    return USUAL_ORDER.get(kind, 400.0)


def _intervals(places: Sequence[int], values: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches between a member of a series and the next that counts on."""
    members = list(zip(places, values, strict=True))
    return [(one[0], other[0]) for one, other in pairwise(members) if other[1] == one[1] + 1]


def _comparer(
    places: dict[HeadingClass, list[int]], intervals: dict[HeadingClass, list[tuple[int, int]]]
) -> Callable[[HeadingClass, HeadingClass], int]:
    """Compare two classes: a series stands above what lies between its members."""

    def between(inner: HeadingClass, outer: HeadingClass) -> int:
        return sum(_any_within(places[inner], start, stop) for start, stop in intervals[outer])

    def compare(one: HeadingClass, other: HeadingClass) -> int:
        if one[0] == other[0] == "decimal" or "colon" in {one[0], other[0]}:
            return -1 if _usual(one) < _usual(other) else 1
        inside, outside = between(one, other), between(other, one)
        if inside != outside:
            return 1 if inside > outside else -1
        return -1 if (_usual(one), places[one][0]) <= (_usual(other), places[other][0]) else 1

    return compare


def _any_within(places: Sequence[int], start: int, stop: int) -> bool:
    first = bisect_right(places, start)
    return first < len(places) and places[first] < stop
