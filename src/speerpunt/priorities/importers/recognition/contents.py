"""The contents list: where it stands, and which chapters it names on which page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..lines import Line, Role
from .numbering import CHAPTER_LABELS, Number, parse_label, parse_number, split_bullet
from .wording import clean, joined, key

CONTENTS_TITLES = frozenset(
    {
        "inhoud",
        "inhoudsopgave",
        "inhoudsopgaaf",
        "inhoudsoverzicht",
        "contents",
        "table of contents",
        "in dit plan",
    }
)
PAGE_AT_END = re.compile(r"(?:(?<=[\s.…_·])|^)(?:p\.|pag\.|blz\.)?\s?(\d{1,3})$")
ANCHOR = re.compile(r"\]\(#")
HASHES = re.compile(r"^\s*#{1,6}\s+")
LONGEST_TITLE = 140
LEAST_ENTRIES = 3
MOST_ENTRIES = 400
SEARCHED_PART = 0.4  # of the document
SEARCHED_LINES = 150


@dataclass(slots=True)
class Entry:
    """One chapter that the contents list names."""

    title: str  # without its number
    full_title: str
    number: Number | None
    page: int | None
    indent: float = 0.0
    level: int | None = None  # as a style says
    depth: float = 1.0  # 1, 2, ...; a half for a title without number under a numbered one
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    entries: list[Entry] = field(default_factory=list)
    of_line: dict[int, int] = field(
        default_factory=dict
    )  # by index: entry, or -1 for lines around the entries
    label_words: frozenset[str] = frozenset()  # with which several titles begin, such as "Thema"


def find_contents(lines: Sequence[Line]) -> Contents:
    region = _styled_region(lines) or _paged_region(lines) or _titled_region(lines)
    if not region:
        return Contents()
    entries = _entries(lines, region)
    _set_depths(entries)
    of_line = dict.fromkeys(region, -1)
    of_line.update({index: order for order, entry in enumerate(entries) for index in entry.lines})
    return Contents(entries, of_line, _label_words(entries))


def _styled_region(lines: Sequence[Line]) -> list[int]:
    return [index for index, line in enumerate(lines) if line.contents_level is not None]


def _paged_region(lines: Sequence[Line]) -> list[int]:
    """The stretch of titles that end in page numbers, when these rise and the titles return further on."""
    found = [_title_and_page(line) for line in lines]
    starts: dict[str, int] = {}
    for start, stop in _stretches(found, _searched(lines)):
        paged = [entry for entry in found[start:stop] if entry]
        rising = sum(before[1] <= after[1] for before, after in pairwise(paged))
        if rising >= 0.9 * (len(paged) - 1) and paged[-1][1] > paged[0][1]:
            titles = [title for title, _page in paged]
            starts = starts or _last_starts(lines)
            if _is_headed(lines, start) or _return(starts, stop, titles) >= max(2, 0.3 * len(titles)):
                return list(range(_with_head_of_table(lines, start), stop))
    return []


def _searched(lines: Sequence[Line]) -> int:
    return min(len(lines), max(SEARCHED_LINES, int(SEARCHED_PART * len(lines))))


def _title_and_page(line: Line) -> tuple[str, int] | None:
    if line.role not in {Role.BODY, Role.ROW} or len(line.text) > LONGEST_TITLE + 120:
        return None
    text = " ".join(filter(None, line.cells[:-1])) + "\t" + line.cells[-1] if line.cells else line.text
    text = text.strip()
    found = PAGE_AT_END.search(text) if not split_bullet(text)[0] else None
    title = clean(text[: found.start()]).rstrip(" .…_·•") if found else ""
    if not found or len(title) > LONGEST_TITLE or not any(map(str.isalpha, title)):
        return None
    return title, int(found.group(1))


def _stretches(found: Sequence[object], limit: int) -> Iterator[tuple[int, int]]:
    """Runs of lines with a title and page, in which at most two other lines may follow each other."""
    start = last = -1
    count = 0
    for index, entry in enumerate(found):
        if entry is None and last >= 0 and index - last > 2:
            if count >= LEAST_ENTRIES:
                yield start, last + 1
            start = last = -1
            count = 0
        elif entry is not None:
            if start < 0 and index > limit:
                return
            start = index if start < 0 else start
            last, count = index, count + 1
    if count >= LEAST_ENTRIES:
        yield start, last + 1


def _is_headed(lines: Sequence[Line], start: int) -> bool:
    return any(key(HASHES.sub("", line.text)) in CONTENTS_TITLES for line in lines[max(0, start - 3) : start])


def _last_starts(lines: Sequence[Line]) -> dict[str, int]:
    """Where each short line stands last, with and without its number."""
    starts: dict[str, int] = {}
    for index, line in enumerate(lines):
        if len(line.text) <= LONGEST_TITLE:
            starts[key(line.text)[:60]] = index
            starts[key(_bare(line.text))[:60]] = index
    return starts


def _return(starts: dict[str, int], stop: int, titles: Sequence[str]) -> int:
    """How many of these titles return as lines from `stop` on."""
    return sum(
        max(starts.get(key(title)[:60], -1), starts.get(key(_bare(title))[:60], -1)) >= stop
        for title in titles
    )


def _bare(text: str) -> str:
    text = split_bullet(HASHES.sub("", text))[1]
    number = parse_number(text)
    return text[number.length :] if number else text


def _with_head_of_table(lines: Sequence[Line], start: int) -> int:
    while start and (
        lines[start - 1].role is Role.RULE or (lines[start - 1].cells and not any(lines[start - 1].cells))
    ):
        start -= 1
    return start


def _titled_region(lines: Sequence[Line]) -> list[int]:
    """Without page numbers: the short lines under "Inhoud", up to where the first of them returns as a heading."""
    heads = [
        index
        for index, line in enumerate(lines[: _searched(lines)])
        if key(_bare(line.text)) in CONTENTS_TITLES
    ]
    for head in heads:
        region = _until_return(lines, head + 1)
        titles = [clean(_bare(lines[index].text)) for index in region]
        links = sum(bool(ANCHOR.search(lines[index].text)) for index in region)
        if len(titles) < LEAST_ENTRIES:
            continue
        if 2 * links > len(region) or _return(_last_starts(lines), region[-1] + 1, titles) >= 0.5 * len(
            titles
        ):
            return region
    return []


def _until_return(lines: Sequence[Line], start: int) -> list[int]:
    region: list[int] = []
    seen: set[str] = set()
    for index in range(start, min(len(lines), start + MOST_ENTRIES)):
        line, title = lines[index], key(_bare(clean(lines[index].text)))
        is_link = bool(ANCHOR.search(line.text))
        if len(line.text) > LONGEST_TITLE and not is_link:
            break
        if title in seen or (line.heading_level is not None and not is_link):
            break
        seen.add(title)
        region.append(index)
    return region


def _entries(lines: Sequence[Line], region: Sequence[int]) -> list[Entry]:
    """Entries of the region; a title without page number is the first half of the next one, where others have one."""
    paged = sum(_title_and_page(lines[index]) is not None for index in region) > len(region) / 2
    entries: list[Entry] = []
    waiting: list[int] = []
    for index in region:
        if lines[index].role is Role.RULE or not any(map(str.isalnum, lines[index].text)):
            continue
        found = _title_and_page(lines[index])
        waiting.append(index)
        if found or not paged or lines[index].contents_level is not None:
            entries.append(_entry(lines, waiting, found))
            waiting = []
    return entries


def _entry(lines: Sequence[Line], indexes: list[int], found: tuple[str, int] | None) -> Entry:
    first = lines[indexes[0]]
    text = ""
    for index in indexes[: -1 if found else None]:
        text = joined(text, clean(lines[index].text), frozenset())
    if found:
        text = joined(text, found[0], frozenset())
    text = clean(split_bullet(text)[1])
    if first.marker and parse_number(f"{first.marker} Naam"):
        text = f"{first.marker} {text}"
    number = parse_number(text) or _chapter_label(text)
    title = text[number.length :].strip() if number else text
    return Entry(
        title=title or text,
        full_title=text,
        number=number,
        page=found[1] if found else None,
        indent=first.indent,
        level=first.contents_level,
        lines=list(indexes),
    )


def _chapter_label(text: str) -> Number | None:
    label = parse_label(text)
    return label if label and label.length < len(text) else None


def _set_depths(entries: list[Entry]) -> None:
    if entries and all(entry.level is not None for entry in entries):
        for entry in entries:
            entry.depth = float(entry.level or 1)
        return
    if not any(entry.number for entry in entries):
        indents = sorted({round(entry.indent) for entry in entries})
        for entry in entries:
            entry.depth = 1.0 + indents.index(round(entry.indent))
        return
    _set_depths_by_number(entries)


def _set_depths_by_number(entries: list[Entry]) -> None:
    counted = [_counts(entry) for entry in entries]
    by_depth: dict[int, set[int]] = {}
    for entry, depth in zip(entries, counted, strict=True):
        if depth:
            by_depth.setdefault(round(entry.indent), set()).add(depth)
    tells = len(by_depth) > 1 and all(len(depths) == 1 for depths in by_depth.values())
    above = 0.0
    for entry, depth in zip(entries, counted, strict=True):
        if depth:
            entry.depth = above = float(depth)
        elif tells and round(entry.indent) in by_depth:
            entry.depth = float(min(by_depth[round(entry.indent)]))
        else:
            entry.depth = above + 0.5 if above else 1.0


def _counts(entry: Entry) -> int:
    """The depth that a number gives: not a label such as "Thema 2", which may stand anywhere."""
    if entry.number is None or (entry.number.label and entry.number.label not in CHAPTER_LABELS):
        return 0
    return len(entry.number.values)


def _label_words(entries: Sequence[Entry]) -> frozenset[str]:
    """Words with which several titles begin, each time before another name."""
    firsts = Counter(key(entry.title).split(" ")[0] for entry in entries if " " in key(entry.title))
    return frozenset(word for word, count in firsts.items() if count >= 2 and len(word) >= 4)
