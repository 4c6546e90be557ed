"""Headers, footers and page numbers: lines that return at the edge of many pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ..lines import Line, Role

LONGEST = 120
DIGITS = re.compile(r"\d+")
LONE_NUMBER = re.compile(
    r"\s*(?:[-–|]\s*)?(?:(?:pagina|pag\.?|page|p\.|blz\.?)\s*)?(\d{1,3})(?:\s*[-–|])?\s*$", re.IGNORECASE
)


class Edge(NamedTuple):
    """A line at the edge of a page. Lines that return have the same place on it."""

    line: int  # by index
    place: tuple[str, int]


def mark_running_lines(lines: list[Line], edges: Iterable[Edge]) -> list[Line]:
    """Give the role RUNNING to edge lines whose text returns, or whose number counts the pages."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    edges = list(edges)
    for index, place in edges:
        text = lines[index].text.strip()
        if len(text) <= LONGEST:
            groups[place, DIGITS.sub("#", text.casefold())].append(index)
    marked = list(lines)
    for index, _place in edges:
        lone = LONE_NUMBER.match(lines[index].text)
        if lone and int(lone.group(1)) == lines[index].page:
            marked[index] = replace(lines[index], role=Role.RUNNING)
    enough = 3 if len({line.page for line in lines}) > 4 else 2
    for indexes in groups.values():
        for index in _returning(lines, indexes, enough):
            marked[index] = replace(lines[index], role=Role.RUNNING)
    return marked


def _returning(lines: list[Line], indexes: list[int], enough: int) -> list[int]:
    by_key: dict[object, list[int]] = defaultdict(list)
    for index in indexes:
        line = lines[index]
        numbers = tuple(int(digits) for digits in DIGITS.findall(line.text)[:6])
        by_key["same", numbers].append(index)
        for position, number in enumerate(numbers):
            others = numbers[:position] + numbers[position + 1 :]
            by_key["counts", number - line.page, others].append(index)
    members = (found for found in by_key.values() if len({lines[index].page for index in found}) >= enough)
    return sorted({index for found in members for index in found})


def mark_lone_page_numbers(lines: list[Line]) -> list[Line]:
    """In text without page ends: numbers alone on a line that count on by one are page numbers."""
    lone = [(index, int(found.group(1))) for index, found in _lone_numbers(lines)]
    counting = [after[1] - before[1] == 1 for before, after in pairwise(lone)]
    if len(lone) < 3 or sum(counting) < 0.8 * len(counting):
        return lines
    marked = list(lines)
    for index in {index for index, _number in lone} | _beside_numbers(
        lines, [index for index, _number in lone]
    ):
        marked[index] = replace(lines[index], role=Role.RUNNING)
    return marked


def _beside_numbers(lines: list[Line], lone: list[int]) -> set[int]:
    """Lines that return right before or behind most page numbers: headers and footers."""
    beside = Counter(
        lines[near].text.strip()
        for index in lone
        for near in (index - 1, index + 1)
        if 0 <= near < len(lines) and len(lines[near].text) <= LONGEST
    )
    returning = {text for text, count in beside.items() if count >= max(2, 0.6 * (len(lone) - 1))}
    return {index for index, line in enumerate(lines) if line.text.strip() in returning}


def _lone_numbers(lines: list[Line]) -> Iterable[tuple[int, re.Match[str]]]:
    for index, line in enumerate(lines):
        found = LONE_NUMBER.match(line.text)
        ends = index + 1 == len(lines) or lines[index + 1].gap
        if found and line.gap and ends:
            yield index, found
