"""Series: numbers, letters and labels that count on. They tell whether a number heads a chapter or an entry of a list."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .blocks import ASIDE, Block, Form
from .numbering import CHAPTER_LABELS, Number, parse_label

LONGEST_HEADING = 120
LONGEST_LABELLED = 220
LONGEST_DECIMAL = 320
SENTENCE_ENDS = (".", ";", ",")
INNER = "'"  # behind the style of a list inside a chapter whose own number looks the same
_Look = tuple[object, ...]


@dataclass(slots=True)
class Run:
    """Blocks whose numbers of one style count on, by index."""

    style: str
    members: list[int]

    def holds(self, places: Sequence[int]) -> bool:
        """Whether any of these sorted places lies between two members."""
        first = bisect_left(places, self.members[0] + 1)
        return first < len(places) and places[first] < self.members[-1]


def find_runs(blocks: Sequence[Block]) -> list[Run]:
    """Runs of single numbers; settles at the same time which letters are Roman numerals."""
    counting = _Counting()
    for index, block in enumerate(blocks):
        if block.number is None or block.number.label or block.form in ASIDE | {Form.CONTENTS}:
            continue
        if block.number.is_decimal:
            counting.pass_decimal(block.number.values)
        else:
            counting.add(blocks, index)
    return counting.runs


@dataclass(slots=True)
class _Counting:
    """Counts along the blocks. Between "2.1" and "3." a run that starts anew at 1 is a list inside chapter 2."""

    runs: list[Run] = field(default_factory=list)
    open: dict[_Look, Run] = field(default_factory=dict)
    last: dict[_Look, int] = field(default_factory=dict)
    chapters: dict[_Look, tuple[Run, int]] = field(default_factory=dict)  # that decimals go on with

    def pass_decimal(self, values: tuple[int, ...]) -> None:
        for look, run in self.open.items():
            if values[1] == 1 and self.last.get(look) == values[0] and look not in self.chapters:
                self.chapters[look] = (run, values[0])
        for look, (run, value) in self.chapters.items():
            if value == values[0]:
                self.open[look], self.last[look] = run, value

    def add(self, blocks: Sequence[Block], index: int) -> None:
        block = blocks[index]
        assert block.number
        looks, look = _looks(block.number), _look_of(block)
        style, value = next(
            ((style, value) for style, value in looks if self.last.get((style, *look)) == value - 1), looks[0]
        )
        place = (style, *look)
        if self._is_next_chapter(blocks, index, place, value):
            run = self.open[place] = self.chapters[place][0]
            self.chapters[place] = (run, value)
        elif self.last.get(place) != value - 1 or place not in self.open:
            run = self.open[place] = Run(style + INNER if place in self.chapters else style, [])
            self.runs.append(run)
        self.open[place].members.append(index)
        self.last[place] = value
        _settle(block, self.open[place].style, value)

    def _is_next_chapter(self, blocks: Sequence[Block], index: int, place: _Look, value: int) -> bool:
        """The number that the chapters wait for, unless a list inside the chapter comes to the same number here."""
        if place not in self.chapters or self.chapters[place][1] != value - 1:
            return False
        inner = self.open[place]
        if inner is self.chapters[place][0] or self.last[place] != value - 1:
            return True
        later = next(
            (block.number for block in blocks[index + 1 :] if block.number and block.number.is_decimal), None
        )
        if later and later.values[:2] == (value, 1):
            return True
        if not blocks[index].gap:
            return False
        is_tight = len(inner.members) > 1 and not any(blocks[member].gap for member in inner.members[1:])
        between = blocks[inner.members[-1] + 1 : index]
        return is_tight or any(
            block.is_content and not block.number and not block.bullet for block in between
        )


def _look_of(block: Block) -> tuple[object, ...]:
    """What the numbers of one run have in common."""
    drawn = bool(block.bullet) or block.depth is not None
    return drawn, block.is_bold, round(block.size), block.indent // 3


def _looks(number: Number) -> list[tuple[str, int]]:
    looks = [(number.style, number.values[0])]
    if number.other_value:
        letter = number.style.replace("I", "A").replace("i", "a")
        looks.append((letter, number.other_value))
        if number.values[0] != 1:
            looks.reverse()
    return looks


def _settle(block: Block, style: str, value: int) -> None:
    if block.number and (block.number.style, block.number.values) != (style, (value,)):
        block.number = replace(block.number, style=style, values=(value,))


def drop_lone_numbers(blocks: Sequence[Block], runs: Iterable[Run]) -> None:
    """A letter or bare number that no other follows is no number: "A. Jansen", "4 Mijl"."""
    for run in runs:
        block = blocks[run.members[0]]
        number = block.number
        if (
            len(run.members) > 1
            or number is None
            or block.entry is not None
            or number.length >= len(block.text)
        ):
            continue
        is_initial = run.style[0].isalpha() and number.values[0] != 1
        is_amount = run.style == "1" and len(block.lines) == 1 and not block.first.marker
        if is_initial or is_amount:
            block.number = None


def find_labels(blocks: Sequence[Block]) -> None:
    """Give a number to blocks such as "Project 2: Naam", when their label counts on somewhere or heads chapters."""
    labelled: dict[str, list[tuple[Block, Number]]] = defaultdict(list)
    for block in blocks:
        may = block.form is Form.TEXT and block.number is None and len(block.text) <= LONGEST_LABELLED
        label = parse_label(block.text) if may else None
        if label:
            labelled[label.label].append((block, label))
    for word, members in labelled.items():
        values = [number.values for _block, number in members]
        counts_on = any(
            after[:-1] == before[:-1] and after[-1] == before[-1] + 1 for before, after in pairwise(values)
        )
        is_styled = any(
            block.level is not None or _opens_with_colon(block, number) for block, number in members
        )
        if counts_on or word in CHAPTER_LABELS or is_styled:
            for block, number in members:
                block.number = number


def _opens_with_colon(block: Block, number: Number) -> bool:
    """The first of a series, though no second follows: "Project 1: Kade"."""
    return number.values[-1] == 1 and block.text[: number.length].rstrip().endswith(":")


def linked_styles(blocks: Sequence[Block], runs: Sequence[Run]) -> set[str]:
    """Styles of single numbers under which decimals continue: "2." before "2.1"."""
    votes: dict[str, int] = defaultdict(int)
    seen: dict[str, int] = {}
    style_at = {index: run.style for run in runs for index in run.members if not blocks[index].bullet}
    for index, block in enumerate(blocks):
        if block.number is None or block.bullet:
            continue
        if block.number.is_decimal:
            for style in [style for style, value in seen.items() if (value, 1) == block.number.values[:2]]:
                votes[style] += 1
                del seen[style]
        elif style_at.get(index, "").startswith(("1", "I", "§")) and not style_at[index].endswith(")"):
            seen[style_at[index]] = block.number.values[0]
    return {max(votes, key=lambda style: votes[style])} if votes else set()


def is_heading_run(blocks: Sequence[Block], run: Run) -> bool:
    """Whether the members of a run head a piece of text, instead of following each other as a list."""
    members = [blocks[index] for index in run.members]
    if any(block.bullet or block.depth is not None for block in members):
        return False
    long = sum(len(block.text) > LONGEST_HEADING or block.text.endswith(SENTENCE_ENDS) for block in members)
    if 2 * long > len(members):
        return False
    if len(members) == 1:
        return members[0].gap and (members[0].is_capitals or _has_own_line(members[0]))
    between = [blocks[before + 1 : after] for before, after in pairwise(run.members)]
    all_spaced = all(block.gap for block in members)
    filled = [_has_content(part, all_spaced=all_spaced) for part in between]
    return sum(filled) >= 0.6 * len(filled)


def _has_own_line(block: Block) -> bool:
    """Whether the number stands on a line of its own above the title."""
    return (
        len(block.lines) > 1
        and block.number is not None
        and block.number.length > len(block.first.text.strip())
    )


def _has_content(between: Sequence[Block], *, all_spaced: bool) -> bool:
    """Any content under a title with white space before it; else a paragraph that is not set in."""
    if all_spaced:
        return any(block.is_content for block in between)
    return any(block.form is Form.TEXT and block.number is None and block.indent < 1 for block in between[:1])


def plausible_decimals(blocks: Sequence[Block]) -> None:
    """Take the number from blocks whose decimals fit in no order: "1.5 miljoen", "10.30 uur"."""
    seen: set[tuple[int, ...]] = set()
    for block in blocks:
        number = block.number
        if number is None or block.form in ASIDE | {Form.CONTENTS}:
            continue
        if not number.is_decimal or (
            _fits_order(number.values, seen)
            or block.entry is not None
            or block.level is not None
            or block.is_bold
        ):
            seen.add(number.values)
        else:
            block.number = None


def list_tight_decimals(blocks: Sequence[Block]) -> None:
    """Decimals right under each other, with nothing between them anywhere in their series, are a list: they head nothing."""
    series: dict[tuple[int, ...], list[int]] = defaultdict(list)
    shown = [block for block in blocks if block.form not in ASIDE]
    for place, block in enumerate(shown):
        if block.number and block.number.is_decimal and block.form is not Form.CONTENTS:
            series[block.number.values[:-1]].append(place)
    for places in series.values():
        members = [shown[place] for place in places]
        in_a_row = len(members) > 1 and places[-1] - places[0] == len(places) - 1
        is_tight = not any(block.gap for block in members[1:])
        is_said = any(
            block.entry is not None or block.level is not None or block.is_bold for block in members
        )
        if in_a_row and is_tight and not is_said:
            for block in members:
                block.form, block.is_listed = Form.ITEM, True
    _list_alike(shown)


def _list_alike(shown: Sequence[Block]) -> None:
    """A decimal that stands alone where others of its depth are lists, with no text of its own, is a list of one."""
    depths = {len(block.number.values) for block in shown if block.is_listed and block.number}
    for block, after in pairwise(shown):
        number = block.number
        if number is None or not number.is_decimal or len(number.values) not in depths:
            continue
        is_said = block.entry is not None or block.level is not None or block.is_bold
        if not is_said and block.form is Form.TEXT and after.gap and _is_short_title(after):
            block.form, block.is_listed = Form.ITEM, True


def _is_short_title(block: Block) -> bool:
    return len(block.text) <= LONGEST_HEADING and not block.text.endswith(SENTENCE_ENDS)


def _fits_order(values: tuple[int, ...], seen: set[tuple[int, ...]]) -> bool:
    above, last = values[:-1], values[-1]
    if above in seen or any((*above, last - step) in seen for step in (1, 2, 3)):
        return True
    return last <= 1 and (above[-1] == 1 or (*above[:-1], above[-1] - 1) in seen)
