"""From the characters of one page to lines in reading order: words, columns, margins, white space."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ..lines import Line, Role
from .pdf_columns import Band, bands_of
from .pdf_words import Character, Row, Word, rows_of, turned_texts
from .running import Edge

__all__ = ["Character", "lines_of_page"]

TAB_EMS = 2.2  # white space inside a row that is wider separates cells
MARKER_EMS = 5.0  # between a bullet or number and its text
OUTER_EDGE = 0.065  # of the height: no columns here
PAGE_EDGE = 0.11  # of the height: where headers and footers stand
SAME_EDGE = 3.0  # points
CHARACTER_EMS = 0.5
LEAST_JUMP = 1.3  # times the usual distance between lines


@dataclass(slots=True)
class _Piece:
    """The words of one row that belong to one column."""

    words: list[Word]
    column: int
    left_margin: float
    right_margin: float
    starts_column: bool = False

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def baseline(self) -> float:
        return median(word.baseline for word in self.words)


def lines_of_page(
    characters: list[Character], *, number: int, height: float, first: int
) -> tuple[list[Line], list[Edge]]:
    """The lines of a page, and which of them lie at its edge. `first` is the number of lines before this page."""
    rows = rows_of(characters)
    head = [row for row in rows if row.baseline < height * OUTER_EDGE]
    foot = [row for row in rows if row.baseline > height * (1 - OUTER_EDGE)]
    body = [row for row in rows if height * OUTER_EDGE <= row.baseline <= height * (1 - OUTER_EDGE)]
    margins = _margins([row.words for row in rows])
    pieces = [_Piece(row.words, 0, *margins) for row in head]
    pieces += _in_reading_order(body)
    pieces += [_Piece(row.words, 0, *margins) for row in foot]
    pitch = _usual_pitch(pieces)
    lines: list[Line] = []
    edges: list[Edge] = []
    for order, piece in enumerate(pieces):
        before = pieces[order - 1] if order else None
        index = first + len(lines)
        lines.append(_line(piece, index + 1, number, gap=_is_gap(before, piece, pitch)))
        if piece.baseline < height * PAGE_EDGE or piece.baseline > height * (1 - PAGE_EDGE):
            edges.append(Edge(index, ("at", round(piece.baseline / 6))))
    for text in turned_texts(characters):
        lines.append(
            Line(text=text, source_line=first + len(lines) + 1, page=number, gap=True, role=Role.NOTE)
        )
    return lines, edges


def _in_reading_order(rows: list[Row]) -> Iterator[_Piece]:
    left, right = _margins([row.words for row in rows])
    for band in bands_of(rows):
        if not band.gutters:
            yield from (_Piece(row.words, 0, left, right) for row in band.rows)
            continue
        yield from _columns(band)


def _columns(band: Band) -> Iterator[_Piece]:
    """The columns of a band one after the other."""
    for column, rows in enumerate(band.columns()):
        left, right = _margins(rows)
        for order, words in enumerate(rows):
            yield _Piece(words, column + 1, left, right, starts_column=not order)


def _margins(rows: list[list[Word]]) -> tuple[float, float]:
    """The outermost edges at which several rows start and end; a page number may lie outside them."""
    lefts = sorted(words[0].left for words in rows)
    rights = sorted(-words[-1].right for words in rows)
    return _shared_edge(lefts), -_shared_edge(rights)


def _shared_edge(edges: list[float]) -> float:
    needed = max(2, len(edges) // 10)
    for order, edge in enumerate(edges):
        if bisect_right(edges, edge + SAME_EDGE) - order >= needed:
            return edge
    return edges[0] if edges else 0.0


def _usual_pitch(pieces: list[_Piece]) -> float:
    """The usual distance between lines, in sizes of the type."""
    steps = [
        (after.baseline - before.baseline) / max(after.size, before.size)
        for before, after in pairwise(pieces)
        if not after.starts_column
    ]
    usual = [step for step in steps if 0.8 < step < 2.0]
    return median(sorted(usual)[: max(1, len(usual) * 2 // 3)]) if usual else 1.2


def _is_gap(before: _Piece | None, piece: _Piece, pitch: float) -> bool:
    if before is None or piece.starts_column or piece.baseline < before.baseline:
        return True
    step = (piece.baseline - before.baseline) / max(piece.size, before.size)
    if step > LEAST_JUMP * pitch:
        return True
    indented = piece.words[0].left - before.words[0].left > 0.9 * piece.size
    return (
        indented and before.words[-1].text.endswith((".", "!", "?")) and not _is_marker(before.words[0].text)
    )


def _line(piece: _Piece, source_line: int, page: int, *, gap: bool) -> Line:
    cells = (_together(piece.words),) if _is_justified(piece) else _cells(piece.words)
    characters = sum(len(word.text) + 1 for word in piece.words)
    width = sum(word.right - word.left + 0.25 * word.size for word in piece.words) / characters or 1.0
    return Line(
        text="\t".join(cells),
        source_line=source_line,
        page=page,
        column=piece.column,
        gap=gap,
        indent=max(0.0, round((piece.words[0].left - piece.left_margin) / (CHARACTER_EMS * piece.size), 1)),
        room=max(0.0, round((piece.right_margin - piece.words[-1].right) / width, 1)),
        size=_main_size(piece.words),
        bold=all(word.bold for word in piece.words if not _is_marker(word.text)),
        cells=cells if len(cells) > 1 else (),
        role=Role.ROW if len(cells) > 1 else Role.BODY,
    )


def _main_size(words: Iterable[Word]) -> float:
    by_size = sorted(words, key=lambda word: word.size)
    weights: dict[float, int] = {
        size: sum(len(word.text) for word in same) for size, same in groupby(by_size, lambda word: word.size)
    }
    return max((weight, size) for size, weight in weights.items())[1]


def _cells(words: list[Word]) -> tuple[str, ...]:
    cells = [words[0].text]
    for before, word in pairwise(words):
        space = (word.left - before.right) / max(word.size, before.size)
        starts_cell = space > TAB_EMS and not (_is_marker(cells[-1]) and space < MARKER_EMS)
        if starts_cell:
            cells.append(word.text)
        else:
            cells[-1] += f" {word.text}"
    return tuple(cells)


def _together(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _is_justified(piece: _Piece) -> bool:
    """A line pulled wide to fill its column has the same wide space between all words."""
    spaces = [after.left - before.right for before, after in pairwise(piece.words)]
    fills = piece.right_margin - piece.words[-1].right < SAME_EDGE
    return fills and len(spaces) > 1 and max(spaces) < 1.5 * min(spaces)


def _is_marker(text: str) -> bool:
    bare = text.strip("().:§")
    return len(text) <= 6 and (bare.replace(".", "").isdigit() or len(bare) <= 1)
