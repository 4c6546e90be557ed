"""Chapters that the contents list names but the text does not head: nodes at the place where the text turns to them.

Between two headings that were found, the chapters without heading follow each other in the order of the contents list.
The best division gives every block to the chapter that its words speak for. A division that starts at a short line
that looks like a heading, at white space, and near the page that the contents list gives, is better than another.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .blocks import ASIDE, Block, Form
from .contents import Contents, Entry
from .topics import Topic, topic_words
from .wording import key

AT_HEADING = 1.0
AT_FIRST_WORDS = 0.6
AT_PAGE_START = 0.5
IN_LIST = -0.3
IN_TIGHT_LIST = -1.5
IN_NESTED_LIST = -2.0
PAGE_PULL = 1.5
MOST_CELLS = 60_000  # of the division table; beyond it only pages and order tell


@dataclass(slots=True)
class _Gap:
    """Chapters without heading, and the blocks among which they begin."""

    entries: list[int]
    first: int  # block
    last: int
    before: int | None  # entry whose heading stands before them
    after: int | None


def insert_missing_heads(blocks: list[Block], contents: Contents) -> list[Block]:
    """The blocks with a block of low certainty for every chapter that has no heading."""
    gaps = _gaps(blocks, contents)
    if not gaps:
        return blocks
    words = [topic_words(block.text) if block.form is not Form.CONTENTS else frozenset() for block in blocks]
    topics = _topics(words, contents, gaps)
    starts = [start for gap in gaps for start in _placed(gap, blocks, words, topics, contents)]
    return _with_heads(blocks, starts, contents)


def _gaps(blocks: Sequence[Block], contents: Contents) -> list[_Gap]:
    place_of = {block.entry: place for place, block in enumerate(blocks) if _is_found(block)}
    if len(place_of) < 2 and 3 * len(place_of) < len(contents.entries):
        return []
    gaps: list[_Gap] = []
    before: int | None = None
    for order, entry in enumerate(contents.entries):
        if order in place_of:
            before = order
        elif _is_displaced(order, entry, blocks, place_of):
            continue
        elif gaps and gaps[-1].before == before:
            gaps[-1].entries.append(order)
        else:
            first = place_of[before] + 1 if before is not None else _after_contents(blocks)
            gaps.append(_Gap([order], first, len(blocks), before, None))
    for gap in gaps:
        gap.after = min(
            (order for order in place_of if order is not None and order > gap.entries[-1]), default=None
        )
        gap.last = place_of[gap.after] if gap.after is not None else len(blocks)
    return gaps


def _is_displaced(
    order: int, entry: Entry, blocks: Sequence[Block], place_of: Mapping[int | None, int]
) -> bool:
    """A heading with this very title stands one chapter further or back: a designer moved it."""
    near = [place_of[other] for other in range(order - 2, order + 3) if other in place_of]
    if entry.number is not None or not near:
        return False
    title = key(entry.full_title)
    around = blocks[min(near) : max(near) + 1]
    return any(
        block.entry is None and block.form is Form.HEADING and key(block.text) == title for block in around
    )


def _is_found(block: Block) -> bool:
    return block.entry is not None and block.form is Form.HEADING


def _after_contents(blocks: Sequence[Block]) -> int:
    return max((place + 1 for place, block in enumerate(blocks) if block.form is Form.CONTENTS), default=0)


def _topics(words: Sequence[frozenset[str]], contents: Contents, gaps: Sequence[_Gap]) -> dict[int, Topic]:
    wanted = {order for gap in gaps for order in (*gap.entries, gap.before) if order is not None}
    texts = [text for text in words if text]
    counts = Counter(word for text in texts for word in text)
    topics: dict[int, Topic] = {}
    for order in wanted:
        topics[order] = Topic(contents.entries[order].title, contents.label_words)
        topics[order].learn(texts, counts)
    return topics


def _placed(
    gap: _Gap,
    blocks: Sequence[Block],
    words: Sequence[frozenset[str]],
    topics: dict[int, Topic],
    contents: Contents,
) -> list[tuple[int, int, float]]:
    """Per chapter: block before which it begins, entry, certainty."""
    size = gap.last - gap.first
    if not size or size * (len(gap.entries) + 1) > MOST_CELLS:
        return [(gap.last, order, 0.1) for order in gap.entries]
    bonuses = [
        [
            _start_bonus(place, gap, blocks, words, topics[order], contents.entries, order)
            for place in range(gap.first, gap.last)
        ]
        for order in gap.entries
    ]
    sections = [
        topics.get(gap.before) if gap.before is not None else None,
        *(topics[order] for order in gap.entries),
    ]
    scores = [
        [topic.score(words[place]) if topic else 0.0 for place in range(gap.first, gap.last)]
        for topic in sections
    ]
    starts = _best_division(scores, bonuses)
    placed = []
    for order, start, bonus in zip(gap.entries, starts, bonuses, strict=True):
        sure = 0.15 if start >= size else min(0.45, max(0.15, 0.22 + 0.12 * bonus[start]))
        placed.append((gap.first + start, order, round(sure, 2)))
    return placed


def _start_bonus(
    place: int, gap: _Gap, blocks: Sequence[Block], words: Sequence[frozenset[str]], topic: Topic,
    entries: Sequence[Entry], order: int,
) -> float:  # fmt: skip
    block = blocks[place]
    hit = _first_hit(place, blocks, words, topic)
    bonus = AT_FIRST_WORDS * hit
    if block.form is Form.HEADING:
        bonus += IN_TIGHT_LIST if _counts_on(block) else AT_HEADING * (0.4 + 0.6 * hit)
    elif block.form is Form.ITEM:
        before = next(
            (each for each in reversed(blocks[max(0, place - 5) : place]) if each.form not in ASIDE), None
        )
        inside = before is not None and before.form is Form.ITEM
        nested = inside and before is not None and block.indent > before.indent + 0.5
        bonus += IN_NESTED_LIST if nested or block.indent >= 1 else IN_LIST if block.gap else IN_TIGHT_LIST
    elif block.form in ASIDE:
        bonus += IN_TIGHT_LIST
    if place and block.page and block.page != blocks[place - 1].page:
        bonus += AT_PAGE_START
    return bonus - PAGE_PULL * _distance_from_page(place, gap, blocks, entries, order)


def _counts_on(block: Block) -> bool:
    """A heading that goes on with a series, or that only leads in a list, opens no chapter."""
    is_later = block.number is not None and block.number.values[-1] > 1
    return is_later or block.heading_class == ("colon", None)


def _first_hit(place: int, blocks: Sequence[Block], words: Sequence[frozenset[str]], topic: Topic) -> float:
    hit = topic.hits(words[place])
    if blocks[place].form is Form.HEADING and place + 1 < len(blocks):
        hit = max(hit, 0.9 * topic.hits(words[place + 1]))
    return hit


def _distance_from_page(
    place: int, gap: _Gap, blocks: Sequence[Block], entries: Sequence[Entry], order: int
) -> float:
    """How far a place lies from where the page number of the contents list would have it, as a part of the gap."""
    start = entries[gap.before].page if gap.before is not None else None
    stop = entries[gap.after].page if gap.after is not None else None
    page = entries[order].page
    if start is None or stop is None or page is None or stop <= start:
        return 0.0
    first, last = blocks[gap.first].first, blocks[gap.last - 1].first
    here = blocks[place].first
    if first.page and last.page > first.page:
        passed = (here.page - first.page) / (last.page - first.page)
    else:
        passed = (here.source_line - first.source_line) / max(1, last.source_line - first.source_line)
    return min(1.0, abs(passed - (page - start) / (stop - start)))


def _best_division(scores: Sequence[Sequence[float]], bonuses: Sequence[Sequence[float]]) -> list[int]:
    """Where the second and later sections start, so that the scores of all blocks and starts are highest."""
    size = len(scores[0])
    sums = [[0.0, *accumulate(row)] for row in scores]
    best = [sums[0][stop] for stop in range(size + 1)]  # of the sections so far, ending before `stop`
    choices: list[list[int]] = []
    for row, bonus in zip(sums[1:], bonuses, strict=True):
        leading, lead_value = 0, float("-inf")
        choice, following = [], []
        for stop in range(size + 1):
            if stop and best[stop - 1] + bonus[stop - 1] - row[stop - 1] >= lead_value:
                leading, lead_value = stop - 1, best[stop - 1] + bonus[stop - 1] - row[stop - 1]
            choice.append(leading if stop else 0)
            following.append(lead_value + row[stop] if stop else best[0] - 1.0)
        choices.append(choice)
        best = following
    return _traced(choices, size)


def _traced(choices: Sequence[Sequence[int]], size: int) -> list[int]:
    starts: list[int] = []
    stop = size
    for choice in reversed(choices):
        stop = choice[stop]
        starts.append(stop)
    return starts[::-1]


def _with_heads(
    blocks: Sequence[Block], starts: Sequence[tuple[int, int, float]], contents: Contents
) -> list[Block]:
    heads: dict[int, list[Block]] = {}
    for place, order, certainty in sorted(starts, key=lambda start: (start[0], start[1])):
        entry = contents.entries[order]
        head = Block([], entry.full_title, Form.HEADING, number=entry.number, entry=order)
        head.certainty, head.is_inferred = certainty, True
        heads.setdefault(place, []).append(head)
    result: list[Block] = []
    for place in range(len(blocks) + 1):
        result += heads.get(place, [])
        result += blocks[place : place + 1]
    return result
