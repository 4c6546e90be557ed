"""Columns of a page: white gutters that run down beside several rows, and the bands of rows between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .pdf_words import Row, Word

STEP = 2.0  # points between the places where a gutter is looked for
LEAST_LINES = 4  # of text on either side
LEAST_LENGTH = 12  # characters per line on either side: shorter ones are cells of a table
LEAST_EMS = 0.7
SAME_ROWS = 2
CLOSEST = 60.0  # points between two gutters
HEADING_EMS = 1.15


@dataclass(slots=True)
class Gutter:
    first: int  # row
    last: int
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Band:
    """Rows that share the same columns."""

    rows: list[Row]
    gutters: list[float] = field(default_factory=list)

    def columns(self) -> list[list[list[Word]]]:
        edges = [*self.gutters, float("inf")]
        columns: list[list[list[Word]]] = [[] for _ in edges]
        for row in self.rows:
            parts: list[list[Word]] = [[] for _ in edges]
            for word in row.words:
                middle = (word.left + word.right) / 2
                parts[next(order for order, edge in enumerate(edges) if middle < edge)].append(word)
            for column, words in zip(columns, parts, strict=True):
                if words:
                    column.append(words)
        return [sorted(column, key=lambda words: words[0].baseline) for column in columns]


def bands_of(rows: list[Row]) -> Iterator[Band]:
    gutters = _gutters(rows)
    start = 0
    while start < len(rows):
        here = [gutter for gutter in gutters if gutter.first <= start <= gutter.last]
        edges = [gutter.first for gutter in gutters if gutter.first > start]
        stop = min([gutter.last + 1 for gutter in here] + edges + [len(rows)])
        middles = sorted(gutter.middle for gutter in here)
        yield from _cut_at_headings(Band(rows[start:stop], middles))
        start = stop


def _gutters(rows: list[Row]) -> list[Gutter]:
    if len(rows) < LEAST_LINES:
        return []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    size = sorted(row.size for row in rows)[len(rows) // 2]
    open_ones: list[Gutter] = []
    place = left + STEP
    while place < right:
        for first, last in _white_runs(rows, place):
            _widen(open_ones, Gutter(first, last, place, place))
        place += STEP
    wide = [gutter for gutter in open_ones if gutter.right - gutter.left + STEP >= LEAST_EMS * size]
    return _apart(wide, rows)


def _widen(gutters: list[Gutter], found: Gutter) -> None:
    for gutter in reversed(gutters):
        same = abs(gutter.first - found.first) <= SAME_ROWS and abs(gutter.last - found.last) <= SAME_ROWS
        if same and found.left - gutter.right <= STEP * 1.5:
            gutter.right = found.right
            return
    gutters.append(found)


def _apart(gutters: list[Gutter], rows: list[Row]) -> list[Gutter]:
    """The longest gutters first; another only where it parts the text between them, and not their ragged lines."""
    kept: list[Gutter] = []
    for gutter in sorted(gutters, key=lambda each: (each.first - each.last, each.left - each.right)):
        beside = [other for other in kept if gutter.first <= other.last and gutter.last >= other.first]
        left = max((other.middle for other in beside if other.middle < gutter.middle), default=float("-inf"))
        right = min((other.middle for other in beside if other.middle > gutter.middle), default=float("inf"))
        if gutter.middle - left > CLOSEST and right - gutter.middle > CLOSEST:
            stretch = rows[gutter.first : gutter.last + 1]
            if _is_prose(stretch, left, gutter.middle) and _is_prose(stretch, gutter.middle, right):
                kept.append(gutter)
    return sorted(kept, key=lambda each: (each.first, each.middle))


def _white_runs(rows: list[Row], place: float) -> Iterator[tuple[int, int]]:
    """Stretches of rows that leave this place white, with enough text on both sides of it."""
    start = 0
    for index in range(len(rows) + 1):
        if index == len(rows) or _covers(rows[index], place):
            stretch = _trimmed(rows, start, index, place)
            if stretch:
                yield stretch
            start = index + 1


def _covers(row: Row, place: float) -> bool:
    return any(word.left <= place <= word.right for word in row.words)


def _trimmed(rows: list[Row], start: int, stop: int, place: float) -> tuple[int, int] | None:
    """The part of the stretch where both sides have text."""
    if stop - start < LEAST_LINES:
        return None
    lefts = [index for index in range(start, stop) if rows[index].left < place]
    rights = [index for index in range(start, stop) if rows[index].right > place]
    if not lefts or not rights:
        return None
    stretch = rows[start:stop]
    if not (_is_prose(stretch, float("-inf"), place) and _is_prose(stretch, place, float("inf"))):
        return None
    first, last = max(lefts[0], rights[0]), min(lefts[-1], rights[-1])
    if last - first < LEAST_LINES - 1:
        return None
    return _headed(rows, start, first), _tailed(stop, lefts, rights)


def _headed(rows: list[Row], start: int, first: int) -> int:
    """A column that starts higher than its neighbour belongs to the band, unless it starts with a headline."""
    while first > start and rows[first - 1].size < HEADING_EMS * rows[first].size:
        first -= 1
    return first


def _tailed(stop: int, lefts: list[int], rights: list[int]) -> int:
    return min(stop - 1, max(lefts[-1], rights[-1]))


def _is_prose(rows: list[Row], left: float, right: float) -> bool:
    """Whether enough rows have lines of some length between these two places."""
    lengths = [
        sum(len(word.text) + 1 for word in row.words if left < word.left and word.right < right)
        for row in rows
    ]
    inked = [length for length in lengths if length]
    return len(inked) >= LEAST_LINES and sum(inked) >= LEAST_LENGTH * len(inked)


def _cut_at_headings(band: Band) -> Iterator[Band]:
    """A headline that leaves the other columns white beside it starts a new band, though it is short."""
    start = 0
    for index in range(1, len(band.rows) - 1):
        if band.gutters and _is_headline(band, index):
            yield Band(band.rows[start:index], band.gutters)
            start = index
    yield Band(band.rows[start:], band.gutters)


def _is_headline(band: Band, index: int) -> bool:
    row, edge = band.rows[index], band.gutters[0]
    usual = sorted(each.size for each in band.rows)[len(band.rows) // 2]
    if row.size < HEADING_EMS * usual or row.right > edge:
        return False
    beside = [
        each for each in band.rows if abs(each.baseline - row.baseline) < 1.6 * row.size and each.right > edge
    ]
    above = any(each.right > edge for each in band.rows[:index])
    below = any(each.right > edge for each in band.rows[index + 1 :])
    return not beside and above and below
