"""From lines to an outline. Each step is one module; this is their order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..kinds import Kind, KindPhrase
from ..lines import Line
from ..outline import Node, Outline
from .anchors import anchor
from .blocks import Block, Form
from .contents import Contents, find_contents
from .headings import Profile, mark_headings, profile_of, without_folded
from .inference import insert_missing_heads
from .joining import gather
from .naming import name_kinds
from .phrases import Phrases
from .ranks import rank_headings, rank_inferred
from .series import (
    drop_lone_numbers,
    find_labels,
    find_runs,
    linked_styles,
    list_tight_decimals,
    plausible_decimals,
)
from .title import find_title
from .tree import Branch, plant

__all__ = ["recognise_outline"]


def recognise_outline(lines: Sequence[Line], words: Iterable[KindPhrase]) -> Outline:
    """The outline of a plan. The words only propose kinds: the tree is the same without them."""
    shown = _without_blanks(lines)
    contents = find_contents(shown)
    blocks = gather(shown, contents.of_line)
    profile = _mark(blocks, contents)
    blocks = insert_missing_heads(without_folded(blocks), contents)
    rank_headings(blocks, contents.entries, profile)
    rank_inferred(blocks, contents.entries, profile)
    title = find_title(blocks, profile)
    branches = plant(blocks, title)
    for branch in branches:
        if branch.block is title:
            branch.kind, branch.confidence = Kind.PLAN, min(0.9, branch.block.certainty)
    name_kinds(branches, Phrases(words), contents)
    return Outline(tuple(_nodes(branches)))


def _without_blanks(lines: Iterable[Line]) -> list[Line]:
    shown: list[Line] = []
    was_blank = False
    for line in lines:
        if line.text.strip():
            shown.append(replace(line, gap=True) if was_blank else line)
        was_blank = not line.text.strip()
    return shown


def _mark(blocks: list[Block], contents: Contents) -> Profile:
    profile = profile_of(blocks)
    anchor(blocks, contents, profile)
    find_labels(blocks)
    plausible_decimals(blocks)
    list_tight_decimals(blocks)
    runs = find_runs(blocks)
    drop_lone_numbers(blocks, runs)
    profile.linked = linked_styles(blocks, runs)
    mark_headings(blocks, runs, profile)
    return profile


def _nodes(branches: Sequence[Branch]) -> Iterable[Node]:
    starts = _starts(branches)
    for place, branch in enumerate(branches):
        block = branch.block
        yield Node(
            id=place + 1,
            parent=None if branch.parent is None else branch.parent + 1,
            title=block.text,
            name=branch.name,
            proposed_kind=branch.kind,
            confidence=branch.confidence,
            source_line=starts[place],
            lines=tuple(block.lines),
            is_inferred=block.is_inferred,
        )


def _starts(branches: Sequence[Branch]) -> list[int]:
    """The line where each node starts; an inferred one starts where the next line of the text does."""
    starts: list[int] = []
    following = max((line.source_line for branch in branches for line in branch.block.lines), default=1)
    for branch in reversed(branches):
        if branch.block.lines and branch.block.form is not Form.RUNNING:
            following = branch.block.first.source_line
        starts.append(branch.block.first.source_line if branch.block.lines else following)
    return starts[::-1]
