"""The title of the plan: the heading that stands over all others."""

import re
from collections.abc import Sequence

from .blocks import ASIDE, Block, Form
from .contents import CONTENTS_TITLES
from .headings import Profile
from .wording import key

YEAR = re.compile(r"\b20\d\d\b")
LONGEST = 120
MOST_ON_COVER = 6


def find_title(blocks: Sequence[Block], profile: Profile) -> Block | None:
    headings = [block for block in blocks if block.form is Form.HEADING]
    said = [block for block in headings if block.level == 0]
    if said and (len(said) < 3 or said[1] not in headings[headings.index(said[0]) + 2 :]):
        return said[0]
    if not headings or said:
        return None
    if profile.has_levels or profile.has_types:
        return _on_cover(headings, blocks) or _highest(headings, blocks) or _before_numbers(headings, blocks)
    return _opening(headings, blocks)


def _on_cover(headings: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """What stands before the contents list and is not named by it, with at most a few short lines under it."""
    shown = [block for block in blocks if block.form not in ASIDE]
    first = headings[0]
    listed = next((place for place, block in enumerate(shown) if block.form is Form.CONTENTS), 0)
    before = shown[:listed]
    is_cover = first in before[:MOST_ON_COVER] and len(before) <= MOST_ON_COVER
    is_plain = all(len(block.text) <= LONGEST and block.form is not Form.ITEM for block in before)
    free = first.number is None and first.entry is None and key(first.text) not in CONTENTS_TITLES
    return first if is_cover and is_plain and free else None


def _highest(headings: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    first = headings[0]
    shown = [block for block in blocks if block.form not in ASIDE | {Form.CONTENTS}]
    is_alone = all(block.rank > first.rank for block in headings[1:])
    return first if is_alone and first.number is None and first in shown[:6] and len(headings) > 1 else None


def _before_numbers(headings: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """The first line of all, when it names a year or the chapters behind it are numbered and it is not."""
    first, after = headings[0], headings[1] if len(headings) > 1 else None
    is_first = next((block for block in blocks if block.form not in ASIDE), None) is first
    free = first.number is None and first.entry is None and key(first.text) not in CONTENTS_TITLES
    numbered = after is not None and after.number is not None and after.number.values[0] == 1
    return first if is_first and free and (numbered or YEAR.search(first.text)) else None


def _opening(headings: Sequence[Block], blocks: Sequence[Block]) -> Block | None:
    """Where no type tells: the first text, when what follows shows that it is no chapter."""
    shown = [block for block in blocks if block.form not in ASIDE]
    first, after = shown[0], shown[1] if len(shown) > 1 else None
    if after is not None and after.form in {Form.ITEM, Form.ROW}:
        return None
    free = first.number is None and first.entry is None and len(first.text) <= LONGEST
    if not free or first.form not in {Form.HEADING, Form.TEXT} or first.text.endswith((".", ":", ";", ",")):
        return None
    over_numbers = (
        any(block.number is not None for block in headings)
        and after is not None
        and len(after.text) < LONGEST
    )
    alone_in_capitals = first.is_capitals and sum(block.is_capitals for block in headings) == 1
    before_others = after is not None and after.form in {Form.CONTENTS, Form.HEADING}
    if before_others or over_numbers or alone_in_capitals or YEAR.search(first.text):
        first.form = Form.HEADING
        first.heading_class = ("title", None)
        return first
    return None
