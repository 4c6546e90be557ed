"""The bullets and numbers that Word draws: they stand in no paragraph, only in the list definitions."""

from collections import defaultdict
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

DEEPEST = 9
HIGHEST_START = 999
BULLETS = {"\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "o": "○"}  # others become "•"
BULLETS |= {sign: sign for sign in "-–*▪■●○◦‣➢✓"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    form: str  # numFmt
    pattern: str  # lvlText, such as "%1.%2"
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts along while the paragraphs are read in order."""

    levels: dict[tuple[str, int], ListLevel] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)  # lists that count on together
    counts: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, root: _Element | None) -> "Numbering":
        numbering = cls()
        if root is None:
            return numbering
        abstract = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
        for each in root.iter(qn("w:num")):
            reference = each.find(qn("w:abstractNumId"))
            shared = "" if reference is None else reference.get(qn("w:val"), "")
            numbering._define(each, abstract.get(shared), shared)
        return numbering

    def _define(self, number: _Element, abstract: _Element | None, shared: str) -> None:
        number_id = number.get(qn("w:numId"), "")
        restarts = number.find(qn("w:lvlOverride")) is not None
        self.shared[number_id] = f"own {number_id}" if restarts else shared
        for source in (abstract, *number.iter(qn("w:lvlOverride"))):
            if source is not None:
                for level in source.iter(qn("w:lvl")):
                    self.levels[number_id, int(level.get(qn("w:ilvl"), "0"))] = _level_of(level)

    def marker(self, number_id: str, depth: int) -> str:
        """The bullet or number of the next paragraph of this list."""
        level = self.levels.get((number_id, depth))
        if level is None or level.form == "none":
            return "" if level else "•"
        if level.form == "bullet":
            return BULLETS.get(level.pattern, "•")
        self._count(number_id, depth, level)
        return self._written(number_id, level)

    def _count(self, number_id: str, depth: int, level: ListLevel) -> None:
        shared = self.shared.get(number_id, number_id)
        self.counts[shared, depth] = self.counts.get((shared, depth), level.start - 1) + 1
        for deeper in range(depth + 1, DEEPEST):
            self.counts.pop((shared, deeper), None)

    def _written(self, number_id: str, level: ListLevel) -> str:
        shared, text = self.shared.get(number_id, number_id), level.pattern
        for depth in range(DEEPEST):
            form = self.levels.get((number_id, depth), level).form
            text = text.replace(f"%{depth + 1}", _numeral(self.counts.get((shared, depth), 1), form))
        return text.strip()


def _level_of(level: _Element) -> ListLevel:
    def value(tag: str, default: str) -> str:
        found = level.find(qn(tag))
        return default if found is None else found.get(qn("w:val"), default)

    start = min(int(value("w:start", "1")), HIGHEST_START)
    return ListLevel(value("w:numFmt", "bullet"), value("w:lvlText", "")[:60], start)


def _numeral(number: int, form: str) -> str:
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        roman = roman_numeral(number)
        return roman if form.startswith("upper") else roman.lower()
    return str(number)


def roman_numeral(number: int) -> str:
    written = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += letters * (number // value)
        number %= value
    return written
