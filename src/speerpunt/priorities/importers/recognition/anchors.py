"""Which blocks are the headings that the contents list names: the best match in which the order holds."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .blocks import ASIDE, Block, Form
from .contents import Contents, Entry
from .headings import Profile, is_set_apart
from .numbering import parse_label
from .wording import STOP_WORDS, key

LONGEST_HEADING = 160
MOST_PER_ENTRY = 40
AMONG_OTHERS = 0.4  # for a line in a list, or in the type of the running text
RUN_IN = (" – ", " - ", " — ", ": ", ". ")


@dataclass(frozen=True, slots=True)
class Match:
    entry: int
    block: int
    weight: float


def anchor(blocks: Sequence[Block], contents: Contents, profile: Profile) -> None:
    """Set `entry` on the blocks that head the chapters of the contents list."""
    for match in _best_in_order(_matches(blocks, contents, profile)):
        blocks[match.block].entry = match.entry


def _matches(blocks: Sequence[Block], contents: Contents, profile: Profile) -> list[Match]:
    titles, tokens, numbers = _indexes(blocks)
    plainness = _plainness(blocks, profile)
    found: list[Match] = []
    for order, entry in enumerate(contents.entries):
        places = set(titles[key(entry.title)]) | set(titles[_without_label(entry, contents)])
        places |= set(numbers[entry.number.values]) if entry.number else set()
        places |= _sharing(entry, tokens)
        weighed = [
            Match(order, place, plainness[place] * _weight(blocks[place], entry, contents))
            for place in sorted(places)
        ]
        likely = sorted((match for match in weighed if match.weight > 0), key=lambda match: -match.weight)
        found += likely[:MOST_PER_ENTRY]
    return found


_Index = defaultdict[object, list[int]]


def _indexes(blocks: Sequence[Block]) -> tuple[_Index, _Index, _Index]:
    titles: _Index = defaultdict(list)
    tokens: _Index = defaultdict(list)
    numbers: _Index = defaultdict(list)
    for place, block in enumerate(blocks):
        if not _may_head(block):
            continue
        for title in _titles(block):
            titles[key(title)].append(place)
        if len(block.text) <= LONGEST_HEADING:
            for token in set(key(block.title).split()) - STOP_WORDS:
                tokens[token].append(place)
            if block.number and block.number.is_decimal:
                numbers[block.number.values].append(place)
    return titles, tokens, numbers


def _plainness(blocks: Sequence[Block], profile: Profile) -> list[float]:
    """Less than 1 for blocks that do not look like the headings of this document."""
    styled = profile.has_levels or profile.has_types
    factors: list[float] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if styled:
            looks = block.level is not None if profile.has_levels else is_set_apart(block, profile)
        else:
            looks = block.gap and (after is None or after.gap)
        factors.append(1.0 if looks else AMONG_OTHERS)
    return factors


def _may_head(block: Block) -> bool:
    return block.form not in ASIDE | {Form.CONTENTS, Form.ROW} and not block.bullet


def _titles(block: Block) -> Iterator[str]:
    if len(block.text) <= LONGEST_HEADING:
        yield block.title
        label = parse_label(block.text)
        if label:
            yield block.text[label.length :]
    yield from _run_in(block)


def _run_in(block: Block) -> list[str]:
    """The title that a paragraph begins with: "Platform – Wij zijn ..."."""
    heads = (block.text[:90].partition(sign)[0] for sign in RUN_IN if sign in block.text[:90])
    return [head for head in heads if len(head.split()) <= 6]


def _without_label(entry: Entry, contents: Contents) -> str:
    first, _space, rest = key(entry.title).partition(" ")
    return rest if rest and first in contents.label_words else key(entry.title)


def _sharing(entry: Entry, tokens: _Index) -> set[int]:
    """Blocks that share the rarer half of the words of a title."""
    words = sorted(set(key(entry.title).split()) - STOP_WORDS, key=lambda word: len(tokens[word]))
    rare = words[: max(1, (len(words) + 1) // 2)]
    return {place for word in rare for place in tokens[word][:MOST_PER_ENTRY]} if len(words) > 2 else set()


def _weight(block: Block, entry: Entry, contents: Contents) -> float:
    """How well a block can be the heading of this chapter; 0 when it cannot."""
    same_number = _same_number(block, entry)
    wanted, short = key(entry.title), _without_label(entry, contents)
    keys = {key(title) for title in _titles(block)}
    emphasis = 0.3 * (block.level is not None or block.is_bold) + 0.1 * (block.form is not Form.ITEM)
    if wanted in keys and len(block.text) > LONGEST_HEADING:
        return 1.0
    if wanted in keys:
        return {True: 3.0, None: 2.0, False: 0.9}[same_number] + emphasis
    if short in keys:
        return {True: 2.5, None: 1.2, False: 0.2}[same_number] + emphasis
    if len(block.text) > LONGEST_HEADING:
        return 0.0
    alike = _likeness(key(block.title), wanted)
    if same_number:
        return 1.2 + alike
    return alike + emphasis if alike >= 0.8 and same_number is None else 0.0


def _same_number(block: Block, entry: Entry) -> bool | None:
    """None when one of the two has no number."""
    number = block.number or parse_label(block.text)
    if entry.number is None or number is None:
        return None
    return number.values == entry.number.values


def _likeness(one: str, other: str) -> float:
    ours, theirs = set(one.split()) - STOP_WORDS, set(other.split()) - STOP_WORDS
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if len(ours) > 2 or len(theirs) > 2 else 0.0


def _best_in_order(matches: list[Match]) -> list[Match]:
    """The heaviest chain of matches in which entries and blocks both rise."""
    ordered = sorted(matches, key=lambda match: (match.entry, -match.block))
    chains = _Chains()
    for match in ordered:
        chains.add(match)
    return chains.heaviest()


class _Chains:
    """For every block the heaviest chain that ends at or before it, kept as a rising staircase."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, float]] = []  # block, weight of the chain
        self.chains: dict[int, tuple[Match, object]] = {}

    def add(self, match: Match) -> None:
        place = bisect_left(self.steps, (match.block, -1.0))
        below = self.steps[place - 1] if place else (-1, 0.0)
        weight = below[1] + match.weight
        if place < len(self.steps) and self.steps[place][0] == match.block and self.steps[place][1] >= weight:
            return
        while place < len(self.steps) and self.steps[place][1] <= weight:
            self.steps.pop(place)
        insort(self.steps, (match.block, weight))
        self.chains[match.block] = (match, self.chains.get(below[0]))

    def heaviest(self) -> list[Match]:
        chain: list[Match] = []
        link = self.chains.get(self.steps[-1][0]) if self.steps else None
        while link:
            match, link = link  # type: ignore[assignment]
            chain.append(match)
        return chain[::-1]
