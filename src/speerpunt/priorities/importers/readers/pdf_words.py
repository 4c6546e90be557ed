"""Characters of a page gathered into words and rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

SPACE_EMS = 0.18
SAME_ROW_EMS = 0.12
RAISED_EMS = 0.6
RAISED_SIZE = 0.8
MARKER_EMS = 5.0  # between a bullet or number and its text
MARKER_LIFT = 0.5  # of the size: how far its baseline may lie from that of its text
LONGEST_MARKER = 5


@dataclass(frozen=True, slots=True)
class Character:
    """Places are in points; the baseline is counted from the top of the page."""

    sign: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    turned: bool = False


@dataclass(slots=True)
class Word:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool


@dataclass(slots=True)
class Row:
    """Words on one baseline, from left to right, through all columns."""

    words: list[Word]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def baseline(self) -> float:
        """That of the text, for a bullet before it may lie a little higher."""
        return max(self.words[:2], key=lambda word: len(word.text)).baseline

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def rows_of(characters: list[Character]) -> list[Row]:
    upright = sorted((each for each in characters if not each.turned), key=lambda each: each.baseline)
    rows = []
    for members in _with_raised_signs(list(_same_baseline(upright))):
        words = list(_words(sorted(members, key=lambda each: each.left)))
        if words:
            rows.append(Row(words))
    return list(_with_own_markers(rows))


def _with_own_markers(rows: list[Row]) -> Iterator[Row]:
    """A bullet or number that a program set a little higher or lower than its text stands in the row of that text."""
    for place, row in enumerate(rows):
        near = rows[max(0, place - 2) : place] + rows[place + 1 : place + 3]
        homes = [_home_of(word, near) for word in row.words]
        if not all(homes):
            yield row
            continue
        for word, home in zip(row.words, homes, strict=True):
            assert home
            home.words = sorted([*home.words, word], key=lambda each: each.left)


def _home_of(marker: Word, near: list[Row]) -> Row | None:
    """The row that has a word right behind this marker, about as high."""
    bare = marker.text.strip("().:")
    if len(marker.text) > LONGEST_MARKER or not (len(bare) <= 1 or bare.replace(".", "").isdigit()):
        return None
    for row in near:
        behind = [word for word in row.words if word.left >= marker.right]
        first = min(behind, key=lambda word: word.left, default=None)
        beside = first is not None and first.left - marker.right < MARKER_EMS * first.size
        lift = abs(row.baseline - marker.baseline)
        if first and beside and 0 < lift < MARKER_LIFT * first.size and len(first.text) > 1:
            return row
    return None


def _same_baseline(characters: list[Character]) -> Iterator[list[Character]]:
    row: list[Character] = []
    for each in characters:
        if row and each.baseline - row[0].baseline > SAME_ROW_EMS * each.size:
            yield row
            row = []
        row.append(each)
    if row:
        yield row


def _with_raised_signs(rows: list[list[Character]]) -> list[list[Character]]:
    """Small signs set a little higher or lower than a row belong to it: "m2", a reference to a footnote."""
    joined: list[list[Character]] = []
    for row in rows:
        if joined and _belongs(row, joined[-1]):
            joined[-1] = joined[-1] + row
        else:
            joined.append(row)
    return joined


def _belongs(row: list[Character], other: list[Character]) -> bool:
    size, other_size = max(each.size for each in row), max(each.size for each in other)
    large, small = (other, row) if other_size > size else (row, other)
    apart = abs(row[0].baseline - other[0].baseline)
    is_small = min(size, other_size) < RAISED_SIZE * max(size, other_size) and apart < RAISED_EMS * max(
        size, other_size
    )
    return is_small and all(_touches(each, large) for each in small if each.sign.strip())


def _touches(small: Character, large: list[Character]) -> bool:
    return any(
        abs(small.left - each.right) < each.size or abs(each.left - small.right) < each.size for each in large
    )


def _words(characters: list[Character]) -> Iterator[Word]:
    word: Word | None = None
    for each in characters:
        if not each.sign.strip():
            if word:
                yield word
            word = None
        elif word is None or each.left - word.right > SPACE_EMS * each.size:
            if word:
                yield word
            word = Word(each.sign, each.left, each.right, each.baseline, each.size, each.bold)
        elif not _is_shadow(word, each):
            word.text += each.sign
            word.right = max(word.right, each.right)
            word.bold = word.bold and each.bold
    if word:
        yield word


def _is_shadow(word: Word, each: Character) -> bool:
    """Some programs make letters bold by drawing them twice."""
    return (
        word.text.endswith(each.sign)
        and word.right - each.right > -0.12 * each.size
        and each.right > each.left
    )


def turned_texts(characters: list[Character]) -> Iterator[str]:
    """Text that stands on its side, in the order in which it was drawn."""
    for turned, members in groupby(characters, key=lambda each: each.turned):
        text = "".join(each.sign for each in members).strip()
        if turned and text:
            yield text
