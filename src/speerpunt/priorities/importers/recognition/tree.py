"""From blocks in order to a tree: headings hold what follows, entries hold entries that are set in further."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..kinds import Kind
from .blocks import Block, Form
from .contents import CONTENTS_TITLES
from .wording import key

SAME_LEVEL = 0.6  # of a character, or of a list level
DEPTH_STEP = 4.0
TITLE_RANK = (-1.0, 0.0)


@dataclass(slots=True)
class Branch:
    """A node in the making."""

    block: Block
    parent: int | None
    kind: Kind = Kind.TEXT
    confidence: float = 0.9
    name: str = ""
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """An entry of a list that may still get entries under it."""

    level: float
    marker: str
    branch: int


class _Planting:
    def __init__(self, title: Block | None) -> None:
        self.title = title
        self.branches: list[Branch] = []
        self.headings: list[int] = []
        self.frames: list[_Frame] = []
        self.running: dict[str, int] = {}
        self.contents_head: int | None = None

    def add(self, block: Block) -> None:
        if block.form is Form.RUNNING:
            self._add_running(block)
        elif block.form is Form.HEADING:
            self._add_heading(block)
        elif block.form is Form.ITEM:
            self._add_item(block)
        elif block.form is Form.CONTENTS:
            self._put(block, self.contents_head if self.contents_head is not None else self._heading())
        elif block.form is Form.TEXT:
            self._add_text(block)
        else:
            self._put(block, self._heading())

    def _put(self, block: Block, parent: int | None) -> int:
        self.branches.append(Branch(block, parent))
        place = len(self.branches) - 1
        if parent is not None:
            self.branches[parent].children.append(place)
        return place

    def _heading(self) -> int | None:
        return self.headings[-1] if self.headings else None

    def _add_running(self, block: Block) -> None:
        """The same header on many pages is one node; so are the page numbers."""
        name = "".join("#" if sign.isdigit() else sign for sign in key(block.text))
        if name in self.running:
            self.branches[self.running[name]].block.lines += block.lines
        else:
            self.running[name] = self._put(block, None)

    def _add_heading(self, block: Block) -> None:
        rank = TITLE_RANK if block is self.title else block.rank
        block.rank = rank
        while self.headings and self.branches[self.headings[-1]].block.rank >= rank:
            self.headings.pop()
        place = self._put(block, self._heading())
        self.headings.append(place)
        self.frames = []
        if key(block.title) in CONTENTS_TITLES:
            self.contents_head = place

    def _add_item(self, block: Block) -> None:
        level = block.indent if block.depth is None else DEPTH_STEP * block.depth
        marker = block.bullet or (block.number.style if block.number else "")
        self._close_frames(level, marker, by_style=block.depth is not None)
        parent = self.frames[-1].branch if self.frames else self._heading()
        self.frames.append(_Frame(level, marker, self._put(block, parent)))

    def _close_frames(self, level: float, marker: str, *, by_style: bool) -> None:
        while self.frames and level < self.frames[-1].level - SAME_LEVEL:
            self.frames.pop()
        beside = [frame for frame in self.frames if abs(frame.level - level) <= SAME_LEVEL]
        if not beside:
            return
        same = next((frame for frame in beside if frame.marker == marker), None)
        nests = same is None and not by_style and _strength(marker) > _strength(self.frames[-1].marker)
        if not nests:
            first = self.frames.index(same or beside[0])
            del self.frames[first:]

    def _add_text(self, block: Block) -> None:
        while self.frames and block.indent < self.frames[-1].level + 1 - SAME_LEVEL:
            self.frames.pop()
        inside = self.frames and self.branches[self.frames[-1].branch].block.depth is None
        self._put(block, self.frames[-1].branch if inside else self._heading())
        if not inside:
            self.frames = []


def _strength(marker: str) -> int:
    """Which marker usually stands under which, where the indent does not tell."""
    if marker[:1].isalnum() or marker.startswith("("):
        return {"1": 0, "A": 0, "I": 0}.get(marker.strip("(")[:1], 1 if marker != "o" else 4)
    return {"•": 2, "●": 2, "■": 2, "▪": 3, "*": 2, "○": 4, "◦": 4}.get(marker, 3)


def plant(blocks: Sequence[Block], title: Block | None) -> list[Branch]:
    """The blocks as a tree, each parent before its children."""
    planting = _Planting(title)
    for block in blocks:
        planting.add(block)
    return planting.branches
