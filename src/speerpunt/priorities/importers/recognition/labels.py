"""Short names: the text of a block without its number, without the word that says its kind, without explanation."""

import re

from .blocks import Block
from .numbering import split_bullet
from .phrases import NAMED_IN_FULL, Phrases
from .wording import clean

LEAD_IN = re.compile(r"\*\*(.{2,90}?)\*\*")
LONGEST = 200
LONGEST_LEAD = 70
MOST_LEAD_WORDS = 8
ENDS = " :;.–—-"


def short_name(block: Block, phrases: Phrases, column: int = 0) -> str:
    """`column` is where a row of a table has its name."""
    name = _told_apart(block, phrases, column)
    return name[:LONGEST].strip() or block.text[:LONGEST]


def _told_apart(block: Block, phrases: Phrases, column: int) -> str:
    cells = block.first.cells[column:] if block.lines else ()
    if cells:
        return next((clean(cell) for cell in cells if any(map(str.isalpha, cell))), block.text)
    text = block.title.strip(ENDS) or block.text
    if block.number and block.number.label:
        return text
    lead = _bold_lead(block)
    only_kind = phrases.exactly(lead) if lead else None
    if lead and lead != block.text.strip(ENDS) and (only_kind is None or only_kind.kind in NAMED_IN_FULL):
        return phrases.without_kind_word(lead)
    return phrases.without_kind_word(_before_colon(text, phrases))


def _bold_lead(block: Block) -> str:
    found = LEAD_IN.match(split_bullet(block.first.text)[1].strip()) if block.lines else None
    return clean(found.group(1)).strip(ENDS) if found else ""


def _before_colon(text: str, phrases: Phrases) -> str:
    """What stands before an explanation; but behind a word that only says the kind, as in "Doel: ..."."""
    head, colon, tail = text.partition(":")
    head, tail = head.strip(ENDS), tail.strip(ENDS)
    if not colon or not tail or not head:
        return text
    only_kind = phrases.exactly(head)
    if only_kind and only_kind.kind not in NAMED_IN_FULL:
        return tail
    return head if len(head) <= LONGEST_LEAD and len(head.split()) <= MOST_LEAD_WORDS else text
